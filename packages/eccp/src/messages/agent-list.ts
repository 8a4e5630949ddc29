import type { XmlElement } from '../codec/xml-element.js';
import { listElement, listOf } from './elements.js';
import type { ArgumentDescription } from './request-definition.js';

/** The argument of requests about several agents (ECCP §8.2); one bad entry refuses the whole request. */
export interface AgentList {
  readonly agentNumbers: readonly string[];
}

export const agentListArguments: readonly ArgumentDescription[] = [
  { name: 'agents/agent_number[]', type: 'agent', meaning: 'the agents, in the order of the answer' },
];

/** Undefined when `agents` is absent. */
export function decodeAgentList(command: XmlElement): AgentList | undefined {
  const agentNumbers = listOf(command, 'agents', 'agent_number');
  return agentNumbers === undefined ? undefined : { agentNumbers };
}

export function encodeAgentList({ agentNumbers }: AgentList): readonly XmlElement[] {
  return [listElement('agents', 'agent_number', agentNumbers)];
}
