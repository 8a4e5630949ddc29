import { parseAgentName } from '@openeccp/core';
import { accepted, failures, refused } from '@openeccp/eccp';
import { agentQueues } from '../agent-queues.js';
import type { Handler } from '../handler.js';

/** ECCP §8.2 getagentqueues */
export const getagentqueues: Handler<'getagentqueues'> = ({ args, services }) => {
  const name = parseAgentName(args.agentNumber);
  if (name === undefined || !services.directory.hasAgent(name)) return refused(failures.agentNotFound);
  return accepted({ queues: agentQueues(services.floor, name) });
};
