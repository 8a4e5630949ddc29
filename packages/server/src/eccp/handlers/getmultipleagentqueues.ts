import { accepted } from '@openeccp/eccp';
import { agentQueues } from '../agent-queues.js';
import type { Handler } from '../handler.js';
import { severalAgents } from '../several-agents.js';

/** ECCP §8.2 getmultipleagentqueues; an agent that the floor has not loaded yet has no queues. */
export const getmultipleagentqueues: Handler<'getmultipleagentqueues'> = ({ args, services }) => {
  const named = severalAgents(args.agentNumbers, services.directory);
  if (named.kind === 'refused') return named;
  const agents = [...new Set(named.names)].map((name) => ({
    agentNumber: name,
    queues: agentQueues(services.floor, name),
  }));
  return accepted({ agents });
};
