import { childText, element, type XmlElement } from '../codec/xml-element.js';
import type { ArgumentDescription } from './request-definition.js';

const AGENT_NUMBER = /^\w+\/\w+$/;

/** The two arguments with which a request acts for an agent (ECCP §5.3). */
export interface AgentCredentials {
  /** `Type/number`, e.g. `Agent/412`. */
  readonly agentNumber: string;
  /** See `agentHash`. Absent is a wrong hash, not a bad request (ECCP §4.2 row 10). */
  readonly agentHash?: string | undefined;
}

export const credentialArguments: readonly ArgumentDescription[] = [
  { name: 'agent_number', type: 'agent', meaning: 'the agent to act for' },
  { name: 'agent_hash', type: 'md5 hex', meaning: 'md5 of app_cookie + agent_number + eccp_password' },
];

/** Whether the text has the form `Type/number` (ECCP §0.2). It says nothing about the agent's existence. */
export function isAgentNumber(text: string): boolean {
  return AGENT_NUMBER.test(text);
}

/** Undefined when `agent_number` is absent. */
export function decodeCredentials(command: XmlElement): AgentCredentials | undefined {
  const agentNumber = childText(command, 'agent_number');
  return agentNumber === undefined ? undefined : { agentNumber, agentHash: childText(command, 'agent_hash') };
}

export function encodeCredentials(credentials: AgentCredentials): XmlElement[] {
  const elements = [element('agent_number', credentials.agentNumber)];
  if (credentials.agentHash !== undefined) elements.push(element('agent_hash', credentials.agentHash));
  return elements;
}
