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

export interface SetContactArguments extends AgentCredentials {
  /** An incoming call, running or finished. */
  readonly callId: number;
  /** Id of a contact, see `matching_contacts` of `getcallinfo`. */
  readonly contactId: number;
}

/** ECCP §8.4 setcontact */
export const setcontact: RequestDefinition<'setcontact', SetContactArguments, SuccessReply> = {
  name: 'setcontact',
  summary: 'Says which contact the caller of an incoming call is.',
  authorisation: 'agent',
  needsAsterisk: false,
  arguments: [
    ...credentialArguments,
    { name: 'call_id', type: 'int', meaning: 'an incoming call of the agent' },
    { name: 'contact_id', type: 'int', meaning: 'the contact' },
  ],
  failures: [
    { level: 'outer', failure: failures.badRequest, when: '`call_id` is absent' },
    { level: 'outer', failure: failures.badRequest, when: '`contact_id` is absent' },
    { level: 'inner', failure: failures.callIdNotFound, when: 'no such incoming call' },
    {
      level: 'inner',
      failure: failures.unauthorizedAgent,
      when: 'another agent handled the call, or nobody',
    },
    { level: 'inner', failure: failures.contactIdNotFound, when: 'no such contact' },
  ],
  decodeArguments(command) {
    const credentials = decodeCredentials(command);
    const callId = intOf(command, 'call_id');
    const contactId = intOf(command, 'contact_id');
    if (credentials === undefined || callId === undefined || contactId === undefined) return undefined;
    return { ...credentials, callId, contactId };
  },
  encodeArguments(args) {
    const elements = encodeCredentials(args);
    addField(elements, 'call_id', args.callId);
    addField(elements, 'contact_id', args.contactId);
    return elements;
  },
  encodeReply: encodeSuccess,
  decodeReply: decodeSuccess,
};
