import type { AgentName, FloorView } from '@openeccp/core';

/** The queues of an agent, without repeats: those of now, then those of its next login (ECCP §8.2 getagentqueues). */
export function agentQueues(floor: FloorView, name: AgentName): readonly string[] {
  const agent = floor.agents.get(name);
  return [...new Set([...(agent?.memberships.keys() ?? []), ...(agent?.assignedQueues.keys() ?? [])])];
}
