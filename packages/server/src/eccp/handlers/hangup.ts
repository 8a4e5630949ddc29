import { accepted, failures, refused, SUCCESS } from '@openeccp/eccp';
import type { Handler } from '../handler.js';

/** ECCP §8.3 hangup */
export const hangup: Handler<'hangup'> = async ({ agent, services }) => {
  const outcome = await services.command({ kind: 'hang-up', agent });
  if (outcome.kind !== 'refused') return accepted(SUCCESS);
  return refused(outcome.refusal.kind === 'not-in-call' ? failures.agentNotInCall : failures.hangupFailed);
};
