import {
  type AgentCredentials,
  credentialArguments,
  decodeCredentials,
  encodeCredentials,
} from '../agent-credentials.js';
import { type CampaignType, decodeCampaignType } from '../campaign-words.js';
import { addField, intOf } from '../elements.js';
import {
  dateNotAcceptable,
  failures,
  fieldNotFound,
  formNotFound,
  formValueTooLarge,
  valueNotListed,
} from '../failures.js';
import { decodeForms, encodeForms, type FilledForm } from '../filled-form.js';
import type { RequestDefinition } from '../request-definition.js';
import { decodeSuccess, encodeSuccess, type SuccessReply } from '../success-reply.js';

export interface SaveFormDataArguments extends AgentCredentials {
  readonly campaignType: CampaignType;
  /** A call of the agent, running or finished. */
  readonly callId: number;
  /** As sent; `checkForms` says whether the forms can take the values. No form is named twice. */
  readonly forms: readonly FilledForm[];
}

/** ECCP §8.4 saveformdata. D-14 */
export const saveformdata: RequestDefinition<'saveformdata', SaveFormDataArguments, SuccessReply> = {
  name: 'saveformdata',
  summary:
    'Stores what an agent has entered into the forms of a call: all of it, or nothing if a value is refused.',
  authorisation: 'agent',
  needsAsterisk: false,
  arguments: [
    ...credentialArguments,
    { name: 'campaign_type', type: 'incoming | outgoing', optional: true, meaning: '`outgoing` unless told' },
    { name: 'call_id', type: 'int', meaning: 'a call of the agent' },
    { name: 'forms/form[]', type: 'group', meaning: 'attribute `id`: the form; each once' },
    { name: 'forms/form[]/field[]', type: 'string', meaning: 'attribute `id`: the field; text: its value' },
  ],
  failures: [
    { level: 'outer', failure: failures.badRequest, when: '`campaign_type` is neither of the two' },
    { level: 'outer', failure: failures.badRequest, when: '`call_id` is absent' },
    { level: 'outer', failure: failures.badRequest, when: '`forms` is absent' },
    { level: 'outer', failure: failures.badRequest, when: 'the same form twice' },
    { level: 'inner', failure: failures.unauthorizedAgent, when: 'the agent did not handle the call' },
    { level: 'inner', failure: failures.formsUnreadable, when: 'the forms cannot be read' },
    {
      level: 'inner',
      failure: formNotFound(9),
      when: 'no such form, or it has no fields (the form is named)',
    },
    { level: 'inner', failure: fieldNotFound(2, 99), when: 'no such field (form and field are named)' },
    { level: 'inner', failure: formValueTooLarge(2, 7), when: 'more than 250 bytes' },
    {
      level: 'inner',
      failure: dateNotAcceptable(2, 8),
      when: 'a DATE, neither empty nor in one of the two forms',
    },
    { level: 'inner', failure: valueNotListed(2, 9), when: 'a LIST that does not offer the value' },
    {
      level: 'inner',
      failure: failures.formValueCheckFailed,
      when: 'the values stored before cannot be read',
    },
  ],
  decodeArguments(command) {
    const credentials = decodeCredentials(command);
    const campaignType = decodeCampaignType(command);
    const callId = intOf(command, 'call_id');
    const forms = decodeForms(command);
    if (credentials === undefined || campaignType === undefined) return undefined;
    if (callId === undefined || forms === undefined) return undefined;
    return { ...credentials, campaignType, callId, forms };
  },
  encodeArguments(args) {
    const elements = encodeCredentials(args);
    addField(elements, 'campaign_type', args.campaignType);
    addField(elements, 'call_id', args.callId);
    elements.push(encodeForms(args.forms));
    return elements;
  },
  encodeReply: encodeSuccess,
  decodeReply: decodeSuccess,
};
