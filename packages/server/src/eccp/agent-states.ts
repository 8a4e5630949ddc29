import { type Agent, type AgentName, agentOf, type FloorDelta, type FloorView } from '@openeccp/core';
import type { AgentStateEvent, KnownAgent } from '@openeccp/eccp';
import { agentQueues } from './agent-queues.js';
import { agentState } from './agent-state.js';

/** All that clients are told about an agent, with complete times: it changes only when the floor does. */
export function knownAgent(floor: FloorView, agent: Agent): KnownAgent {
  return {
    agentNumber: agent.name,
    state: agentState(floor, agent),
    queues: agentQueues(floor, agent.name),
  };
}

/** Finds out whose state, as clients see it, a step has changed (ADR 0024). */
export class AgentStates {
  /** As text: that is compared and kept with the least effort. */
  readonly #told = new Map<AgentName, string>();

  /** What is to be told after a step. */
  changed(delta: FloorDelta, floor: FloorView): readonly AgentStateEvent[] {
    const events: AgentStateEvent[] = [];
    for (const name of touched(delta)) {
      const agent = floor.agents.get(name);
      const known = agent === undefined ? undefined : knownAgent(floor, agent);
      const text = known === undefined ? undefined : JSON.stringify(known);
      if (text === this.#told.get(name)) continue;
      if (text === undefined) this.#told.delete(name);
      else this.#told.set(name, text);
      events.push({ kind: 'agentstate', agentNumber: name, known });
    }
    return events;
  }
}

/** The agents that a step may have changed. A call that is gone has left its agent in the same step. */
function touched(delta: FloorDelta): ReadonlySet<AgentName> {
  const names = new Set(delta.agents.keys());
  for (const call of delta.calls.values()) {
    if (call === undefined) continue;
    const scheduledFor = call.origin.kind === 'outgoing' ? call.origin.scheduledFor : undefined;
    for (const name of [agentOf(call), scheduledFor]) if (name !== undefined) names.add(name);
  }
  return names;
}
