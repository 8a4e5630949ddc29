import { childText, element } from '../../codec/xml-element.js';
import type { EventDefinition } from '../event-definition.js';

export interface AgentFailedLoginEvent {
  readonly kind: 'agentfailedlogin';
  readonly agent: string;
}

/** ECCP §9 agentfailedlogin. D-10 */
export const agentfailedlogin: EventDefinition<'agentfailedlogin', AgentFailedLoginEvent> = {
  name: 'agentfailedlogin',
  summary: 'A login that loginagent started has ended without success.',
  filter: 'agent',
  fields: [{ name: 'agent', type: 'agent', meaning: 'the agent' }],
  encode: (event) => [element('agent', event.agent)],
  decode: (payload) => ({ kind: 'agentfailedlogin', agent: childText(payload, 'agent') ?? '' }),
};
