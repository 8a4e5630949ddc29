import {
  type AgentCredentials,
  credentialArguments,
  decodeCredentials,
  encodeCredentials,
} from '../agent-credentials.js';
import { failures } from '../failures.js';
import type { RequestDefinition } from '../request-definition.js';
import { decodeSuccess, encodeSuccess, type SuccessReply } from '../success-reply.js';

/** ECCP §8.3 mixmonitorunmute. D-22 */
export const mixmonitorunmute: RequestDefinition<'mixmonitorunmute', AgentCredentials, SuccessReply> = {
  name: 'mixmonitorunmute',
  summary: 'Lets the recording of the call hear the customer again.',
  authorisation: 'agent',
  needsAsterisk: true,
  arguments: credentialArguments,
  failures: [
    { level: 'outer', failure: failures.noAmiConnection, when: 'Asterisk is away' },
    { level: 'inner', failure: failures.agentNotInCall, when: 'no active call' },
    {
      level: 'inner',
      failure: failures.unmuteFailed,
      when: 'nothing is muted, or Asterisk refuses all of it',
    },
  ],
  decodeArguments: decodeCredentials,
  encodeArguments: encodeCredentials,
  encodeReply: encodeSuccess,
  decodeReply: decodeSuccess,
};
