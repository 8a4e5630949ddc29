import { HOLD, HOLD_ENDS, heldCall, LOGGED_IN } from './play/lines.js';
import type { Leaves } from './play/rows.js';
import type { Scenario } from './play/scenario.js';
import {
  asks,
  cableIsCut,
  cableIsMended,
  callIs,
  customerHangsUp,
  hears,
  holding,
  phoneIsBack,
  statusIsAsked,
} from './play/steps.js';

/** How long the lot keeps a call in these scenarios, Asterisk's seconds. */
export const EXPIRY_S = 2;

const WAS_HELD: Leaves = { calls: [heldCall()], audit: [LOGGED_IN, HOLD], current: [] };

/** The default parking lot, without time for the customer any more, as installations have it (telephony.md §5.3). */
export const expiry: readonly Scenario[] = [
  {
    title: 'the customer of a hold is let go, hears that it is busy itself, and hangs up',
    casts: ['pool', 'callback'],
    arrange: [...holding, callIs('held: nowhere')],
    act: [statusIsAsked(), asks('unhold'), hears('agentunlinked'), statusIsAsked()],
    hears: [
      'getagentstatus: paused',
      'unhold: 500 Unable to stop agent hold',
      ...HOLD_ENDS,
      'agentunlinked',
      'getagentstatus: online',
    ],
    leaves: WAS_HELD,
  },
];

/** The same in the lot that `openeccp init` writes. */
export const comeback: readonly Scenario[] = [
  {
    // B-01, B-11
    title: 'the customer of a hold is let go, and comes back to its agent',
    casts: ['pool', 'callback'],
    arrange: holding,
    act: [hears('callprogress OffHold'), statusIsAsked(), customerHangsUp, hears('agentunlinked')],
    hears: [...HOLD_ENDS, 'getagentstatus: oncall', 'agentunlinked'],
    leaves: WAS_HELD,
  },
  {
    title:
      'the customer of a hold is let go while no server is there, and comes back to its agent all the same',
    casts: ['pool', 'callback'],
    arrange: [...holding, cableIsCut, phoneIsBack],
    act: [cableIsMended, hears('callprogress OffHold'), customerHangsUp, hears('agentunlinked')],
    hears: [...HOLD_ENDS, 'agentunlinked'],
    leaves: WAS_HELD,
  },
];
