import {
  type AgentCredentials,
  credentialArguments,
  decodeCredentials,
  encodeCredentials,
} from '../agent-credentials.js';
import { failures } from '../failures.js';
import type { RequestDefinition } from '../request-definition.js';
import { decodeSuccess, encodeSuccess, type SuccessReply } from '../success-reply.js';

/** ECCP §8.2 pingagent */
export const pingagent: RequestDefinition<'pingagent', AgentCredentials, SuccessReply> = {
  name: 'pingagent',
  summary: 'Restarts the inactivity timer of an agent.',
  authorisation: 'agent',
  needsAsterisk: false,
  arguments: credentialArguments,
  failures: [{ level: 'inner', failure: failures.agentNotFound, when: 'the agent is not loaded' }],
  decodeArguments: decodeCredentials,
  encodeArguments: encodeCredentials,
  encodeReply: encodeSuccess,
  decodeReply: decodeSuccess,
};
