import { childText, type XmlElement } from '../../codec/xml-element.js';
import { type CampaignStatus, decodeCampaignStatus, encodeCampaignStatus } from '../campaign-status.js';
import type { CampaignType } from '../campaign-words.js';
import { addStartDate, decodeStartDate, type StartDate, startDateArgument } from '../date-arguments.js';
import { addField, intOf, type OpenWord } from '../elements.js';
import { failures } from '../failures.js';
import type { RequestDefinition } from '../request-definition.js';

export interface GetCampaignStatusArguments extends StartDate {
  /** As sent, because the date is checked before it. */
  readonly campaignType: OpenWord<CampaignType>;
  readonly campaignId: number;
}

/** ECCP §8.5 getcampaignstatus */
export const getcampaignstatus: RequestDefinition<
  'getcampaignstatus',
  GetCampaignStatusArguments,
  CampaignStatus
> = {
  name: 'getcampaignstatus',
  summary: 'Counts the calls of a campaign and shows its agents and the calls that wait.',
  authorisation: 'session',
  needsAsterisk: true,
  arguments: [
    { name: 'campaign_type', type: 'incoming | outgoing', optional: true, meaning: 'outgoing unless told' },
    { name: 'campaign_id', type: 'int', meaning: 'the campaign' },
    startDateArgument('only calls of this day and later are counted'),
  ],
  failures: [
    { level: 'outer', failure: failures.noAmiConnection, when: 'Asterisk is away' },
    { level: 'outer', failure: failures.badRequest, when: '`campaign_id` is absent' },
    { level: 'outer', failure: failures.invalidStartDate, when: '`datetime_start` is no date' },
    { level: 'outer', failure: failures.badRequest, when: 'unknown `campaign_type`' },
    { level: 'inner', failure: failures.campaignNotFound, when: 'no campaign of that type has this id' },
  ],
  decodeArguments(command) {
    const campaignId = intOf(command, 'campaign_id');
    if (campaignId === undefined) return undefined;
    const campaignType = childText(command, 'campaign_type') ?? 'outgoing';
    return { campaignType, campaignId, ...decodeStartDate(command) };
  },
  encodeArguments(args) {
    const elements: XmlElement[] = [];
    addField(elements, 'campaign_type', args.campaignType);
    addField(elements, 'campaign_id', args.campaignId);
    addStartDate(elements, args);
    return elements;
  },
  encodeReply: encodeCampaignStatus,
  decodeReply: decodeCampaignStatus,
};
