import type { WireDateTime } from '../../codec/time.js';
import { childText, element, type XmlElement } from '../../codec/xml-element.js';
import type { CallStatusWord } from '../call-info.js';
import type { CampaignType } from '../campaign-words.js';
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
import type { RequestDefinition } from '../request-definition.js';

/** All of it as sent, because the dates are checked before anything else. */
export interface CampaignLogArguments extends DateRange {
  readonly campaignType?: OpenWord<CampaignType> | undefined;
  /** Wins over `queue`. */
  readonly campaignId?: number | undefined;
  /** Calls of a queue outside campaigns; only with type `incoming`. */
  readonly queue?: string | undefined;
  /** Only that many of the newest rows. */
  readonly lastN?: number | undefined;
  /** Only rows with a smaller id, and only with `lastN`. Clients send 0 for no bound. */
  readonly idBefore?: number | undefined;
}

/** One change of a call's state. */
export interface LogEntry {
  readonly id: number;
  readonly datetimeEntry: WireDateTime;
  readonly phone: string;
  readonly queue: string;
  readonly campaignType: OpenWord<CampaignType>;
  readonly campaignId?: number | undefined;
  readonly callId: number;
  readonly newStatus: CallStatusWord;
  readonly retry?: number | undefined;
  readonly uniqueId?: string | undefined;
  readonly trunk?: string | undefined;
  /** Seconds. */
  readonly duration?: number | undefined;
  readonly agentChannel?: string | undefined;
}

export interface CampaignLogReply {
  /** Ordered by id, the oldest first. */
  readonly logEntries: readonly LogEntry[];
}

/** ECCP §8.5 campaignlog */
export const campaignlog: RequestDefinition<'campaignlog', CampaignLogArguments, CampaignLogReply> = {
  name: 'campaignlog',
  summary: 'Reads what happened to the calls of a campaign, or of a queue outside campaigns.',
  authorisation: 'session',
  needsAsterisk: false,
  arguments: [
    { name: 'campaign_type', type: 'incoming | outgoing', meaning: 'kind of calls' },
    { name: 'campaign_id', type: 'int', optional: true, meaning: 'the campaign; needed for outgoing calls' },
    { name: 'queue', type: 'string', optional: true, meaning: 'instead: incoming calls outside campaigns' },
    startDateArgument('first day, today unless told; swapped with the last if later'),
    endDateArgument('last day, today unless told'),
    { name: 'last_n', type: 'int', optional: true, meaning: 'only that many of the newest rows' },
    { name: 'idbefore', type: 'int', optional: true, meaning: 'with `last_n`: rows with a smaller id' },
  ],
  failures: [
    ...dateRangeFailures,
    { level: 'outer', failure: failures.badRequest, when: '`campaign_type` is absent or unknown' },
    { level: 'outer', failure: failures.badRequest, when: 'outgoing without `campaign_id`' },
    { level: 'outer', failure: failures.badRequest, when: 'incoming without `campaign_id` and `queue`' },
  ],
  decodeArguments: (command) => ({
    campaignType: childText(command, 'campaign_type'),
    campaignId: intOf(command, 'campaign_id'),
    queue: childText(command, 'queue'),
    ...decodeDateRange(command),
    lastN: intOf(command, 'last_n'),
    idBefore: intOf(command, 'idbefore'),
  }),
  encodeArguments(args) {
    const elements: XmlElement[] = [];
    addField(elements, 'campaign_type', args.campaignType);
    addField(elements, 'campaign_id', args.campaignId);
    addField(elements, 'queue', args.queue);
    addDateRange(elements, args);
    addField(elements, 'last_n', args.lastN);
    addField(elements, 'idbefore', args.idBefore);
    return elements;
  },
  encodeReply: (reply) => [element('logentries', reply.logEntries.map(encodeEntry))],
  decodeReply: (payload) => ({ logEntries: itemsOf(payload, 'logentries', 'logentry').map(decodeEntry) }),
};

function encodeEntry(entry: LogEntry): XmlElement {
  const elements: XmlElement[] = [];
  addField(elements, 'id', entry.id);
  addField(elements, 'datetime_entry', entry.datetimeEntry);
  addField(elements, 'phone', entry.phone);
  addField(elements, 'queue', entry.queue);
  addField(elements, 'campaign_type', entry.campaignType);
  addField(elements, 'campaign_id', entry.campaignId);
  addField(elements, 'call_id', entry.callId);
  addField(elements, 'new_status', entry.newStatus);
  addField(elements, 'retry', entry.retry);
  addField(elements, 'uniqueid', entry.uniqueId);
  addField(elements, 'trunk', entry.trunk);
  addField(elements, 'duration', entry.duration);
  addField(elements, 'agentchannel', entry.agentChannel);
  return element('logentry', elements);
}

function decodeEntry(entry: XmlElement): LogEntry {
  return {
    id: intOf(entry, 'id') ?? 0,
    datetimeEntry: childText(entry, 'datetime_entry') ?? '',
    phone: childText(entry, 'phone') ?? '',
    queue: childText(entry, 'queue') ?? '',
    campaignType: childText(entry, 'campaign_type') ?? '',
    campaignId: intOf(entry, 'campaign_id'),
    callId: intOf(entry, 'call_id') ?? 0,
    newStatus: childText(entry, 'new_status') ?? '',
    retry: intOf(entry, 'retry'),
    uniqueId: childText(entry, 'uniqueid'),
    trunk: childText(entry, 'trunk'),
    duration: intOf(entry, 'duration'),
    agentChannel: childText(entry, 'agentchannel'),
  };
}
