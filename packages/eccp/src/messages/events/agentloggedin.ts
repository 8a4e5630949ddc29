import { childText, element } from '../../codec/xml-element.js';
import { listElement, listOf } from '../elements.js';
import type { EventDefinition } from '../event-definition.js';

export interface AgentLoggedInEvent {
  readonly kind: 'agentloggedin';
  readonly agent: string;
  /** The queues that the agent attends; servers after 2011 leave them out. D-09 */
  readonly queues?: readonly string[] | undefined;
}

/** ECCP §9 agentloggedin */
export const agentloggedin: EventDefinition<'agentloggedin', AgentLoggedInEvent> = {
  name: 'agentloggedin',
  summary: 'Asterisk has confirmed the login of an agent.',
  filter: 'agent',
  fields: [
    { name: 'agent', type: 'agent', meaning: 'the agent' },
    { name: 'queues/queue[]', type: 'string', optional: true, meaning: 'the queues that the agent attends' },
  ],
  encode(event) {
    const agent = element('agent', event.agent);
    return event.queues === undefined ? [agent] : [agent, listElement('queues', 'queue', event.queues)];
  },
  decode: (payload) => ({
    kind: 'agentloggedin',
    agent: childText(payload, 'agent') ?? '',
    queues: listOf(payload, 'queues', 'queue'),
  }),
};
