import type { WireDateTime } from '../codec/time.js';
import { childText, type XmlElement } from '../codec/xml-element.js';
import { addField, intOf, type OpenWord } from './elements.js';

/** ECCP §0.2 "callstatus". */
export type CallStatusWord = OpenWord<
  | 'Placing'
  | 'Dialing'
  | 'Ringing'
  | 'OnQueue'
  | 'Success'
  | 'OnHold'
  | 'Hangup'
  | 'Failure'
  | 'ShortCall'
  | 'NoAnswer'
  | 'Abandoned'
  | 'Transfer'
>;

/** The tracked call of an agent as the status requests report it (ECCP §8.2 `callinfo`). Times are short times. */
export interface CallInfo {
  readonly callType?: OpenWord<'incoming' | 'outgoing'> | undefined;
  readonly callId?: number | undefined;
  readonly campaignId?: number | undefined;
  readonly queueNumber?: string | undefined;
  readonly callNumber?: string | undefined;
  readonly callStatus: CallStatusWord;
  readonly trunk?: string | undefined;
  readonly dialStart?: WireDateTime | undefined;
  readonly dialEnd?: WireDateTime | undefined;
  readonly queueStart?: WireDateTime | undefined;
  readonly linkStart?: WireDateTime | undefined;
}

/** The children of `callinfo`, which some messages carry flattened. */
export function encodeCallInfo(call: CallInfo): readonly XmlElement[] {
  const elements: XmlElement[] = [];
  addField(elements, 'calltype', call.callType);
  addField(elements, 'callid', call.callId);
  addField(elements, 'campaign_id', call.campaignId);
  addField(elements, 'queuenumber', call.queueNumber);
  addField(elements, 'callnumber', call.callNumber);
  addField(elements, 'callstatus', call.callStatus);
  addField(elements, 'trunk', call.trunk);
  addField(elements, 'dialstart', call.dialStart);
  addField(elements, 'dialend', call.dialEnd);
  addField(elements, 'queuestart', call.queueStart);
  addField(elements, 'linkstart', call.linkStart);
  return elements;
}

export function decodeCallInfo(parent: XmlElement): CallInfo {
  return {
    callType: childText(parent, 'calltype'),
    callId: intOf(parent, 'callid'),
    campaignId: intOf(parent, 'campaign_id'),
    queueNumber: childText(parent, 'queuenumber'),
    callNumber: childText(parent, 'callnumber'),
    callStatus: childText(parent, 'callstatus') ?? '',
    trunk: childText(parent, 'trunk'),
    dialStart: childText(parent, 'dialstart'),
    dialEnd: childText(parent, 'dialend'),
    queueStart: childText(parent, 'queuestart'),
    linkStart: childText(parent, 'linkstart'),
  };
}
