import type { Leaves } from './play/rows.js';
import type { Scenario } from './play/scenario.js';
import {
  asks,
  breakBegins,
  customerCalls,
  customerHangsUp,
  hears,
  holding,
  logsIn,
  phoneHangsUp,
  phoneIsNotAnswered,
  phoneRings,
  ringsInVain,
  statusIsAsked,
  talking,
} from './play/steps.js';

const SESSION = 'agent: session';
const IN = `${SESSION}, open`;
const ANSWERED = ['OnQueue', 'Success agent'];

/** One call, nothing of it open any more. */
function oneCall(row: string, history: readonly string[], audit: readonly string[]): Leaves {
  return { calls: [[`customer in 8000: ${row}`, ...history]], audit, current: [] };
}

const TALKED: Leaves = oneCall('terminada agent', [...ANSWERED, 'Hangup agent'], [IN]);
const TALKED_AND_LEFT: Leaves = { ...TALKED, audit: [SESSION] };
const HELD: Leaves = oneCall(
  'terminada agent',
  [...ANSWERED, 'OnHold agent', 'OffHold agent', 'Hangup agent'],
  [IN, 'agent: Hold'],
);

const HOLD_ENDS = ['pauseend hold', 'callprogress OffHold'];

/** Every way in which an incoming call can end (telephony.md §5.3, §9.1). */
export const endings: readonly Scenario[] = [
  {
    title: 'from login to logout: a call, a hold, the call again, a hang-up',
    casts: ['pool', 'callback'],
    arrange: [],
    act: [
      ...talking,
      asks('hold'),
      asks('unhold'),
      hears('callprogress OffHold'),
      asks('hangup'),
      hears('agentunlinked'),
      asks('logoutagent'),
      hears('agentloggedout'),
    ],
    hears: [
      'loginagent: logging',
      'agentloggedin',
      'callprogress OnQueue',
      'agentlinked',
      'pausestart hold',
      'callprogress OnHold',
      'hold: success',
      'unhold: success',
      ...HOLD_ENDS,
      'hangup: success',
      'agentunlinked',
      'logoutagent: logged-out',
      'agentloggedout',
    ],
    leaves: { ...HELD, audit: [SESSION, 'agent: Hold'] },
  },
  {
    title: 'the customer hangs up in the queue',
    casts: ['callback'],
    arrange: [],
    act: [customerCalls(), hears('callprogress OnQueue'), customerHangsUp, hears('callprogress Abandoned')],
    hears: ['callprogress OnQueue', 'callprogress Abandoned'],
    leaves: oneCall('abandonada', ['OnQueue', 'Abandoned'], []),
  },
  {
    title: 'the queue has no time for the customer any more',
    casts: ['callback'],
    arrange: [],
    act: [customerCalls('9200'), hears('callprogress Abandoned')],
    hears: ['callprogress OnQueue', 'callprogress Abandoned'],
    leaves: oneCall('abandonada', ['OnQueue', 'Abandoned'], []),
  },
  {
    title: 'the customer gives up one queue for another, where it is answered',
    casts: ['callback'],
    arrange: [logsIn()],
    act: [customerCalls('9300'), hears('agentlinked'), customerHangsUp, hears('agentunlinked')],
    hears: [
      'callprogress OnQueue',
      'callprogress Abandoned',
      'callprogress OnQueue',
      'agentlinked',
      'agentunlinked',
    ],
    leaves: {
      calls: [['customer in 9000: abandonada', 'OnQueue', 'Abandoned'], ...TALKED.calls],
      audit: [IN],
      current: [],
    },
  },
  {
    title: 'the customer hangs up while the phone rings',
    casts: ['callback'],
    arrange: ringsInVain(),
    act: [customerHangsUp, hears('callprogress Abandoned'), statusIsAsked()],
    hears: ['callprogress Abandoned', 'getagentstatus: online'],
    leaves: oneCall('abandonada', ['OnQueue', 'Abandoned'], [IN]),
  },
  {
    title: 'the agent does not answer and goes on a break, and another takes the call',
    casts: ['callback'],
    arrange: [...ringsInVain('8001'), logsIn('colleague')],
    act: [
      breakBegins,
      hears('colleague: agentlinked'),
      customerHangsUp,
      hears('colleague: agentunlinked'),
      statusIsAsked(),
    ],
    hears: [
      'pausestart break',
      'pauseagent: success',
      'colleague: agentlinked',
      'colleague: agentunlinked',
      'getagentstatus: paused',
    ],
    leaves: {
      calls: [['customer in 8001: terminada colleague', 'OnQueue', 'Success colleague', 'Hangup colleague']],
      audit: [IN, 'colleague: session, open', 'agent: Lunch, open'],
      current: [],
    },
  },
  {
    title: 'the customer hangs up while it talks',
    casts: ['pool', 'callback'],
    arrange: talking,
    act: [customerHangsUp, hears('agentunlinked'), statusIsAsked()],
    hears: ['agentunlinked', 'getagentstatus: online'],
    leaves: TALKED,
  },
  {
    title: 'the agent asks to hang up',
    casts: ['pool', 'callback'],
    arrange: talking,
    act: [asks('hangup'), hears('agentunlinked'), statusIsAsked()],
    hears: ['hangup: success', 'agentunlinked', 'getagentstatus: online'],
    leaves: TALKED,
  },
  {
    title: 'the agent puts its phone down, which is all of its login',
    casts: ['pool'],
    arrange: talking,
    act: [phoneHangsUp(), hears('agentloggedout'), statusIsAsked()],
    hears: ['agentunlinked', 'agentloggedout', 'getagentstatus: offline'],
    leaves: TALKED_AND_LEFT,
  },
  {
    title: 'the agent puts its phone down and stays in its queues',
    casts: ['callback'],
    arrange: talking,
    act: [phoneHangsUp(), hears('agentunlinked'), statusIsAsked()],
    hears: ['agentunlinked', 'getagentstatus: online'],
    leaves: TALKED,
  },
  {
    title: 'the customer hangs up on hold',
    casts: ['pool', 'callback'],
    arrange: holding,
    act: [customerHangsUp, hears('agentunlinked'), statusIsAsked()],
    hears: [...HOLD_ENDS, 'agentunlinked', 'getagentstatus: online'],
    leaves: HELD,
  },
  {
    title: 'the agent takes the customer back from hold, who then hangs up',
    casts: ['pool', 'callback'],
    arrange: talking,
    act: [
      asks('hold'),
      statusIsAsked(),
      asks('unhold'),
      hears('callprogress OffHold'),
      statusIsAsked(),
      customerHangsUp,
      hears('agentunlinked'),
    ],
    hears: [
      'pausestart hold',
      'callprogress OnHold',
      'hold: success',
      'getagentstatus: paused',
      'unhold: success',
      ...HOLD_ENDS,
      'getagentstatus: oncall',
      'agentunlinked',
    ],
    leaves: HELD,
  },
  {
    title: 'the agent asks to hang up on a customer on hold',
    casts: ['pool', 'callback'],
    arrange: holding,
    act: [asks('hangup'), hears('agentunlinked'), statusIsAsked()],
    hears: ['hangup: success', ...HOLD_ENDS, 'agentunlinked', 'getagentstatus: online'],
    leaves: HELD,
  },
  {
    title: 'the agent does not answer when the customer comes back from hold, who then hangs up',
    casts: ['callback'],
    arrange: [...holding, phoneIsNotAnswered()],
    act: [asks('unhold'), phoneRings(), customerHangsUp, hears('agentunlinked'), statusIsAsked()],
    hears: ['unhold: success', ...HOLD_ENDS, 'agentunlinked', 'getagentstatus: online'],
    leaves: HELD,
  },
];
