import { childText, element } from '../../codec/xml-element.js';
import { failures } from '../failures.js';
import type { RequestDefinition } from '../request-definition.js';
import { encodeSuccess } from '../success-reply.js';
import {
  decodeTransfer,
  encodeTransfer,
  type TransferArguments,
  transferArguments,
} from '../transfer-arguments.js';

export interface AttendedTransferReply {
  /** True where the server announces consultations; extended profile only (D-17), else absent. */
  readonly consultation?: true | undefined;
}

/** ECCP §8.3 atxfercall */
export const atxfercall: RequestDefinition<'atxfercall', TransferArguments, AttendedTransferReply> = {
  name: 'atxfercall',
  summary:
    'Lets an agent talk to an extension first; `hangup` then hands the customer over (attended transfer).',
  authorisation: 'agent',
  needsAsterisk: true,
  arguments: transferArguments,
  failures: [
    { level: 'outer', failure: failures.noAmiConnection, when: 'Asterisk is away' },
    { level: 'outer', failure: failures.badRequest, when: '`extension` is absent or not all digits' },
    { level: 'inner', failure: failures.agentNotFound, when: 'the agent has no tracked call' },
    { level: 'inner', failure: failures.agentNotInCall, when: "the call has no channel of the agent's" },
    {
      level: 'inner',
      failure: failures.callerChannelNotFound,
      when: 'extended profile: no channel of a customer',
    },
    { level: 'inner', failure: failures.transferFailed, when: 'Asterisk refuses' },
  ],
  decodeArguments: decodeTransfer,
  encodeArguments: encodeTransfer,
  encodeReply: (reply) =>
    reply.consultation === true ? [...encodeSuccess(), element('consultation', 'true')] : encodeSuccess(),
  decodeReply: (payload) => ({
    consultation: childText(payload, 'consultation') === 'true' ? true : undefined,
  }),
};
