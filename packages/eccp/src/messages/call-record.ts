import type { WireDateTime } from '../codec/time.js';
import { childText, type XmlElement } from '../codec/xml-element.js';
import { type CallDetails, decodeCallDetails, encodeCallDetails } from './call-details.js';
import { type CallType, callTypeOf } from './call-type.js';
import { addField, intOf } from './elements.js';

/**
 * A call as the database knows it (ECCP §8.4 getcallinfo, §9 agentlinked). What is not known is absent. Times are
 * datetimes.
 */
export interface CallRecord {
  readonly callType: CallType;
  readonly callId: number;
  readonly campaignId?: number | undefined;
  readonly phone?: string | undefined;
  /** Word of the database, e.g. `Success` (outgoing), `terminada` (incoming). */
  readonly status?: string | undefined;
  readonly uniqueId?: string | undefined;
  /** Seconds. */
  readonly duration?: number | undefined;
  /** Outgoing calls only: dialled. */
  readonly originateTime?: WireDateTime | undefined;
  /** Outgoing calls only: answered or given up. */
  readonly originateResponseTime?: WireDateTime | undefined;
  /** Entered the queue. */
  readonly joinTime?: WireDateTime | undefined;
  /** Joined with the agent. */
  readonly linkStart?: WireDateTime | undefined;
  readonly linkEnd?: WireDateTime | undefined;
  /** Outgoing calls only: attempts so far. */
  readonly retries?: number | undefined;
  /** Outgoing calls only: Asterisk's cause code. */
  readonly failureCause?: number | undefined;
  /** Outgoing calls only: the cause in words. */
  readonly failureText?: string | undefined;
  readonly trunk?: string | undefined;
  /** `getcallinfo` tells it of incoming calls only, `agentlinked` of all. */
  readonly queue?: string | undefined;
  readonly agentNumber?: string | undefined;
  readonly details: CallDetails;
}

/** Scalars and groups in emission order. */
export function encodeCallRecord(call: CallRecord): XmlElement[] {
  const outgoing = call.callType === 'outgoing';
  const elements: XmlElement[] = [];
  addField(elements, 'calltype', call.callType);
  addField(elements, 'call_id', call.callId);
  addField(elements, 'campaign_id', call.campaignId);
  addField(elements, 'phone', call.phone);
  addField(elements, 'status', call.status);
  addField(elements, 'uniqueid', call.uniqueId);
  addField(elements, 'duration', call.duration);
  addField(elements, 'datetime_originate', call.originateTime);
  addField(elements, 'datetime_originateresponse', call.originateResponseTime);
  addField(elements, 'datetime_join', call.joinTime);
  addField(elements, 'datetime_linkstart', call.linkStart);
  addField(elements, 'datetime_linkend', call.linkEnd);
  addField(elements, 'retries', call.retries);
  addField(elements, 'failure_cause', call.failureCause);
  addField(elements, 'failure_cause_txt', call.failureText);
  // An incoming call has trunk and queue before the agent, an outgoing one the agent first and its queue after the
  // groups.
  if (outgoing) addField(elements, 'agent_number', call.agentNumber);
  addField(elements, 'trunk', call.trunk);
  if (!outgoing) {
    addField(elements, 'queue', call.queue);
    addField(elements, 'agent_number', call.agentNumber);
  }
  elements.push(...encodeCallDetails(call.details));
  if (outgoing) addField(elements, 'queue', call.queue);
  return elements;
}

export function decodeCallRecord(parent: XmlElement): CallRecord {
  return {
    callType: callTypeOf(childText(parent, 'calltype')),
    callId: intOf(parent, 'call_id') ?? 0,
    campaignId: intOf(parent, 'campaign_id'),
    phone: childText(parent, 'phone'),
    status: childText(parent, 'status'),
    uniqueId: childText(parent, 'uniqueid'),
    duration: intOf(parent, 'duration'),
    originateTime: childText(parent, 'datetime_originate'),
    originateResponseTime: childText(parent, 'datetime_originateresponse'),
    joinTime: childText(parent, 'datetime_join'),
    linkStart: childText(parent, 'datetime_linkstart'),
    linkEnd: childText(parent, 'datetime_linkend'),
    retries: intOf(parent, 'retries'),
    failureCause: intOf(parent, 'failure_cause'),
    failureText: childText(parent, 'failure_cause_txt'),
    trunk: childText(parent, 'trunk'),
    queue: childText(parent, 'queue'),
    agentNumber: childText(parent, 'agent_number'),
    details: decodeCallDetails(parent),
  };
}
