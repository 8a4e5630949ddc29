import { childText, element } from '../../codec/xml-element.js';
import { type AgentStatus, decodeAgentStatus, encodeAgentStatus } from '../agent-status.js';
import { failures } from '../failures.js';
import type { RequestDefinition } from '../request-definition.js';

export interface GetAgentStatusArguments {
  readonly agentNumber: string;
}

/** ECCP §8.2 getagentstatus; its refusal carries status `offline` before the failure. */
export const getagentstatus: RequestDefinition<'getagentstatus', GetAgentStatusArguments, AgentStatus> = {
  name: 'getagentstatus',
  summary: 'Reads the state of one agent: login, pause, hold and call.',
  authorisation: 'session',
  needsAsterisk: true,
  arguments: [{ name: 'agent_number', type: 'agent', meaning: 'the agent; no hash is needed' }],
  failures: [
    { level: 'outer', failure: failures.noAmiConnection, when: 'Asterisk is away' },
    { level: 'outer', failure: failures.badRequest, when: '`agent_number` is absent' },
    { level: 'inner', failure: failures.unknownAgentNumber, when: 'badly formed or not loaded' },
  ],
  decodeArguments(command) {
    const agentNumber = childText(command, 'agent_number');
    return agentNumber === undefined ? undefined : { agentNumber };
  },
  encodeArguments: (args) => [element('agent_number', args.agentNumber)],
  encodeReply: encodeAgentStatus,
  decodeReply: decodeAgentStatus,
};
