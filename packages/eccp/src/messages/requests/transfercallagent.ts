import { childText, element } from '../../codec/xml-element.js';
import {
  type AgentCredentials,
  credentialArguments,
  decodeCredentials,
  encodeCredentials,
} from '../agent-credentials.js';
import { failures } from '../failures.js';
import type { RequestDefinition } from '../request-definition.js';
import { decodeSuccess, encodeSuccess, type SuccessReply } from '../success-reply.js';

export interface TransferCallAgentArguments extends AgentCredentials {
  /** As sent: a badly formed name is an inner failure, not a bad request. */
  readonly targetAgentNumber: string;
}

/** ECCP §8.6 transfercallagent */
export const transfercallagent: RequestDefinition<
  'transfercallagent',
  TransferCallAgentArguments,
  SuccessReply
> = {
  name: 'transfercallagent',
  summary: 'Sends the customer of an agent to another agent, who must be free.',
  authorisation: 'agent',
  needsAsterisk: true,
  arguments: [
    ...credentialArguments,
    { name: 'target_agent_number', type: 'agent', meaning: 'the agent who gets the call' },
  ],
  failures: [
    { level: 'outer', failure: failures.noAmiConnection, when: 'Asterisk is away' },
    { level: 'outer', failure: failures.badRequest, when: '`target_agent_number` is absent' },
    { level: 'inner', failure: failures.targetMalformed, when: 'the target is badly formed' },
    { level: 'inner', failure: failures.agentNotFound, when: 'the agent is not loaded' },
    {
      level: 'inner',
      failure: failures.agentNotInCall,
      when: 'no channel of a customer, or no record of the call',
    },
    { level: 'inner', failure: failures.targetNotFound, when: 'the target is not loaded' },
    {
      level: 'inner',
      failure: failures.targetReserved,
      when: 'another transfer to the target is on its way',
    },
    { level: 'inner', failure: failures.targetNotLoggedIn, when: 'the target is not logged in' },
    { level: 'inner', failure: failures.targetBusy, when: 'the target is in a call' },
    { level: 'inner', failure: failures.targetPaused, when: 'the target is paused' },
    {
      level: 'inner',
      failure: failures.targetMemberBusy,
      when: "the target's queue membership is busy, ringing or on hold",
    },
    { level: 'inner', failure: failures.reservationUnanswered, when: 'the reservation is not answered' },
    {
      level: 'inner',
      failure: failures.targetDeviceBusy,
      when: "Asterisk says that the target's phone is busy",
    },
    { level: 'inner', failure: failures.targetExtensionUnknown, when: 'the target has no login extension' },
    { level: 'inner', failure: failures.targetNumberUnknown, when: 'a static target without a number' },
    { level: 'inner', failure: failures.agentTransferFailed, when: 'Asterisk refuses' },
  ],
  decodeArguments(command) {
    const credentials = decodeCredentials(command);
    const targetAgentNumber = childText(command, 'target_agent_number');
    if (credentials === undefined || targetAgentNumber === undefined) return undefined;
    return { ...credentials, targetAgentNumber };
  },
  encodeArguments: (args) => [
    ...encodeCredentials(args),
    element('target_agent_number', args.targetAgentNumber),
  ],
  encodeReply: encodeSuccess,
  decodeReply: decodeSuccess,
};
