import { childText, element, type XmlElement } from '../../codec/xml-element.js';
import { type CampaignType, isCampaignType } from '../campaign-words.js';
import { addField, intOf, itemsOf } from '../elements.js';
import { failures } from '../failures.js';
import type { RequestDefinition } from '../request-definition.js';

export interface GetCampaignQueueWaitArguments {
  readonly campaignType: CampaignType;
  readonly campaignId: number;
}

/** How many joined calls had waited that long. Seconds, both ends included; the last interval has no upper end. */
export interface WaitInterval {
  readonly lower: number;
  readonly upper?: number | undefined;
  readonly count: number;
}

export interface CampaignQueueWaitReply {
  /** 0–4, 5–9 … 25–29, 30 and more. */
  readonly histogram: readonly WaitInterval[];
  readonly abandoned: number;
}

/** ECCP §8.5 getcampaignqueuewait */
export const getcampaignqueuewait: RequestDefinition<
  'getcampaignqueuewait',
  GetCampaignQueueWaitArguments,
  CampaignQueueWaitReply
> = {
  name: 'getcampaignqueuewait',
  summary: 'Tells how long the calls of a campaign waited in its queue. An unknown campaign has none.',
  authorisation: 'session',
  needsAsterisk: false,
  arguments: [
    { name: 'campaign_type', type: 'incoming | outgoing', meaning: 'kind of campaign' },
    { name: 'campaign_id', type: 'int', meaning: 'the campaign' },
  ],
  failures: [
    { level: 'outer', failure: failures.badRequest, when: '`campaign_id` is absent' },
    { level: 'outer', failure: failures.badRequest, when: '`campaign_type` is absent' },
    { level: 'outer', failure: failures.badRequest, when: 'unknown `campaign_type`' },
  ],
  decodeArguments(command) {
    const campaignId = intOf(command, 'campaign_id');
    const campaignType = childText(command, 'campaign_type');
    if (campaignId === undefined || !isCampaignType(campaignType)) return undefined;
    return { campaignType, campaignId };
  },
  encodeArguments: (args) => [
    element('campaign_type', args.campaignType),
    element('campaign_id', String(args.campaignId)),
  ],
  encodeReply: (reply) => [
    element('histogram', reply.histogram.map(encodeInterval)),
    element('abandoned', String(reply.abandoned)),
  ],
  decodeReply: (payload) => ({
    histogram: itemsOf(payload, 'histogram', 'interval').map(decodeInterval),
    abandoned: intOf(payload, 'abandoned') ?? 0,
  }),
};

function encodeInterval({ lower, upper, count }: WaitInterval): XmlElement {
  const elements: XmlElement[] = [];
  addField(elements, 'lower', lower);
  addField(elements, 'upper', upper);
  addField(elements, 'count', count);
  return element('interval', elements);
}

function decodeInterval(interval: XmlElement): WaitInterval {
  return {
    lower: intOf(interval, 'lower') ?? 0,
    upper: intOf(interval, 'upper'),
    count: intOf(interval, 'count') ?? 0,
  };
}
