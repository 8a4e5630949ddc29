import { failures } from '../failures.js';
import type { RequestDefinition } from '../request-definition.js';
import { decodeSuccess, encodeSuccess, type SuccessReply } from '../success-reply.js';
import {
  decodeTransfer,
  encodeTransfer,
  type TransferArguments,
  transferArguments,
} from '../transfer-arguments.js';

/** ECCP §8.3 transfercall */
export const transfercall: RequestDefinition<'transfercall', TransferArguments, SuccessReply> = {
  name: 'transfercall',
  summary: 'Sends the customer of an agent to an extension and frees the agent (blind transfer).',
  authorisation: 'agent',
  needsAsterisk: true,
  arguments: transferArguments,
  failures: [
    { level: 'outer', failure: failures.noAmiConnection, when: 'Asterisk is away' },
    { level: 'outer', failure: failures.badRequest, when: '`extension` is absent or not all digits' },
    { level: 'inner', failure: failures.agentNotFound, when: 'the agent is not loaded' },
    {
      level: 'inner',
      failure: failures.agentNotInCall,
      when: 'no channel of a customer, or no record of the call',
    },
    { level: 'inner', failure: failures.transferFailed, when: 'Asterisk refuses' },
  ],
  decodeArguments: decodeTransfer,
  encodeArguments: encodeTransfer,
  encodeReply: encodeSuccess,
  decodeReply: decodeSuccess,
};
