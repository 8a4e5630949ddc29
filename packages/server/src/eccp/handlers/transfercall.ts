import { accepted, failures, refused, SUCCESS } from '@openeccp/eccp';
import type { Handler } from '../handler.js';

/** ECCP §8.3 transfercall */
export const transfercall: Handler<'transfercall'> = async ({ args, agent, services }) => {
  const outcome = await services.command({ kind: 'transfer', agent, extension: args.extension });
  if (outcome.kind !== 'refused') return accepted(SUCCESS);
  switch (outcome.refusal.kind) {
    case 'agent-not-loaded':
      return refused(failures.agentNotFound);
    case 'not-in-call':
      return refused(failures.agentNotInCall);
    default:
      return refused(failures.transferFailed);
  }
};
