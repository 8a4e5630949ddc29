import type { CampaignKind } from './call-scope.js';
import type { LogEntry, LogQuery } from './campaign-log.js';
import type { Form } from './form.js';
import type { LocalDay, LocalTime } from './local-day.js';
import type { CallOptions } from './storage.js';

/** `estatus` of a campaign: `A`, `T` is finished, anything else is inactive (database.md §4.4). */
export type CampaignState = 'active' | 'inactive' | 'finished';

/** What of a list is wanted. */
export interface Page {
  /** Rows left out at the beginning. */
  readonly offset: number;
  /** Rows at most. */
  readonly limit: number;
}

/** Which campaigns are wanted; all without any of it (ECCP §8.5 getcampaignlist). */
export interface CampaignFilter {
  readonly kind?: CampaignKind | undefined;
  readonly state?: CampaignState | undefined;
  /** Part of the name, as it stands: `%` and `_` are letters like any other. */
  readonly name?: string | undefined;
  /** Campaigns whose first day is this one or later. */
  readonly startsFrom?: LocalDay | undefined;
  /** Campaigns whose first day is before this one. */
  readonly startsBefore?: LocalDay | undefined;
  readonly page?: Page | undefined;
}

export interface ListedCampaign {
  readonly kind: CampaignKind;
  readonly id: number;
  readonly name: string;
  readonly state: CampaignState;
}

/** An address that clients open with the call; its placeholders are theirs to fill. */
export interface CampaignUrl {
  readonly template: string;
  readonly description: string;
  /** `window`, `iframe`, `jsonp` or what newer installations know; passed on as it stands. */
  readonly openType: string;
}

interface CampaignFacts extends ListedCampaign {
  readonly firstDay: LocalDay;
  /** Included. */
  readonly lastDay: LocalDay;
  readonly opensAt: LocalTime;
  readonly closesAt: LocalTime;
  readonly queue: string;
  /** HTML; what old rows have as entities is decoded. */
  readonly script: string;
  /** Slots 1 to 3; undefined where there is no active address. */
  readonly urls: readonly [CampaignUrl | undefined, CampaignUrl | undefined, CampaignUrl | undefined];
  /** Forms that have fields, in the order of their ids. */
  readonly forms: readonly Form[];
}

export interface IncomingCampaign extends CampaignFacts {
  readonly kind: 'incoming';
}

export interface OutgoingCampaign extends CampaignFacts {
  readonly kind: 'outgoing';
  /** Attempts per contact. */
  readonly retries: number;
  /** Undefined: the dialplan chooses. */
  readonly trunk: string | undefined;
  readonly context: string;
  /** 0: without limit. */
  readonly maxChannels: number;
}

export type Campaign = IncomingCampaign | OutgoingCampaign;

/** `unreadable`: the campaign is there, but the fields or the names of its forms can't be read. */
export type CampaignResult =
  | { readonly kind: 'found'; readonly campaign: Campaign }
  | { readonly kind: 'not-found' }
  | { readonly kind: 'unreadable'; readonly part: 'form-fields' | 'form-names' };

/** A queue whose callers are followed, or were once (table `queue_call_entry`). */
export interface IncomingQueue {
  readonly id: number;
  readonly name: string;
  readonly active: boolean;
}

/** Reads campaigns of both directions and the queues of incoming calls. Rejects only on broken I/O. */
export interface CampaignStore {
  /** Ordered by kind, incoming first, then by id. */
  listCampaigns(filter: CampaignFilter, options?: CallOptions): Promise<readonly ListedCampaign[]>;
  /** ECCP §8.5 getcampaigninfo. */
  campaign(kind: CampaignKind, id: number, options?: CallOptions): Promise<CampaignResult>;
  /** The queue of a campaign; undefined for one that doesn't exist. */
  campaignQueue(kind: CampaignKind, id: number, options?: CallOptions): Promise<string | undefined>;
  /** Script of a queue, that of an active row if there is one; undefined for an unknown queue. */
  queueScript(queue: string, options?: CallOptions): Promise<string | undefined>;
  /** Ordered by id. */
  listIncomingQueues(page?: Page, options?: CallOptions): Promise<readonly IncomingQueue[]>;
  /** ECCP §8.5 campaignlog: ascending ids. */
  campaignLog(query: LogQuery, options?: CallOptions): Promise<readonly LogEntry[]>;
}
