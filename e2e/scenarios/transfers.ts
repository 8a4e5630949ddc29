import { OTHER_PHONE, SPARE_PHONE } from './play/cast.js';
import {
  ACTIVE_CALL,
  COLLEAGUE_LOGGED_IN,
  HOLD,
  HOLD_ENDS,
  heldCall,
  LOGGED_IN,
  talkedCall,
} from './play/lines.js';
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
  putsDown,
  rings,
  statusIsAsked,
  talking,
} from './play/steps.js';

const BUSY = '667';

const SENT = ['transfercall: success', 'agentunlinked'];

function to(extension: string): Step {
  return asks('transfercall', `<extension>${extension}</extension>`);
}

function sentTo(extension: string): readonly string[] {
  return talkedCall(`, transfer to "${extension}"`);
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
    leaves: { calls: [sentTo(OTHER_PHONE)], audit: [LOGGED_IN], current: [] },
  },
  {
    title: 'to an extension, which does not answer until the customer hangs up',
    casts: ['pool', 'callback'],
    arrange: talking,
    act: [to(SPARE_PHONE), hears('agentunlinked'), rings(SPARE_PHONE), customerHangsUp, customerIsGone],
    hears: SENT,
    leaves: { calls: [sentTo(SPARE_PHONE)], audit: [LOGGED_IN], current: [] },
  },
  {
    title: 'to an extension, which is busy',
    casts: ['callback'],
    arrange: talking,
    act: [to(BUSY), hears('agentunlinked'), customerHangsUp],
    hears: SENT,
    leaves: { calls: [sentTo(BUSY)], audit: [LOGGED_IN], current: [] },
  },
  {
    title: 'to an extension that does not exist: the call goes on',
    casts: ['pool', 'callback'],
    arrange: talking,
    act: [to('3333'), statusIsAsked()],
    hears: ['transfercall: 500 Unable to transfer call', 'getagentstatus: oncall'],
    leaves: {
      calls: [ACTIVE_CALL],
      audit: [LOGGED_IN],
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
    hears: ['transfercall: success', ...HOLD_ENDS, 'agentunlinked', 'getagentstatus: online'],
    leaves: {
      calls: [heldCall(`, transfer to "${OTHER_PHONE}"`)],
      audit: [LOGGED_IN, HOLD],
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
      audit: [LOGGED_IN, 'agent: Lunch, open', COLLEAGUE_LOGGED_IN],
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
      audit: [LOGGED_IN, 'agent: Lunch, open'],
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
      calls: [sentTo('8000'), talkedCall()],
      audit: [LOGGED_IN],
      current: [],
    },
  },
];
