import { accepted, failures, holdRefused, refused, SUCCESS } from '@openeccp/eccp';
import type { Handler } from '../handler.js';
import { commonHoldFailure } from '../hold-failures.js';

/** ECCP §8.3 hold */
export const hold: Handler<'hold'> = async ({ agent, services }) => {
  const outcome = await services.command({ kind: 'hold', agent });
  if (outcome.kind !== 'refused') return accepted(SUCCESS);
  const { refusal } = outcome;
  // D-04: no call and a call on hold already are the same to a client.
  if (refusal.kind === 'not-in-call' || refusal.kind === 'already-held') {
    return refused(failures.agentNotHandlingCall);
  }
  if (refusal.kind === 'telephony-refused') return refused(holdRefused(refusal.message));
  return refused(commonHoldFailure(refusal) ?? failures.holdFailed);
};
