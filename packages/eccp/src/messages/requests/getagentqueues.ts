import { childText, element } from '../../codec/xml-element.js';
import { listElement, listOf } from '../elements.js';
import { failures } from '../failures.js';
import type { RequestDefinition } from '../request-definition.js';

export interface GetAgentQueuesArguments {
  readonly agentNumber: string;
}

export interface AgentQueuesReply {
  readonly queues: readonly string[];
}

/** ECCP §8.2 getagentqueues */
export const getagentqueues: RequestDefinition<'getagentqueues', GetAgentQueuesArguments, AgentQueuesReply> =
  {
    name: 'getagentqueues',
    summary: 'Lists the queues that an agent attends now or is configured for.',
    authorisation: 'session',
    needsAsterisk: true,
    arguments: [{ name: 'agent_number', type: 'agent', meaning: 'the agent; no hash is needed' }],
    failures: [
      { level: 'outer', failure: failures.noAmiConnection, when: 'Asterisk is away' },
      { level: 'outer', failure: failures.badRequest, when: '`agent_number` is absent' },
      { level: 'inner', failure: failures.agentNotFound, when: 'badly formed or not an active agent' },
    ],
    decodeArguments(command) {
      const agentNumber = childText(command, 'agent_number');
      return agentNumber === undefined ? undefined : { agentNumber };
    },
    encodeArguments: (args) => [element('agent_number', args.agentNumber)],
    encodeReply: (reply) => [listElement('queues', 'queue', reply.queues)],
    decodeReply: (payload) => ({ queues: listOf(payload, 'queues', 'queue') ?? [] }),
  };
