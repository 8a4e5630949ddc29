import { phpInt } from '../../codec/php-int.js';
import { childText, element } from '../../codec/xml-element.js';
import {
  type AgentCredentials,
  credentialArguments,
  decodeCredentials,
  encodeCredentials,
} from '../agent-credentials.js';
import { addField, type OpenWord } from '../elements.js';
import { agentAlreadyConnected, failures } from '../failures.js';
import type { RequestDefinition } from '../request-definition.js';

export interface LoginAgentArguments extends AgentCredentials {
  /** Key of the device list, e.g. `412`. */
  readonly extension: string;
  /** Inactivity limit in seconds. */
  readonly timeout?: number | undefined;
  /** Sent by some clients; without meaning. */
  readonly password?: string | undefined;
}

export interface LoginAgentReply {
  /** `logged-in` only where the server is set to the later behaviour of D-07. */
  readonly status: OpenWord<'logging' | 'logged-in'>;
}

/** ECCP §8.2 loginagent; each inner refusal carries status `logged-out` before the failure. */
export const loginagent: RequestDefinition<'loginagent', LoginAgentArguments, LoginAgentReply> = {
  name: 'loginagent',
  summary: 'Starts the login of an agent on an extension; events tell how it ends.',
  authorisation: 'agent-own-check',
  needsAsterisk: true,
  arguments: [
    ...credentialArguments,
    { name: 'extension', type: 'string', meaning: 'key of the device list, e.g. `412`' },
    { name: 'password', type: 'string', optional: true, meaning: 'ignored' },
    { name: 'timeout', type: 'int', optional: true, meaning: 'inactivity limit in seconds, above 0' },
  ],
  failures: [
    { level: 'outer', failure: failures.noAmiConnection, when: 'Asterisk is away' },
    {
      level: 'outer',
      failure: failures.badRequest,
      when: '`agent_number` or `extension` is absent, or `timeout` does not start with a digit or is 0',
    },
    { level: 'inner', failure: failures.extensionListFailed, when: 'the device list cannot be read' },
    { level: 'inner', failure: failures.agentNotFound, when: 'badly formed or not an active agent' },
    { level: 'inner', failure: failures.extensionNotFound, when: 'not in the device list' },
    { level: 'inner', failure: failures.unauthorizedAgent, when: '`agent_hash` is absent or wrong' },
    { level: 'inner', failure: failures.agentNotFound, when: 'active, but not loaded' },
    {
      level: 'inner',
      failure: agentAlreadyConnected('412'),
      when: 'the agent is logged in (its extension is named)',
    },
    {
      level: 'inner',
      failure: failures.loginStartFailed,
      when: 'Asterisk refuses, or a dynamic agent has no queue',
    },
  ],
  decodeArguments(command) {
    const credentials = decodeCredentials(command);
    const extension = childText(command, 'extension');
    if (credentials === undefined || extension === undefined) return undefined;
    const limit = childText(command, 'timeout');
    if (limit !== undefined && (!/^\d/.test(limit) || phpInt(limit) <= 0)) return undefined;
    const timeout = limit === undefined ? undefined : phpInt(limit);
    return { ...credentials, extension, timeout, password: childText(command, 'password') };
  },
  encodeArguments(args) {
    const elements = encodeCredentials(args);
    addField(elements, 'extension', args.extension);
    addField(elements, 'password', args.password);
    addField(elements, 'timeout', args.timeout);
    return elements;
  },
  encodeReply: (reply) => [element('status', reply.status)],
  decodeReply: (payload) => ({ status: childText(payload, 'status') ?? '' }),
};
