import { accepted, failures, refused, SUCCESS } from '@openeccp/eccp';
import type { Handler } from '../handler.js';

/** ECCP §8.3 mixmonitormute */
export const mixmonitormute: Handler<'mixmonitormute'> = async ({ args, agent, services }) => {
  const { timeout } = args;
  if (timeout !== undefined && timeout <= 0) return refused(failures.invalidTimeout);
  const outcome = await services.command({ kind: 'mute-recording', agent, limitS: timeout });
  if (outcome.kind !== 'refused') return accepted(SUCCESS);
  return refused(outcome.refusal.kind === 'not-in-call' ? failures.agentNotInCall : failures.muteFailed);
};
