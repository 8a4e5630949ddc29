import { childText, element, type XmlElement } from '../../codec/xml-element.js';
import type { CampaignState, CampaignType } from '../campaign-words.js';
import {
  addDateRange,
  type DateRange,
  dateRangeFailures,
  decodeDateRange,
  endDateArgument,
  startDateArgument,
} from '../date-arguments.js';
import { addField, intOf, itemsOf, type OpenWord } from '../elements.js';
import { failures } from '../failures.js';
import { addPage, decodePage, type Page, pageArguments } from '../page-arguments.js';
import type { RequestDefinition } from '../request-definition.js';

/** Words and dates as sent: each bad one has a failure of its own. */
export interface GetCampaignListArguments extends DateRange, Page {
  readonly campaignType?: OpenWord<CampaignType> | undefined;
  readonly status?: OpenWord<CampaignState> | undefined;
  /** Part of the name. */
  readonly filterName?: string | undefined;
}

export interface ListedCampaign {
  readonly id: number;
  readonly type: OpenWord<CampaignType>;
  readonly name: string;
  readonly status: OpenWord<CampaignState>;
}

export interface CampaignListReply {
  /** Ordered by type, then by id. */
  readonly campaigns: readonly ListedCampaign[];
}

/** ECCP §8.5 getcampaignlist */
export const getcampaignlist: RequestDefinition<
  'getcampaignlist',
  GetCampaignListArguments,
  CampaignListReply
> = {
  name: 'getcampaignlist',
  summary: 'Lists campaigns.',
  authorisation: 'session',
  needsAsterisk: false,
  arguments: [
    { name: 'campaign_type', type: 'incoming | outgoing', optional: true, meaning: 'both unless told' },
    { name: 'status', type: 'active | inactive | finished', optional: true, meaning: 'all unless told' },
    { name: 'filtername', type: 'string', optional: true, meaning: 'part of the name' },
    startDateArgument('campaigns that start on this day or later; swapped with the end if later'),
    endDateArgument('campaigns that start before this day'),
    ...pageArguments,
  ],
  failures: [
    { level: 'outer', failure: failures.invalidCampaignType, when: 'unknown `campaign_type`' },
    { level: 'outer', failure: failures.invalidCampaignStatus, when: 'unknown `status`' },
    ...dateRangeFailures,
    { level: 'outer', failure: failures.offsetWithoutLimit, when: '`offset` without `limit`' },
  ],
  decodeArguments: (command) => ({
    campaignType: childText(command, 'campaign_type'),
    status: childText(command, 'status'),
    filterName: childText(command, 'filtername'),
    ...decodeDateRange(command),
    ...decodePage(command),
  }),
  encodeArguments(args) {
    const elements: XmlElement[] = [];
    addField(elements, 'campaign_type', args.campaignType);
    addField(elements, 'status', args.status);
    addField(elements, 'filtername', args.filterName);
    addDateRange(elements, args);
    addPage(elements, args);
    return elements;
  },
  encodeReply: (reply) => [element('campaigns', reply.campaigns.map(encodeCampaign))],
  decodeReply: (payload) => ({ campaigns: itemsOf(payload, 'campaigns', 'campaign').map(decodeCampaign) }),
};

function encodeCampaign({ id, type, name, status }: ListedCampaign): XmlElement {
  return element('campaign', [
    element('id', String(id)),
    element('type', type),
    element('name', name),
    element('status', status),
  ]);
}

function decodeCampaign(campaign: XmlElement): ListedCampaign {
  return {
    id: intOf(campaign, 'id') ?? 0,
    type: childText(campaign, 'type') ?? '',
    name: childText(campaign, 'name') ?? '',
    status: childText(campaign, 'status') ?? '',
  };
}
