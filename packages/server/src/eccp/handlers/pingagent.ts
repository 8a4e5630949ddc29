import { accepted, failures, refused, SUCCESS } from '@openeccp/eccp';
import type { Handler } from '../handler.js';

/** ECCP §8.2 pingagent */
export const pingagent: Handler<'pingagent'> = async ({ agent, services }) => {
  const outcome = await services.command({ kind: 'ping', agent });
  return outcome.kind === 'refused' ? refused(failures.agentNotFound) : accepted(SUCCESS);
};
