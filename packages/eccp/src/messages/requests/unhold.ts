import {
  type AgentCredentials,
  credentialArguments,
  decodeCredentials,
  encodeCredentials,
} from '../agent-credentials.js';
import { failures } from '../failures.js';
import type { RequestDefinition } from '../request-definition.js';
import { decodeSuccess, encodeSuccess, type SuccessReply } from '../success-reply.js';

/** ECCP §8.3 unhold. D-03, D-05, D-06 */
export const unhold: RequestDefinition<'unhold', AgentCredentials, SuccessReply> = {
  name: 'unhold',
  summary: 'Brings the agent back to the call on hold.',
  authorisation: 'agent',
  needsAsterisk: true,
  arguments: credentialArguments,
  failures: [
    { level: 'outer', failure: failures.noAmiConnection, when: 'Asterisk is away' },
    {
      level: 'inner',
      failure: failures.agentNotLoggedInThroughEccp,
      when: 'not loaded, not logged in, or logged in by other means than ECCP',
    },
    { level: 'inner', failure: failures.parkingDisabled, when: 'no parking lot is configured' },
    {
      level: 'inner',
      failure: failures.agentHandlingCall,
      when: 'the agent is talking: call present and not on hold',
    },
    { level: 'inner', failure: failures.agentNotInCall, when: 'no call at all' },
    { level: 'inner', failure: failures.unholdFailed, when: 'Asterisk refuses' },
  ],
  decodeArguments: decodeCredentials,
  encodeArguments: encodeCredentials,
  encodeReply: encodeSuccess,
  decodeReply: decodeSuccess,
};
