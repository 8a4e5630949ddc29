import { childText, element } from '../../codec/xml-element.js';
import type { EventDefinition } from '../event-definition.js';

export interface ConsultationStartEvent {
  readonly kind: 'consultationstart';
  readonly agentNumber: string;
}

/** ECCP §9 consultationstart. D-17 */
export const consultationstart: EventDefinition<'consultationstart', ConsultationStartEvent> = {
  name: 'consultationstart',
  summary: 'An agent is about to talk to the target of an attended transfer (extended profile).',
  filter: 'agent_number',
  fields: [{ name: 'agent_number', type: 'agent', meaning: 'the agent' }],
  encode: (event) => [element('agent_number', event.agentNumber)],
  decode: (payload) => ({
    kind: 'consultationstart',
    agentNumber: childText(payload, 'agent_number') ?? '',
  }),
};
