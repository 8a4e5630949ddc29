import type { WireDateTime } from '../../codec/time.js';
import { childText, type XmlElement } from '../../codec/xml-element.js';
import { type CallType, callTypeOf } from '../call-type.js';
import { addField, flagOf, intOf } from '../elements.js';
import type { EventDefinition } from '../event-definition.js';

export interface AgentUnlinkedEvent {
  readonly kind: 'agentunlinked';
  readonly callType: CallType;
  readonly campaignId?: number | undefined;
  readonly callId: number;
  readonly phone?: string | undefined;
  readonly linkEnd: WireDateTime;
  /** Whole seconds. D-16 */
  readonly duration: number;
  /** Always false for incoming calls. */
  readonly shortCall: boolean;
  readonly campaignLogId?: number | undefined;
  readonly queue?: string | undefined;
  readonly agentNumber: string;
}

/** ECCP §9 agentunlinked */
export const agentunlinked: EventDefinition<'agentunlinked', AgentUnlinkedEvent> = {
  name: 'agentunlinked',
  summary: 'A call has ended or left its agent; not sent when it goes on hold.',
  filter: 'agent_number',
  fields: [
    { name: 'calltype', type: 'incoming | outgoing', meaning: 'kind of call' },
    { name: 'campaign_id', type: 'int', optional: true, meaning: 'its campaign' },
    { name: 'call_id', type: 'int', meaning: 'the call' },
    { name: 'phone', type: 'string', optional: true, meaning: 'number of the customer' },
    { name: 'datetime_linkend', type: 'datetime', meaning: 'when it ended' },
    { name: 'duration', type: 'int', meaning: 'whole seconds' },
    { name: 'shortcall', type: 'flag', meaning: 'outgoing and not longer than the threshold' },
    { name: 'campaignlog_id', type: 'int', meaning: 'row of the progress log' },
    { name: 'queue', type: 'string', optional: true, meaning: 'the queue' },
    { name: 'agent_number', type: 'agent', meaning: 'the agent' },
  ],
  encode(event) {
    const elements: XmlElement[] = [];
    addField(elements, 'calltype', event.callType);
    addField(elements, 'campaign_id', event.campaignId);
    addField(elements, 'call_id', event.callId);
    addField(elements, 'phone', event.phone);
    addField(elements, 'datetime_linkend', event.linkEnd);
    addField(elements, 'duration', event.duration);
    addField(elements, 'shortcall', event.shortCall);
    addField(elements, 'campaignlog_id', event.campaignLogId);
    addField(elements, 'queue', event.queue);
    addField(elements, 'agent_number', event.agentNumber);
    return elements;
  },
  decode: (payload) => ({
    kind: 'agentunlinked',
    callType: callTypeOf(childText(payload, 'calltype')),
    campaignId: intOf(payload, 'campaign_id'),
    callId: intOf(payload, 'call_id') ?? 0,
    phone: childText(payload, 'phone'),
    linkEnd: childText(payload, 'datetime_linkend') ?? '',
    duration: intOf(payload, 'duration') ?? 0,
    shortCall: flagOf(payload, 'shortcall') ?? false,
    campaignLogId: intOf(payload, 'campaignlog_id'),
    queue: childText(payload, 'queue'),
    agentNumber: childText(payload, 'agent_number') ?? '',
  }),
};
