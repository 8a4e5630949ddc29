import { parseAgentName } from '@openeccp/core';
import { accepted, failures, refused } from '@openeccp/eccp';
import type { Handler } from '../handler.js';

/** ECCP §8.2 getagentqueues: the queues of now, then those of the next login. */
export const getagentqueues: Handler<'getagentqueues'> = ({ args, services }) => {
  const name = parseAgentName(args.agentNumber);
  if (name === undefined || !services.directory.hasAgent(name)) return refused(failures.agentNotFound);
  const agent = services.floor.agents.get(name);
  const queues = new Set([...(agent?.memberships.keys() ?? []), ...(agent?.assignedQueues.keys() ?? [])]);
  return accepted({ queues: [...queues] });
};
