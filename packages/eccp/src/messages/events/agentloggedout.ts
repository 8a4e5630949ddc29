import { childText, element } from '../../codec/xml-element.js';
import type { EventDefinition } from '../event-definition.js';

export interface AgentLoggedOutEvent {
  readonly kind: 'agentloggedout';
  readonly agent: string;
}

/** ECCP §9 agentloggedout */
export const agentloggedout: EventDefinition<'agentloggedout', AgentLoggedOutEvent> = {
  name: 'agentloggedout',
  summary: 'An agent is logged out, whatever the cause.',
  filter: 'agent',
  fields: [{ name: 'agent', type: 'agent', meaning: 'the agent' }],
  encode: (event) => [element('agent', event.agent)],
  decode: (payload) => ({ kind: 'agentloggedout', agent: childText(payload, 'agent') ?? '' }),
};
