import { childText, element, type XmlElement } from '../../codec/xml-element.js';
import { type AgentList, agentListArguments, decodeAgentList, encodeAgentList } from '../agent-list.js';
import { itemsOf, listElement, listOf } from '../elements.js';
import { failures } from '../failures.js';
import type { RequestDefinition } from '../request-definition.js';
import type { AgentQueuesReply } from './getagentqueues.js';

export interface NumberedAgentQueues extends AgentQueuesReply {
  readonly agentNumber: string;
}

export interface MultipleAgentQueuesReply {
  /** In request order; an agent that was named twice is reported once. */
  readonly agents: readonly NumberedAgentQueues[];
}

/** ECCP §8.2 getmultipleagentqueues */
export const getmultipleagentqueues: RequestDefinition<
  'getmultipleagentqueues',
  AgentList,
  MultipleAgentQueuesReply
> = {
  name: 'getmultipleagentqueues',
  summary: 'Lists the queues of several agents; one bad entry refuses the whole request.',
  authorisation: 'session',
  needsAsterisk: true,
  arguments: agentListArguments,
  failures: [
    { level: 'outer', failure: failures.noAmiConnection, when: 'Asterisk is away' },
    { level: 'outer', failure: failures.badRequest, when: '`agents` is absent' },
    { level: 'inner', failure: failures.malformedAgentNumber, when: 'any is badly formed' },
    { level: 'inner', failure: failures.agentNotFound, when: 'any is not an active agent' },
  ],
  decodeArguments: decodeAgentList,
  encodeArguments: encodeAgentList,
  encodeReply: (reply) => [element('agents', reply.agents.map(encodeAgent))],
  decodeReply: (payload) => ({ agents: itemsOf(payload, 'agents', 'agent').map(decodeAgent) }),
};

function encodeAgent({ agentNumber, queues }: NumberedAgentQueues): XmlElement {
  return element('agent', [element('agent_number', agentNumber), listElement('queues', 'queue', queues)]);
}

function decodeAgent(agent: XmlElement): NumberedAgentQueues {
  return {
    agentNumber: childText(agent, 'agent_number') ?? '',
    queues: listOf(agent, 'queues', 'queue') ?? [],
  };
}
