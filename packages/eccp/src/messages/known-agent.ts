import { childText, element, type XmlElement } from '../codec/xml-element.js';
import { type AgentStatus, decodeAgentStatus, encodeAgentStatus } from './agent-status.js';
import { listElement, listOf } from './elements.js';

/** All that clients are told about one agent at one moment. Times are complete, never short ones. */
export interface KnownAgent {
  readonly agentNumber: string;
  readonly state: AgentStatus;
  /** The queues that it attends now, or will at its next login. */
  readonly queues: readonly string[];
}

export function encodeKnownAgent({ agentNumber, state, queues }: KnownAgent): readonly XmlElement[] {
  return [
    element('agent_number', agentNumber),
    ...encodeAgentStatus(state),
    listElement('queues', 'queue', queues),
  ];
}

export function decodeKnownAgent(parent: XmlElement): KnownAgent {
  return {
    agentNumber: childText(parent, 'agent_number') ?? '',
    state: decodeAgentStatus(parent),
    queues: listOf(parent, 'queues', 'queue') ?? [],
  };
}
