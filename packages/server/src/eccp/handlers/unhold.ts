import { accepted, failures, refused, SUCCESS } from '@openeccp/eccp';
import type { Handler } from '../handler.js';
import { commonHoldFailure } from '../hold-failures.js';

/** ECCP §8.3 unhold */
export const unhold: Handler<'unhold'> = async ({ agent, services }) => {
  const outcome = await services.command({ kind: 'unhold', agent });
  if (outcome.kind !== 'refused') return accepted(SUCCESS);
  const { refusal } = outcome;
  if (refusal.kind === 'talking') return refused(failures.agentHandlingCall); // D-06
  if (refusal.kind === 'not-in-call') return refused(failures.agentNotInCall);
  return refused(commonHoldFailure(refusal) ?? failures.unholdFailed);
};
