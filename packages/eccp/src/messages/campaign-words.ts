import { childText, type XmlElement } from '../codec/xml-element.js';
import type { CallType } from './call-type.js';

/** Whether a campaign's calls come in by its queue or are placed by the dialer. */
export type CampaignType = CallType;

/** ECCP §8.5 "status" of a campaign. */
export type CampaignState = 'active' | 'inactive' | 'finished';

/** Unlike `callTypeOf` this takes no word for another: requests refuse a type that is neither. */
export function isCampaignType(text: string | undefined): text is CampaignType {
  return text === 'incoming' || text === 'outgoing';
}

export function isCampaignState(text: string | undefined): text is CampaignState {
  return text === 'active' || text === 'inactive' || text === 'finished';
}

/** The argument `campaign_type`: outgoing unless told (ECCP §8.4, §8.5). Undefined for an unknown word. */
export function decodeCampaignType(command: XmlElement): CampaignType | undefined {
  const text = childText(command, 'campaign_type') ?? 'outgoing';
  return isCampaignType(text) ? text : undefined;
}
