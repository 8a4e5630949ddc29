import { parseAgentName } from '@openeccp/core';
import { accepted, failures, isAgentNumber, type NumberedAgentStatus, refused } from '@openeccp/eccp';
import { agentState } from '../agent-state.js';
import type { Handler } from '../handler.js';

/** ECCP §8.2 getmultipleagentstatus: each check over the whole list before the next; one bad entry refuses all. */
export const getmultipleagentstatus: Handler<'getmultipleagentstatus'> = ({ args, services }) => {
  const { floor, directory } = services;
  if (!args.agentNumbers.every(isAgentNumber)) return refused(failures.malformedAgentNumber);
  const names = args.agentNumbers.flatMap((text) => parseAgentName(text) ?? []);
  if (!names.every((name) => directory.hasAgent(name))) return refused(failures.agentNotFound);
  const agents: NumberedAgentStatus[] = [];
  for (const name of names) {
    const agent = floor.agents.get(name);
    if (agent === undefined) return refused(failures.unknownAgentNumber, 'offline');
    agents.push({ agentNumber: name, ...agentState(floor, agent, services.now()) });
  }
  return accepted({ agents });
};
