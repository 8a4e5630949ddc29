import type { WireDateTime } from '../../codec/time.js';
import { childText, type XmlElement } from '../../codec/xml-element.js';
import { type CallDetails, decodeCallDetails, encodeCallDetails } from '../call-details.js';
import { type CallType, callTypeOf } from '../call-type.js';
import { addField, intOf } from '../elements.js';
import type { EventDefinition } from '../event-definition.js';

/** An agent and a customer are joined for the first time in a call. Times are datetimes. */
export interface AgentLinkedEvent {
  readonly kind: 'agentlinked';
  readonly callType: CallType;
  readonly callId: number;
  readonly campaignId?: number | undefined;
  readonly phone?: string | undefined;
  /** `activa` for incoming calls, `Success` for outgoing ones. */
  readonly status: string;
  readonly uniqueId?: string | undefined;
  readonly originateTime?: WireDateTime | undefined;
  readonly originateResponseTime?: WireDateTime | undefined;
  readonly joinTime?: WireDateTime | undefined;
  readonly linkStart: WireDateTime;
  readonly retries?: number | undefined;
  readonly trunk?: string | undefined;
  readonly queue?: string | undefined;
  readonly agentNumber: string;
  readonly details: CallDetails;
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
    { name: 'phone', type: 'string', optional: true, meaning: 'number of the customer' },
    { name: 'status', type: 'string', meaning: '`activa` (incoming) or `Success` (outgoing)' },
    { name: 'uniqueid', type: 'string', optional: true, meaning: "Asterisk's id of the call" },
    { name: 'datetime_originate', type: 'datetime', optional: true, meaning: 'outgoing: dialled' },
    { name: 'datetime_originateresponse', type: 'datetime', optional: true, meaning: 'outgoing: answered' },
    { name: 'datetime_join', type: 'datetime', optional: true, meaning: 'entered the queue' },
    { name: 'datetime_linkstart', type: 'datetime', meaning: 'joined with the agent' },
    { name: 'retries', type: 'int', optional: true, meaning: 'outgoing: attempts so far' },
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
    { name: 'campaignlog_id', type: 'int', optional: true, meaning: 'row of the progress log' },
    { name: 'remote_channel', type: 'string', optional: true, meaning: "the customer's channel" },
  ],
  encode(event) {
    const outgoing = event.callType === 'outgoing';
    const elements: XmlElement[] = [];
    addField(elements, 'calltype', event.callType);
    addField(elements, 'call_id', event.callId);
    addField(elements, 'campaign_id', event.campaignId);
    addField(elements, 'phone', event.phone);
    addField(elements, 'status', event.status);
    addField(elements, 'uniqueid', event.uniqueId);
    addField(elements, 'datetime_originate', event.originateTime);
    addField(elements, 'datetime_originateresponse', event.originateResponseTime);
    addField(elements, 'datetime_join', event.joinTime);
    addField(elements, 'datetime_linkstart', event.linkStart);
    addField(elements, 'retries', event.retries);
    // The order of `getcallinfo`: an incoming call has trunk and queue before the agent, an outgoing one the agent
    // first and its queue after the groups.
    if (outgoing) addField(elements, 'agent_number', event.agentNumber);
    addField(elements, 'trunk', event.trunk);
    if (!outgoing) {
      addField(elements, 'queue', event.queue);
      addField(elements, 'agent_number', event.agentNumber);
    }
    elements.push(...encodeCallDetails(event.details));
    if (outgoing) addField(elements, 'queue', event.queue);
    addField(elements, 'campaignlog_id', event.campaignLogId);
    addField(elements, 'remote_channel', event.remoteChannel);
    return elements;
  },
  decode: (payload) => ({
    kind: 'agentlinked',
    callType: callTypeOf(childText(payload, 'calltype')),
    callId: intOf(payload, 'call_id') ?? 0,
    campaignId: intOf(payload, 'campaign_id'),
    phone: childText(payload, 'phone'),
    status: childText(payload, 'status') ?? '',
    uniqueId: childText(payload, 'uniqueid'),
    originateTime: childText(payload, 'datetime_originate'),
    originateResponseTime: childText(payload, 'datetime_originateresponse'),
    joinTime: childText(payload, 'datetime_join'),
    linkStart: childText(payload, 'datetime_linkstart') ?? '',
    retries: intOf(payload, 'retries'),
    trunk: childText(payload, 'trunk'),
    queue: childText(payload, 'queue'),
    agentNumber: childText(payload, 'agent_number') ?? '',
    details: decodeCallDetails(payload),
    campaignLogId: intOf(payload, 'campaignlog_id'),
    remoteChannel: childText(payload, 'remote_channel'),
  }),
};
