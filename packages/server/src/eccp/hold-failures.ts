import type { Refusal } from '@openeccp/core';
import { type Failure, failures } from '@openeccp/eccp';

/** Refusals that `hold` and `unhold` have in common (ECCP §8.3); undefined for those of their own. */
export function commonHoldFailure(refusal: Refusal): Failure | undefined {
  switch (refusal.kind) {
    case 'agent-not-loaded':
    case 'not-logged-in':
    case 'login-not-ours':
      // D-03: one literal for all three.
      return failures.agentNotLoggedInThroughEccp;
    case 'parking-disabled':
      return failures.parkingDisabled; // D-05
    default:
      return undefined;
  }
}
