import { HOLD, HOLD_ENDS, heldCall, LOGGED_IN } from './play/lines.js';
import type { Scenario } from './play/scenario.js';
import { asks, callIs, hears, holding, statusIsAsked } from './play/steps.js';

/** How long the lot keeps a call in these scenarios, Asterisk's seconds. */
export const EXPIRY_S = 2;

/** A parking lot that has no time for the customer any more, as installations have it (telephony.md §5.3). */
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
    leaves: {
      calls: [heldCall()],
      audit: [LOGGED_IN, HOLD],
      current: [],
    },
  },
];
