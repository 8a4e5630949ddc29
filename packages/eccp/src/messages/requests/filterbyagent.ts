import { childText, element } from '../../codec/xml-element.js';
import { failures } from '../failures.js';
import type { RequestDefinition } from '../request-definition.js';
import { decodeSuccess, encodeSuccess, type SuccessReply } from '../success-reply.js';

/** The word that removes the filter. */
export const ANY_AGENT = 'any';

export interface FilterByAgentArguments {
  /** An agent, or `any`. */
  readonly agentNumber: string;
}

/** ECCP §8.1 filterbyagent */
export const filterbyagent: RequestDefinition<'filterbyagent', FilterByAgentArguments, SuccessReply> = {
  name: 'filterbyagent',
  summary: 'Limits the events of this connection to one agent, or lifts the limit.',
  authorisation: 'session',
  needsAsterisk: false,
  arguments: [{ name: 'agent_number', type: 'agent | any', meaning: 'the agent, or `any` for all' }],
  failures: [
    { level: 'outer', failure: failures.badRequest, when: '`agent_number` is absent' },
    { level: 'inner', failure: failures.malformedAgentNumber, when: 'neither `any` nor well formed' },
  ],
  decodeArguments(command) {
    const agentNumber = childText(command, 'agent_number');
    return agentNumber === undefined ? undefined : { agentNumber };
  },
  encodeArguments: (args) => [element('agent_number', args.agentNumber)],
  encodeReply: encodeSuccess,
  decodeReply: decodeSuccess,
};
