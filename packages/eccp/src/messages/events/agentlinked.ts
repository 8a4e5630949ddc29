import type { WireDateTime } from '../../codec/time.js';
import { childText } from '../../codec/xml-element.js';
import { type CallRecord, decodeCallRecord, encodeCallRecord } from '../call-record.js';
import { addField, intOf } from '../elements.js';
import type { EventDefinition } from '../event-definition.js';

/** An agent and a customer are joined for the first time in a call. */
export interface AgentLinkedEvent extends CallRecord {
  readonly kind: 'agentlinked';
  /** `activa` for incoming calls, `Success` for outgoing ones. */
  readonly status: string;
  readonly linkStart: WireDateTime;
  readonly agentNumber: string;
  readonly campaignLogId?: number | undefined;
  readonly remoteChannel?: string | undefined;
}

/** ECCP §9 agentlinked */
export const agentlinked: EventDefinition<'agentlinked', AgentLinkedEvent> = {
  name: 'agentlinked',
  summary: 'A call is joined with an agent; sent once per call.',
  filter: 'agent_number',
  fields: [
    { name: 'calltype', type: 'incoming | outgoing', meaning: 'kind of call' },
    { name: 'call_id', type: 'int', meaning: 'the call' },
    { name: 'campaign_id', type: 'int', optional: true, meaning: 'its campaign' },
    { name: 'phone', type: 'string', meaning: 'number of the customer' },
    { name: 'status', type: 'string', meaning: '`activa` (incoming) or `Success` (outgoing)' },
    { name: 'uniqueid', type: 'string', optional: true, meaning: "Asterisk's id of the call" },
    { name: 'duration', type: 'int', optional: true, meaning: 'seconds; normally not known yet' },
    { name: 'datetime_originate', type: 'datetime', optional: true, meaning: 'outgoing: dialled' },
    { name: 'datetime_originateresponse', type: 'datetime', optional: true, meaning: 'outgoing: answered' },
    { name: 'datetime_join', type: 'datetime', optional: true, meaning: 'entered the queue' },
    { name: 'datetime_linkstart', type: 'datetime', meaning: 'joined with the agent' },
    { name: 'datetime_linkend', type: 'datetime', optional: true, meaning: 'normally not known yet' },
    { name: 'retries', type: 'int', optional: true, meaning: 'outgoing: attempts so far' },
    { name: 'failure_cause', type: 'int', optional: true, meaning: 'outgoing: of an earlier attempt' },
    { name: 'failure_cause_txt', type: 'string', optional: true, meaning: 'the same in words' },
    { name: 'agent_number', type: 'agent', meaning: 'the agent' },
    { name: 'trunk', type: 'string', optional: true, meaning: 'trunk of the customer' },
    { name: 'queue', type: 'string', optional: true, meaning: 'the queue' },
    {
      name: 'call_attributes/attribute[]',
      type: 'group',
      meaning: 'what is known: `label`, `value`, `order`',
    },
    {
      name: 'matching_contacts/contact[]',
      type: 'group',
      optional: true,
      meaning: 'incoming: contacts by phone',
    },
    { name: 'call_survey/form[]', type: 'group', meaning: 'form values saved so far' },
    { name: 'campaignlog_id', type: 'int', meaning: 'row of the progress log' },
    { name: 'remote_channel', type: 'string', meaning: "the customer's channel" },
  ],
  encode(event) {
    const elements = encodeCallRecord(event);
    addField(elements, 'campaignlog_id', event.campaignLogId);
    addField(elements, 'remote_channel', event.remoteChannel);
    return elements;
  },
  decode: (payload) => ({
    kind: 'agentlinked',
    ...decodeCallRecord(payload),
    status: childText(payload, 'status') ?? '',
    linkStart: childText(payload, 'datetime_linkstart') ?? '',
    agentNumber: childText(payload, 'agent_number') ?? '',
    campaignLogId: intOf(payload, 'campaignlog_id'),
    remoteChannel: childText(payload, 'remote_channel'),
  }),
};
