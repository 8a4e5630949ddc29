import {
  type AgentCredentials,
  credentialArguments,
  decodeCredentials,
  encodeCredentials,
} from '../agent-credentials.js';
import { failures } from '../failures.js';
import type { RequestDefinition } from '../request-definition.js';
import { decodeSuccess, encodeSuccess, type SuccessReply } from '../success-reply.js';

/** ECCP §8.2 unpauseagent */
export const unpauseagent: RequestDefinition<'unpauseagent', AgentCredentials, SuccessReply> = {
  name: 'unpauseagent',
  summary: 'Ends the break of an agent; harmless when there is none. Does not end a hold.',
  authorisation: 'agent',
  needsAsterisk: true,
  arguments: credentialArguments,
  failures: [
    { level: 'outer', failure: failures.noAmiConnection, when: 'Asterisk is away' },
    { level: 'inner', failure: failures.agentNotLoggedInThroughEccp, when: 'the agent is not loaded' },
    { level: 'inner', failure: failures.agentNotLoggedIn, when: 'not logged in' },
  ],
  decodeArguments: decodeCredentials,
  encodeArguments: encodeCredentials,
  encodeReply: encodeSuccess,
  decodeReply: decodeSuccess,
};
