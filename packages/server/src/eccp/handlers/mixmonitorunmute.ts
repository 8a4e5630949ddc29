import { accepted, failures, refused, SUCCESS } from '@openeccp/eccp';
import type { Handler } from '../handler.js';

/** ECCP §8.3 mixmonitorunmute */
export const mixmonitorunmute: Handler<'mixmonitorunmute'> = async ({ agent, services }) => {
  const outcome = await services.command({ kind: 'unmute-recording', agent });
  if (outcome.kind !== 'refused') return accepted(SUCCESS);
  return refused(outcome.refusal.kind === 'not-in-call' ? failures.agentNotInCall : failures.unmuteFailed);
};
