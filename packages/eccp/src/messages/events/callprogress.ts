import type { WireDateTime } from '../../codec/time.js';
import { childText, type XmlElement } from '../../codec/xml-element.js';
import { type CallType, callTypeOf } from '../call-type.js';
import { addField, intOf, type OpenWord } from '../elements.js';
import type { EventDefinition } from '../event-definition.js';

/** `Success`, `Hangup` and `ShortCall` are never sent: `agentlinked` and `agentunlinked` take their place. */
export type ProgressWord = OpenWord<
  'Placing' | 'Dialing' | 'Ringing' | 'OnQueue' | 'Failure' | 'NoAnswer' | 'Abandoned' | 'OnHold' | 'OffHold'
>;

export interface CallProgressEvent {
  readonly kind: 'callprogress';
  /** 0 for incoming calls. */
  readonly retry: number;
  readonly uniqueId?: string | undefined;
  readonly trunk?: string | undefined;
  /** Seconds. */
  readonly duration?: number | undefined;
  readonly entryTime: WireDateTime;
  readonly newStatus: ProgressWord;
  /** Row of the progress log. */
  readonly id: number;
  readonly campaignType: CallType;
  readonly campaignId?: number | undefined;
  readonly callId: number;
  readonly phone?: string | undefined;
  readonly queue?: string | undefined;
}

/** ECCP §9 callprogress */
export const callprogress: EventDefinition<'callprogress', CallProgressEvent> = {
  name: 'callprogress',
  summary:
    'A call has changed its state; only on connections that asked for it, whatever their agent filter.',
  filter: undefined,
  fields: [
    { name: 'retry', type: 'int', meaning: 'attempt, 0 for incoming calls' },
    { name: 'uniqueid', type: 'string', optional: true, meaning: "Asterisk's id of the call" },
    { name: 'trunk', type: 'string', optional: true, meaning: 'trunk of the customer' },
    { name: 'duration', type: 'int', optional: true, meaning: 'seconds' },
    { name: 'datetime_entry', type: 'datetime', meaning: 'when it changed' },
    { name: 'new_status', type: 'string', meaning: 'the new state' },
    { name: 'id', type: 'int', meaning: 'row of the progress log' },
    { name: 'campaign_type', type: 'incoming | outgoing', meaning: 'kind of call' },
    { name: 'campaign_id', type: 'int', optional: true, meaning: 'its campaign' },
    { name: 'call_id', type: 'int', meaning: 'the call' },
    { name: 'phone', type: 'string', optional: true, meaning: 'number of the customer' },
    { name: 'queue', type: 'string', optional: true, meaning: 'the queue' },
  ],
  encode(event) {
    const elements: XmlElement[] = [];
    addField(elements, 'retry', event.retry);
    addField(elements, 'uniqueid', event.uniqueId);
    addField(elements, 'trunk', event.trunk);
    addField(elements, 'duration', event.duration);
    addField(elements, 'datetime_entry', event.entryTime);
    addField(elements, 'new_status', event.newStatus);
    addField(elements, 'id', event.id);
    addField(elements, 'campaign_type', event.campaignType);
    addField(elements, 'campaign_id', event.campaignId);
    addField(elements, 'call_id', event.callId);
    addField(elements, 'phone', event.phone);
    addField(elements, 'queue', event.queue);
    return elements;
  },
  decode: (payload) => ({
    kind: 'callprogress',
    retry: intOf(payload, 'retry') ?? 0,
    uniqueId: childText(payload, 'uniqueid'),
    trunk: childText(payload, 'trunk'),
    duration: intOf(payload, 'duration'),
    entryTime: childText(payload, 'datetime_entry') ?? '',
    newStatus: childText(payload, 'new_status') ?? '',
    id: intOf(payload, 'id') ?? 0,
    campaignType: callTypeOf(childText(payload, 'campaign_type')),
    campaignId: intOf(payload, 'campaign_id'),
    callId: intOf(payload, 'call_id') ?? 0,
    phone: childText(payload, 'phone'),
    queue: childText(payload, 'queue'),
  }),
};
