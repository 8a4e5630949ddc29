import { accepted, failures, type NumberedAgentStatus, refused } from '@openeccp/eccp';
import { agentState } from '../agent-state.js';
import type { Handler } from '../handler.js';
import { severalAgents } from '../several-agents.js';

/** ECCP §8.2 getmultipleagentstatus; one bad entry refuses all. */
export const getmultipleagentstatus: Handler<'getmultipleagentstatus'> = ({ args, services }) => {
  const { floor, directory } = services;
  const named = severalAgents(args.agentNumbers, directory);
  if (named.kind === 'refused') return named;
  const agents: NumberedAgentStatus[] = [];
  for (const name of named.names) {
    const agent = floor.agents.get(name);
    if (agent === undefined) return refused(failures.unknownAgentNumber, 'offline');
    agents.push({ agentNumber: name, ...agentState(floor, agent, services.now()) });
  }
  return accepted({ agents });
};
