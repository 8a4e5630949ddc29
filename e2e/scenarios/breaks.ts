import { OTHER_PHONE } from './play/cast.js';
import type { Scenario } from './play/scenario.js';
import {
  asks,
  breakBegins,
  breakEnds,
  consulting,
  customerCalls,
  customerHangsUp,
  hears,
  holding,
  logsIn,
  secondCallerCalls,
  statusIsAsked,
  talking,
} from './play/steps.js';

const IN = 'agent: session, open';
const COLLEAGUE_IN = 'colleague: session, open';
const CUSTOMER = 'customer in 8000: terminada agent';
const TALKED = ['OnQueue', 'Success agent'];
const HELD = ['OnHold agent', 'OffHold agent'];
const HOLD_BEGINS = ['pausestart hold', 'callprogress OnHold', 'hold: success'];
const HOLD_ENDS = ['pauseend hold', 'callprogress OffHold'];
const HELD_OUT = [[CUSTOMER, ...TALKED, ...HELD, 'Hangup agent']];

/** Takes the customer back from hold. */
const unholds = [asks('unhold'), hears('callprogress OffHold')];

/** Breaks and holds in each other, and in a call: who is in either gets no call (telephony.md §4.8). */
export const breaks: readonly Scenario[] = [
  {
    title: 'a break that begins in a call goes on after it, and the next customer goes to somebody else',
    casts: ['pool', 'callback'],
    arrange: talking,
    act: [
      breakBegins,
      statusIsAsked(),
      customerHangsUp,
      hears('agentunlinked'),
      statusIsAsked(),
      customerCalls(),
      hears('callprogress OnQueue'),
      logsIn('colleague'),
      hears('colleague: agentlinked'),
      breakEnds,
      statusIsAsked(),
    ],
    hears: [
      'pausestart break',
      'pauseagent: success',
      'getagentstatus: oncall',
      'agentunlinked',
      'getagentstatus: paused',
      'callprogress OnQueue',
      'loginagent: logging',
      'colleague: agentloggedin',
      'colleague: agentlinked',
      'pauseend break',
      'unpauseagent: success',
      'getagentstatus: online',
    ],
    leaves: {
      calls: [
        [CUSTOMER, ...TALKED, 'Hangup agent'],
        ['customer in 8000: activa colleague', 'OnQueue', 'Success colleague'],
      ],
      audit: [IN, 'agent: Lunch', COLLEAGUE_IN],
      current: ['colleague: customer'],
    },
  },
  {
    title: 'a break that ends in the call it began in makes no difference to it',
    casts: ['pool', 'callback'],
    arrange: talking,
    act: [
      breakBegins,
      breakBegins,
      asks('pauseagent', '<pause_type>3</pause_type>'),
      breakEnds,
      breakEnds,
      statusIsAsked(),
      customerHangsUp,
      hears('agentunlinked'),
      statusIsAsked(),
    ],
    hears: [
      'pausestart break',
      'pauseagent: success',
      'pauseagent: success',
      'pauseagent: 417 Agent already in incompatible break',
      'pauseend break',
      'unpauseagent: success',
      'unpauseagent: success',
      'getagentstatus: oncall',
      'agentunlinked',
      'getagentstatus: online',
    ],
    leaves: {
      calls: [[CUSTOMER, ...TALKED, 'Hangup agent']],
      audit: [IN, 'agent: Lunch'],
      current: [],
    },
  },
  {
    title: 'a hold during a break',
    casts: ['pool', 'callback'],
    arrange: [...talking, breakBegins],
    act: [
      asks('hold'),
      statusIsAsked(),
      ...unholds,
      statusIsAsked(),
      asks('hangup'),
      hears('agentunlinked'),
      statusIsAsked(),
      breakEnds,
      statusIsAsked(),
    ],
    hears: [
      ...HOLD_BEGINS,
      'getagentstatus: paused',
      'unhold: success',
      ...HOLD_ENDS,
      'getagentstatus: oncall',
      'hangup: success',
      'agentunlinked',
      'getagentstatus: paused',
      'pauseend break',
      'unpauseagent: success',
      'getagentstatus: online',
    ],
    leaves: { calls: HELD_OUT, audit: [IN, 'agent: Lunch', 'agent: Hold'], current: [] },
  },
  {
    title: 'a break during a hold, which outlives it',
    casts: ['pool', 'callback'],
    arrange: holding,
    act: [breakBegins, ...unholds, statusIsAsked(), customerHangsUp, hears('agentunlinked'), statusIsAsked()],
    hears: [
      'pausestart break',
      'pauseagent: success',
      'unhold: success',
      ...HOLD_ENDS,
      'getagentstatus: oncall',
      'agentunlinked',
      'getagentstatus: paused',
    ],
    leaves: { calls: HELD_OUT, audit: [IN, 'agent: Hold', 'agent: Lunch, open'], current: [] },
  },
  {
    title: 'a break that ends in the hold it began in, which goes on',
    casts: ['pool', 'callback'],
    arrange: holding,
    act: [breakBegins, breakEnds, statusIsAsked(), asks('unpauseagent'), statusIsAsked()],
    hears: [
      'pausestart break',
      'pauseagent: success',
      'pauseend break',
      'unpauseagent: success',
      'getagentstatus: paused',
      'unpauseagent: success',
      'getagentstatus: paused',
    ],
    leaves: {
      calls: [['customer in 8000: activa agent', ...TALKED, 'OnHold agent']],
      audit: [IN, 'agent: Hold, open', 'agent: Lunch'],
      current: ['agent: customer on hold'],
    },
  },
  {
    title: 'the customer hangs up in a hold with a break',
    casts: ['pool', 'callback'],
    arrange: [...holding, breakBegins],
    act: [customerHangsUp, hears('agentunlinked'), statusIsAsked()],
    hears: [...HOLD_ENDS, 'agentunlinked', 'getagentstatus: paused'],
    leaves: { calls: HELD_OUT, audit: [IN, 'agent: Hold', 'agent: Lunch, open'], current: [] },
  },
  {
    title: 'a second caller goes to somebody else while the first is on hold',
    casts: ['pool', 'callback'],
    arrange: [...holding, secondCallerCalls, hears('callprogress OnQueue')],
    act: [logsIn('colleague'), hears('colleague: agentlinked'), ...unholds, statusIsAsked()],
    hears: [
      'loginagent: logging',
      'colleague: agentloggedin',
      'colleague: agentlinked',
      'unhold: success',
      ...HOLD_ENDS,
      'getagentstatus: oncall',
    ],
    leaves: {
      calls: [
        ['customer in 8000: activa agent', ...TALKED, ...HELD],
        ['104 in 8000: activa colleague', 'OnQueue', 'Success colleague'],
      ],
      audit: [IN, 'agent: Hold', COLLEAGUE_IN],
      current: ['agent: customer', 'colleague: 104'],
    },
  },
  {
    title: 'a break during a consultation, in which there is nobody to hold',
    casts: ['pool', 'callback'],
    arrange: consulting,
    act: [
      breakBegins,
      asks('hold'),
      statusIsAsked(),
      asks('hangup'),
      hears('agentunlinked'),
      statusIsAsked(),
    ],
    hears: [
      'pausestart break',
      'pauseagent: success',
      'hold: 417 Agent currenty not handling a call',
      'getagentstatus: oncall',
      'hangup: success',
      'agentunlinked',
      'getagentstatus: paused',
    ],
    leaves: {
      calls: [[`${CUSTOMER}, transfer to "${OTHER_PHONE}"`, ...TALKED, 'Hangup agent']],
      audit: [IN, 'agent: Lunch, open'],
      current: [],
    },
  },
];
