import { OTHER_PHONE } from './play/cast.js';
import {
  ACTIVE_CALL,
  HOLD,
  HOLD_ENDS,
  heldCall,
  LOGGED_IN,
  lostCall,
  SESSION,
  talkedCall,
} from './play/lines.js';
import type { Leaves } from './play/rows.js';
import type { Scenario, Step } from './play/scenario.js';
import {
  asks,
  cableIsCut,
  cableIsMended,
  callIs,
  consultedHangsUp,
  consulting,
  customerCalls,
  customerHangsUp,
  customerIsGone,
  hears,
  holding,
  isOnTheLine,
  logsIn,
  phoneHangsUp,
  putsDown,
  statusIsAsked,
  talking,
} from './play/steps.js';

const REFUSED = 'failure: 500 No AMI connection';

function ended(more: string = ''): Leaves {
  return { calls: [talkedCall(more)], audit: [LOGGED_IN], current: [] };
}

const WAS_HELD: Leaves = { calls: [heldCall()], audit: [LOGGED_IN, HOLD], current: [] };

/** A caller who died with Asterisk. */
const LOST: Leaves = { ...ended(), calls: [lostCall(talkedCall())] };
const LOST_ON_HOLD: Leaves = { ...WAS_HELD, calls: [lostCall(heldCall())] };

/** Nobody told the phones that Asterisk died. */
const everybodyPutsDown: Step = async (stage) => {
  await phoneHangsUp()(stage);
  await customerHangsUp(stage);
};

/** What happens while Asterisk is out of reach, or dies, and is known when it is back (telephony.md §11). */
export const outages: readonly Scenario[] = [
  {
    title: 'the customer hangs up',
    casts: ['pool', 'callback'],
    arrange: [...talking, cableIsCut],
    act: [asks('hold'), customerHangsUp, cableIsMended, statusIsAsked()],
    hears: [REFUSED, 'agentunlinked', 'getagentstatus: online'],
    leaves: ended(),
  },
  {
    title: 'the customer hangs up on hold',
    casts: ['pool', 'callback'],
    arrange: [...holding, cableIsCut],
    act: [asks('unhold'), customerHangsUp, cableIsMended, statusIsAsked()],
    hears: [REFUSED, ...HOLD_ENDS, 'agentunlinked', 'getagentstatus: online'],
    leaves: WAS_HELD,
  },
  {
    title: 'nothing happens, and the hold goes on',
    casts: ['pool', 'callback'],
    arrange: [...holding, cableIsCut, cableIsMended],
    act: [
      statusIsAsked(),
      asks('unhold'),
      hears('callprogress OffHold'),
      asks('hangup'),
      hears('agentunlinked'),
    ],
    hears: ['getagentstatus: paused', 'unhold: success', ...HOLD_ENDS, 'hangup: success', 'agentunlinked'],
    leaves: WAS_HELD,
  },
  {
    title: 'the agent puts its phone down',
    casts: ['pool'],
    arrange: [...talking, cableIsCut],
    act: [phoneHangsUp(), customerIsGone, cableIsMended, statusIsAsked()],
    hears: ['agentunlinked', 'agentloggedout', 'getagentstatus: offline'],
    leaves: { ...ended(), audit: [SESSION] },
  },
  {
    title: 'a customer comes, and the agent takes the call',
    casts: ['callback'],
    arrange: [logsIn(), cableIsCut],
    // The event waits a moment for what the database knows about the caller.
    act: [customerCalls(), isOnTheLine('101'), cableIsMended, hears('agentlinked'), statusIsAsked()],
    hears: ['callprogress OnQueue', 'agentlinked', 'getagentstatus: oncall'],
    leaves: {
      calls: [ACTIVE_CALL],
      audit: [LOGGED_IN],
      current: ['agent: customer'],
    },
  },
  {
    title: 'nothing happens, and the consultation goes on',
    casts: ['pool', 'callback'],
    arrange: [...consulting, cableIsCut, cableIsMended],
    act: [asks('hangup'), hears('agentunlinked'), ...consultedHangsUp],
    hears: ['hangup: success', 'agentunlinked'],
    leaves: ended(`, transfer to "${OTHER_PHONE}"`),
  },
  {
    title: 'whom the agent consults hangs up, and the agent is back with its customer',
    casts: ['pool', 'callback'],
    arrange: [...consulting, cableIsCut],
    act: [putsDown(OTHER_PHONE), cableIsMended, callIs('talking'), asks('hangup'), hears('agentunlinked')],
    hears: ['hangup: success', 'agentunlinked'],
    leaves: ended(', transfer to ""'),
  },
  {
    title: 'the agent puts its phone down in a consultation, and the customer is with the other one',
    casts: ['callback'],
    arrange: [...consulting, cableIsCut],
    act: [phoneHangsUp(), cableIsMended, hears('agentunlinked'), ...consultedHangsUp],
    hears: ['agentunlinked'],
    leaves: ended(`, transfer to "${OTHER_PHONE}"`),
  },
  {
    title: 'Asterisk dies in a call, and agents may log in again',
    casts: ['pool', 'callback'],
    arrange: talking,
    act: [
      ({ backend }) => backend.restart(),
      hears('agentloggedout'),
      everybodyPutsDown,
      cableIsMended,
      logsIn(),
    ],
    hears: ['agentunlinked', 'agentloggedout', 'loginagent: logging', 'agentloggedin'],
    leaves: { ...LOST, audit: [SESSION, LOGGED_IN] },
  },
  {
    title: 'Asterisk dies in a hold',
    casts: ['pool', 'callback'],
    arrange: holding,
    act: [({ backend }) => backend.restart(), hears('agentloggedout')],
    hears: [...HOLD_ENDS, 'agentunlinked', 'agentloggedout'],
    leaves: { ...LOST_ON_HOLD, audit: [SESSION, HOLD] },
  },
];
