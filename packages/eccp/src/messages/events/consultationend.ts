import { childText, element } from '../../codec/xml-element.js';
import type { EventDefinition } from '../event-definition.js';

export interface ConsultationEndEvent {
  readonly kind: 'consultationend';
  readonly agentNumber: string;
}

/** ECCP §9 consultationend. D-17 */
export const consultationend: EventDefinition<'consultationend', ConsultationEndEvent> = {
  name: 'consultationend',
  summary: 'The agent is back with the customer, or the attended transfer is complete (extended profile).',
  filter: 'agent_number',
  fields: [{ name: 'agent_number', type: 'agent', meaning: 'the agent' }],
  encode: (event) => [element('agent_number', event.agentNumber)],
  decode: (payload) => ({
    kind: 'consultationend',
    agentNumber: childText(payload, 'agent_number') ?? '',
  }),
};
