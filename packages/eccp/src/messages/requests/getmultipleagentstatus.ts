import { childOf, childrenOf, childText, element, type XmlElement } from '../../codec/xml-element.js';
import { type AgentStatus, decodeAgentStatus, encodeAgentStatus } from '../agent-status.js';
import { listElement, listOf } from '../elements.js';
import { failures } from '../failures.js';
import type { RequestDefinition } from '../request-definition.js';

export interface GetMultipleAgentStatusArguments {
  readonly agentNumbers: readonly string[];
}

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
  GetMultipleAgentStatusArguments,
  MultipleAgentStatusReply
> = {
  name: 'getmultipleagentstatus',
  summary: 'Reads the states of several agents; one bad entry refuses the whole request.',
  authorisation: 'session',
  needsAsterisk: true,
  arguments: [
    { name: 'agents/agent_number[]', type: 'agent', meaning: 'the agents, in the order of the answer' },
  ],
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
  decodeArguments(command) {
    const agentNumbers = listOf(command, 'agents', 'agent_number');
    return agentNumbers === undefined ? undefined : { agentNumbers };
  },
  encodeArguments: (args) => [listElement('agents', 'agent_number', args.agentNumbers)],
  encodeReply: (reply) => [element('agents', reply.agents.map(encodeAgent))],
  decodeReply(payload) {
    const agents = childOf(payload, 'agents');
    return { agents: agents === undefined ? [] : childrenOf(agents, 'agent').map(decodeAgent) };
  },
};

function encodeAgent(agent: NumberedAgentStatus): XmlElement {
  return element('agent', [element('agent_number', agent.agentNumber), ...encodeAgentStatus(agent)]);
}

function decodeAgent(agent: XmlElement): NumberedAgentStatus {
  return { agentNumber: childText(agent, 'agent_number') ?? '', ...decodeAgentStatus(agent) };
}
