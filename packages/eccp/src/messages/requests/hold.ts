import {
  type AgentCredentials,
  credentialArguments,
  decodeCredentials,
  encodeCredentials,
} from '../agent-credentials.js';
import { failures, holdRefused } from '../failures.js';
import type { RequestDefinition } from '../request-definition.js';
import { decodeSuccess, encodeSuccess, type SuccessReply } from '../success-reply.js';

/** ECCP §8.3 hold. D-03, D-04, D-05 */
export const hold: RequestDefinition<'hold', AgentCredentials, SuccessReply> = {
  name: 'hold',
  summary: 'Puts the call of an agent on hold by parking it.',
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
    { level: 'inner', failure: failures.agentNotHandlingCall, when: 'no active call, or on hold already' },
    { level: 'inner', failure: failures.holdFailed, when: 'no break marks holds' },
    { level: 'inner', failure: holdRefused('No such channel'), when: 'Asterisk does not park the customer' },
  ],
  decodeArguments: decodeCredentials,
  encodeArguments: encodeCredentials,
  encodeReply: encodeSuccess,
  decodeReply: decodeSuccess,
};
