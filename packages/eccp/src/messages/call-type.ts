import { childText, type XmlElement } from '../codec/xml-element.js';

/** Whether a call entered by a queue or was placed by the dialer. */
export type CallType = 'incoming' | 'outgoing';

/** Anything but `incoming` is outgoing, which is also the protocol's default (ECCP §8.4). */
export function callTypeOf(text: string | undefined): CallType {
  return text === 'incoming' ? 'incoming' : 'outgoing';
}

/** The argument `campaign_type`: outgoing unless told (ECCP §8.4, §8.5). Undefined for an unknown word. */
export function decodeCampaignType(command: XmlElement): CallType | undefined {
  const text = childText(command, 'campaign_type') ?? 'outgoing';
  return text === 'incoming' || text === 'outgoing' ? text : undefined;
}
