import { OTHER_PHONE, SPARE_PHONE } from './play/cast.js';
import type { Scenario, Step } from './play/scenario.js';
import {
  asks,
  breakBegins,
  customerHangsUp,
  customerIsGone,
  hears,
  holding,
  isOnTheLine,
  logsIn,
  PATIENT,
  phoneHangsUp,
  phoneIsNotAnswered,
  phoneRings,
  putsDown,
  rings,
  statusIsAsked,
  talking,
  toColleague,
} from './play/steps.js';

const IN = 'agent: session, open';
const COLLEAGUE_IN = 'colleague: session, open';
const BUSY = '667';

const TALKED = ['OnQueue', 'Success agent', 'Hangup agent'];
const SENT = ['transfercall: success', 'agentunlinked'];

function to(extension: string): Step {
  return asks('transfercall', `<extension>${extension}</extension>`);
}

function sentTo(extension: string, status = 'terminada agent'): readonly string[] {
  return [`customer in 8000: ${status}, transfer to "${extension}"`, ...TALKED];
}

/** Customers that an agent sends elsewhere without a word (telephony.md §7.1, §7.2). */
export const transfers: readonly Scenario[] = [
  {
    title: 'to an extension, which answers and hangs up in the end',
    casts: ['pool', 'callback'],
    arrange: talking,
    act: [
      to(OTHER_PHONE),
      hears('agentunlinked'),
      isOnTheLine(OTHER_PHONE),
      statusIsAsked(),
      putsDown(OTHER_PHONE),
      customerIsGone,
    ],
    hears: [...SENT, 'getagentstatus: online'],
    leaves: { calls: [sentTo(OTHER_PHONE)], audit: [IN], current: [] },
  },
  {
    title: 'to an extension, which does not answer until the customer hangs up',
    casts: ['pool', 'callback'],
    arrange: talking,
    act: [to(SPARE_PHONE), hears('agentunlinked'), rings(SPARE_PHONE), customerHangsUp, customerIsGone],
    hears: SENT,
    leaves: { calls: [sentTo(SPARE_PHONE)], audit: [IN], current: [] },
  },
  {
    title: 'to an extension, which is busy',
    casts: ['callback'],
    arrange: talking,
    act: [to(BUSY), hears('agentunlinked'), customerHangsUp],
    hears: SENT,
    leaves: { calls: [sentTo(BUSY)], audit: [IN], current: [] },
  },
  {
    title: 'to an extension that does not exist: the call goes on',
    casts: ['pool', 'callback'],
    arrange: talking,
    act: [to('3333'), statusIsAsked()],
    hears: ['transfercall: 500 Unable to transfer call', 'getagentstatus: oncall'],
    leaves: {
      calls: [['customer in 8000: activa agent', 'OnQueue', 'Success agent']],
      audit: [IN],
      current: ['agent: customer'],
    },
  },
  {
    title: 'to an extension, out of a hold',
    casts: ['pool', 'callback'],
    arrange: holding,
    act: [
      to(OTHER_PHONE),
      hears('agentunlinked'),
      isOnTheLine(OTHER_PHONE),
      statusIsAsked(),
      putsDown(OTHER_PHONE),
      customerIsGone,
    ],
    hears: [
      'transfercall: success',
      'pauseend hold',
      'callprogress OffHold',
      'agentunlinked',
      'getagentstatus: online',
    ],
    leaves: {
      calls: [
        [
          `customer in 8000: terminada agent, transfer to "${OTHER_PHONE}"`,
          'OnQueue',
          'Success agent',
          'OnHold agent',
          'OffHold agent',
          'Hangup agent',
        ],
      ],
      audit: [IN, 'agent: Hold'],
      current: [],
    },
  },
  {
    title: 'to another queue, where a colleague takes it',
    casts: ['pool', 'callback'],
    arrange: [...talking, breakBegins, logsIn('colleague')],
    act: [to('8001'), hears('colleague: agentlinked'), customerHangsUp, hears('colleague: agentunlinked')],
    hears: [...SENT, 'callprogress OnQueue', 'colleague: agentlinked', 'colleague: agentunlinked'],
    leaves: {
      calls: [
        sentTo('8001'),
        ['customer in 8001: terminada colleague', 'OnQueue', 'Success colleague', 'Hangup colleague'],
      ],
      audit: [IN, 'agent: Lunch, open', COLLEAGUE_IN],
      current: [],
    },
  },
  {
    title: 'to another queue, where the customer gives up',
    casts: ['callback'],
    arrange: [...talking, breakBegins],
    act: [to('8001'), hears('callprogress OnQueue'), customerHangsUp, hears('callprogress Abandoned')],
    hears: [...SENT, 'callprogress OnQueue', 'callprogress Abandoned'],
    leaves: {
      calls: [sentTo('8001'), ['customer in 8001: abandonada', 'OnQueue', 'Abandoned']],
      audit: [IN, 'agent: Lunch, open'],
      current: [],
    },
  },
  {
    title: 'back to its own queue, where the same agent takes it again',
    casts: ['pool', 'callback'],
    arrange: talking,
    act: [to('8000'), hears('agentlinked'), asks('hangup'), hears('agentunlinked')],
    hears: [...SENT, 'callprogress OnQueue', 'agentlinked', 'hangup: success', 'agentunlinked'],
    leaves: {
      calls: [sentTo('8000'), ['customer in 8000: terminada agent', ...TALKED]],
      audit: [IN],
      current: [],
    },
  },
];

const TO_AGENT = ['transfercallagent: success', 'agentunlinked'];

/** Customers that an agent sends to another. */
export const transfersToAgents: readonly Scenario[] = [
  {
    title: 'who talks to it and hangs up',
    casts: ['pool', 'callback', 'pool with a callback colleague', 'callback with a pool colleague'],
    arrange: [...talking, logsIn('colleague')],
    act: [
      toColleague,
      hears('colleague: agentlinked'),
      statusIsAsked(),
      statusIsAsked('colleague'),
      asks('hangup', '', 'colleague'),
      hears('colleague: agentunlinked'),
    ],
    hears: [
      ...TO_AGENT,
      'colleague: agentlinked',
      'getagentstatus: online',
      'getagentstatus: oncall',
      'hangup: success',
      'colleague: agentunlinked',
    ],
    leaves: {
      calls: [
        [
          'customer in 8000: terminada colleague, transfer to colleague',
          ...TALKED,
          'Success colleague',
          'Hangup colleague',
        ],
      ],
      audit: [IN, COLLEAGUE_IN],
      current: [],
    },
  },
  {
    title: 'who is on a break: the call goes on',
    casts: ['callback'],
    arrange: [...talking, logsIn('colleague'), asks('pauseagent', '<pause_type>2</pause_type>', 'colleague')],
    act: [toColleague, statusIsAsked()],
    hears: [
      'transfercallagent: 417 Target agent is on pause | Agente destino está en pausa',
      'getagentstatus: oncall',
    ],
    leaves: {
      calls: [['customer in 8000: activa agent', 'OnQueue', 'Success agent']],
      audit: [IN, COLLEAGUE_IN, 'colleague: Lunch, open'],
      current: ['agent: customer'],
    },
  },
  {
    title: 'who does not answer: the customer goes back to the queue',
    casts: ['callback', 'pool with a callback colleague'],
    server: { ringS: 3 },
    arrange: [...talking, logsIn('colleague'), phoneIsNotAnswered('colleague'), breakBegins],
    act: [toColleague, hears('callprogress OnQueue'), customerHangsUp, hears('callprogress Abandoned')],
    hears: [...TO_AGENT, 'callprogress OnQueue', 'callprogress Abandoned'],
    leaves: {
      calls: [
        ['customer in 8000: terminada agent, transfer to colleague', ...TALKED],
        ['customer in 8000: abandonada', 'OnQueue', 'Abandoned'],
      ],
      audit: [IN, COLLEAGUE_IN, 'agent: Lunch, open'],
      current: [],
    },
  },
  {
    title: 'who refuses: the customer goes back to the queue, and to the agent',
    casts: ['callback'],
    server: PATIENT,
    arrange: [...talking, logsIn('colleague'), phoneIsNotAnswered('colleague')],
    act: [toColleague, phoneRings('colleague'), phoneHangsUp('colleague'), hears('agentlinked')],
    hears: [...TO_AGENT, 'callprogress OnQueue', 'agentlinked'],
    leaves: {
      calls: [
        ['customer in 8000: terminada agent, transfer to colleague', ...TALKED],
        ['customer in 8000: activa agent', 'OnQueue', 'Success agent'],
      ],
      audit: [IN, COLLEAGUE_IN],
      current: ['agent: customer'],
    },
  },
  {
    title: 'whose phone rings until the customer hangs up',
    casts: ['callback'],
    server: PATIENT,
    arrange: [...talking, logsIn('colleague'), phoneIsNotAnswered('colleague')],
    act: [toColleague, phoneRings('colleague'), customerHangsUp, customerIsGone, statusIsAsked('colleague')],
    hears: [...TO_AGENT, 'getagentstatus: online'],
    leaves: {
      calls: [['customer in 8000: terminada agent, transfer to colleague', ...TALKED]],
      audit: [IN, COLLEAGUE_IN],
      current: [],
    },
  },
];
