import { parseAgentName } from '@openeccp/core';
import { accepted, failures, refused } from '@openeccp/eccp';
import { agentState } from '../agent-state.js';
import type { Handler } from '../handler.js';

/** ECCP §8.2 getagentstatus. Any session may read any agent. */
export const getagentstatus: Handler<'getagentstatus'> = ({ args, services }) => {
  const name = parseAgentName(args.agentNumber);
  const agent = name === undefined ? undefined : services.floor.agents.get(name);
  // D-01: badly formed and unknown names are the same 404.
  if (agent === undefined) return refused(failures.unknownAgentNumber, 'offline');
  return accepted(agentState(services.floor, agent, services.now()));
};
