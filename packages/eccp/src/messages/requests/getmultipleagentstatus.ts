import { childText, element, type XmlElement } from '../../codec/xml-element.js';
import { type AgentList, agentListArguments, decodeAgentList, encodeAgentList } from '../agent-list.js';
import { type AgentStatus, decodeAgentStatus, encodeAgentStatus } from '../agent-status.js';
import { itemsOf } from '../elements.js';
import { failures } from '../failures.js';
import type { RequestDefinition } from '../request-definition.js';

export interface NumberedAgentStatus extends AgentStatus {
  readonly agentNumber: string;
}

export interface MultipleAgentStatusReply {
  /** In request order. */
  readonly agents: readonly NumberedAgentStatus[];
}

/** ECCP §8.2 getmultipleagentstatus */
export const getmultipleagentstatus: RequestDefinition<
  'getmultipleagentstatus',
  AgentList,
  MultipleAgentStatusReply
> = {
  name: 'getmultipleagentstatus',
  summary: 'Reads the states of several agents; one bad entry refuses the whole request.',
  authorisation: 'session',
  needsAsterisk: true,
  arguments: agentListArguments,
  failures: [
    { level: 'outer', failure: failures.noAmiConnection, when: 'Asterisk is away' },
    { level: 'outer', failure: failures.badRequest, when: '`agents` is absent' },
    { level: 'inner', failure: failures.malformedAgentNumber, when: 'any is badly formed' },
    { level: 'inner', failure: failures.agentNotFound, when: 'any is not an active agent' },
    {
      level: 'inner',
      failure: failures.unknownAgentNumber,
      when: 'any is not loaded; with status `offline`',
    },
  ],
  decodeArguments: decodeAgentList,
  encodeArguments: encodeAgentList,
  encodeReply: (reply) => [element('agents', reply.agents.map(encodeAgent))],
  decodeReply: (payload) => ({ agents: itemsOf(payload, 'agents', 'agent').map(decodeAgent) }),
};

function encodeAgent(agent: NumberedAgentStatus): XmlElement {
  return element('agent', [element('agent_number', agent.agentNumber), ...encodeAgentStatus(agent)]);
}

function decodeAgent(agent: XmlElement): NumberedAgentStatus {
  return { agentNumber: childText(agent, 'agent_number') ?? '', ...decodeAgentStatus(agent) };
}
