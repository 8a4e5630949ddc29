import { childText, element } from '../../codec/xml-element.js';
import type { OpenWord } from '../elements.js';
import type { EventDefinition } from '../event-definition.js';

export interface AgentStateChangeEvent {
  readonly kind: 'agentstatechange';
  readonly agentNumber: string;
  /** `ringing` when a queue begins to ring the agent, `online` when it stops. */
  readonly status: OpenWord<'ringing' | 'online'>;
  readonly queue: string;
}

/** ECCP §9 agentstatechange. D-17 */
export const agentstatechange: EventDefinition<'agentstatechange', AgentStateChangeEvent> = {
  name: 'agentstatechange',
  summary: 'A queue rings an agent, or stops to; one event for each queue (extended profile).',
  filter: 'agent_number',
  fields: [
    { name: 'agent_number', type: 'agent', meaning: 'the agent' },
    { name: 'status', type: 'ringing | online', meaning: 'rings, or no longer' },
    { name: 'queue', type: 'string', meaning: 'the queue' },
  ],
  encode: (event) => [
    element('agent_number', event.agentNumber),
    element('status', event.status),
    element('queue', event.queue),
  ],
  decode: (payload) => ({
    kind: 'agentstatechange',
    agentNumber: childText(payload, 'agent_number') ?? '',
    status: childText(payload, 'status') ?? '',
    queue: childText(payload, 'queue') ?? '',
  }),
};
