import { childText, element } from '../../codec/xml-element.js';
import {
  type AgentCredentials,
  credentialArguments,
  decodeCredentials,
  encodeCredentials,
} from '../agent-credentials.js';
import type { OpenWord } from '../elements.js';
import { failures } from '../failures.js';
import type { RequestDefinition } from '../request-definition.js';

export interface LogoutAgentReply {
  readonly status: OpenWord<'logged-out'>;
}

/** ECCP §8.2 logoutagent; each inner refusal carries status `logged-out` before the failure. */
export const logoutagent: RequestDefinition<'logoutagent', AgentCredentials, LogoutAgentReply> = {
  name: 'logoutagent',
  summary: 'Logs an agent out or cancels its pending login; harmless when it is out already.',
  authorisation: 'agent-own-check',
  needsAsterisk: true,
  arguments: credentialArguments,
  failures: [
    { level: 'outer', failure: failures.noAmiConnection, when: 'Asterisk is away' },
    { level: 'outer', failure: failures.badRequest, when: '`agent_number` is absent' },
    { level: 'inner', failure: failures.agentNotFound, when: 'badly formed or not an active agent' },
    { level: 'inner', failure: failures.unauthorizedAgent, when: '`agent_hash` is absent or wrong' },
  ],
  decodeArguments: decodeCredentials,
  encodeArguments: encodeCredentials,
  encodeReply: (reply) => [element('status', reply.status)],
  decodeReply: (payload) => ({ status: childText(payload, 'status') ?? '' }),
};
