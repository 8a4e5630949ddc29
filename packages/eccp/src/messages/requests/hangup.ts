import {
  type AgentCredentials,
  credentialArguments,
  decodeCredentials,
  encodeCredentials,
} from '../agent-credentials.js';
import { failures } from '../failures.js';
import type { RequestDefinition } from '../request-definition.js';
import { decodeSuccess, encodeSuccess, type SuccessReply } from '../success-reply.js';

/** ECCP §8.3 hangup */
export const hangup: RequestDefinition<'hangup', AgentCredentials, SuccessReply> = {
  name: 'hangup',
  summary: 'Ends the call of an agent.',
  authorisation: 'agent',
  needsAsterisk: true,
  arguments: credentialArguments,
  failures: [
    { level: 'outer', failure: failures.noAmiConnection, when: 'Asterisk is away' },
    {
      level: 'inner',
      failure: failures.agentNotInCall,
      when: 'no active call and no scheduled call being placed',
    },
    { level: 'inner', failure: failures.hangupFailed, when: 'Asterisk refuses' },
  ],
  decodeArguments: decodeCredentials,
  encodeArguments: encodeCredentials,
  encodeReply: encodeSuccess,
  decodeReply: decodeSuccess,
};
