import { childText, element } from '../../codec/xml-element.js';
import { type AgentStatus, decodeFlatAgentStatus, encodeFlatAgentStatus } from '../agent-status.js';
import { listElement, listOf } from '../elements.js';
import type { EventDefinition } from '../event-definition.js';

export interface QueueMembershipEvent {
  readonly kind: 'queuemembership';
  readonly agentNumber: string;
  readonly state: AgentStatus;
  /** The complete new list. */
  readonly queues: readonly string[];
}

/** ECCP §9 queuemembership */
export const queuemembership: EventDefinition<'queuemembership', QueueMembershipEvent> = {
  name: 'queuemembership',
  summary: 'The set of queues that an agent attends has changed.',
  filter: 'agent_number',
  fields: [
    { name: 'agent_number', type: 'agent', meaning: 'the agent' },
    { name: 'status, channel, …', type: 'group', meaning: 'state of the agent, flattened' },
    { name: 'queues/queue[]', type: 'string', meaning: 'the complete new list, possibly empty' },
  ],
  encode: (event) => [
    element('agent_number', event.agentNumber),
    ...encodeFlatAgentStatus(event.state),
    listElement('queues', 'queue', event.queues),
  ],
  decode: (payload) => ({
    kind: 'queuemembership',
    agentNumber: childText(payload, 'agent_number') ?? '',
    state: decodeFlatAgentStatus(payload),
    queues: listOf(payload, 'queues', 'queue') ?? [],
  }),
};
