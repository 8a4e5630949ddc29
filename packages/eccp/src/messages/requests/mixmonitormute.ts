import {
  type AgentCredentials,
  credentialArguments,
  decodeCredentials,
  encodeCredentials,
} from '../agent-credentials.js';
import { addField, intOf } from '../elements.js';
import { failures } from '../failures.js';
import type { RequestDefinition } from '../request-definition.js';
import { decodeSuccess, encodeSuccess, type SuccessReply } from '../success-reply.js';

export interface MixMonitorMuteArguments extends AgentCredentials {
  /** Seconds until the recording hears the customer again; 0 and less are for the handler to refuse. */
  readonly timeout?: number | undefined;
}

/** ECCP §8.3 mixmonitormute. D-22 */
export const mixmonitormute: RequestDefinition<'mixmonitormute', MixMonitorMuteArguments, SuccessReply> = {
  name: 'mixmonitormute',
  summary: 'Keeps the customer out of the recording of the call, for a while or until `mixmonitorunmute`.',
  authorisation: 'agent',
  needsAsterisk: true,
  arguments: [
    ...credentialArguments,
    { name: 'timeout', type: 'int', optional: true, meaning: 'seconds until it ends by itself, above 0' },
  ],
  failures: [
    { level: 'outer', failure: failures.noAmiConnection, when: 'Asterisk is away' },
    { level: 'inner', failure: failures.invalidTimeout, when: '`timeout` is 0 or less' },
    { level: 'inner', failure: failures.agentNotInCall, when: 'no active call' },
    { level: 'inner', failure: failures.muteFailed, when: 'Asterisk refuses' },
  ],
  decodeArguments(command) {
    const credentials = decodeCredentials(command);
    return credentials === undefined ? undefined : { ...credentials, timeout: intOf(command, 'timeout') };
  },
  encodeArguments(args) {
    const elements = encodeCredentials(args);
    addField(elements, 'timeout', args.timeout);
    return elements;
  },
  encodeReply: encodeSuccess,
  decodeReply: decodeSuccess,
};
