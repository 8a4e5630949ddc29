import { failures } from '../../messages/failures.js';
import { refused } from '../../messages/request-outcome.js';
import { AGENT, CREDENTIALS, example, failed, SUCCESS } from './example.js';

/** ECCP §8.3 and the part of §8.6 that acts on a call. */
export const callRequests = [
  example('hangup', CREDENTIALS, AGENT, SUCCESS, [
    failed(417, 'Agent not in call'),
    refused(failures.agentNotInCall),
  ]),
  example('hold', CREDENTIALS, AGENT, SUCCESS, [
    failed(417, 'Agent currenty not handling a call'),
    refused(failures.agentNotHandlingCall),
  ]),
  example('unhold', CREDENTIALS, AGENT, SUCCESS, [
    failed(417, 'Agent currenty handling a call'),
    refused(failures.agentHandlingCall),
  ]),
  example('mixmonitorunmute', CREDENTIALS, AGENT, SUCCESS, [
    failed(500, 'Cannot unmute agent call'),
    refused(failures.unmuteFailed),
  ]),
] as const;
