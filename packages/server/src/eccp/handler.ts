import type {
  ActivityStore,
  AgentName,
  CallStore,
  CallTally,
  CampaignStore,
  Channel,
  Command,
  FloorView,
  Outcome,
} from '@openeccp/core';
import type { ArgumentsOf, ReplyOf, RequestName, RequestOutcome, ServerSession } from '@openeccp/eccp';
import type { ClientRights } from '../access/client-rights.js';
import type { Applicant, Logins } from '../access/logins.js';
import type { Directory } from '../directory/directory.js';
import type { ExtensionList } from '../directory/extensions.js';
import type { Registrations } from '../directory/registrations.js';
import type { UrlSlots } from '../protocol/differences.js';
import type { ChannelVariable } from '../telephony/telephony.js';
import type { RecentEvents } from './recent-events.js';

/** What every request handler can reach. One for the whole server. */
export interface Services {
  readonly floor: FloorView;
  readonly directory: Directory;
  /** What a client may do; undefined for everything. */
  rightsOf(user: string | undefined): ClientRights | undefined;
  readonly logins: Pick<Logins, 'attempt'>;
  readonly extensions: ExtensionList;
  /** Rejects with `DatabaseFailure`. */
  readonly campaigns: CampaignStore & ActivityStore;
  readonly tallies: Tallies;
  /** Rejects with `DatabaseFailure`. */
  readonly calls: Omit<CallStore, 'dueCalls'>;
  readonly urlSlots: UrlSlots;
  readonly registrations: Registrations;
  /** Undefined without the extended profile. */
  readonly recentEvents: RecentEvents | undefined;
  readonly log: { info(detail: object, text: string): void };
  /** Epoch milliseconds. */
  now(): number;
  command(command: Command): Promise<Outcome>;
  /** What Asterisk lists of a channel; undefined when it lists nothing. */
  channelVariables(channel: Channel): Promise<readonly ChannelVariable[] | undefined>;
  /** Has master data and queue memberships read again in the background. */
  refresh(): void;
  /** A fresh random cookie, 32 hex digits. */
  newCookie(): string;
}

export interface Tallies {
  /** The counts, as soon as there are any; undefined if the database can't be counted in time. */
  ready(): Promise<CallTally | undefined>;
  /** Takes in contacts that are new in the database; resolves when it has, or could not. */
  refresh(): Promise<void>;
}

/** One request in the hands of its handler: authorised, arguments decoded. */
export interface Exchange<Name extends RequestName> {
  readonly args: ArgumentsOf<Name>;
  readonly session: ServerSession;
  readonly services: Services;
  readonly client: Applicant;
  /** The agent acted for; present exactly for requests of class `agent`, whose hash has been verified. */
  readonly agent: Name extends AgentRequestName ? AgentName : undefined;
  /** Sends the document of an event to this connection; behind the answer where that goes first. */
  send(document: string): void;
}

/** Requests whose agent is authenticated by the common checks (ECCP §5.4). */
export type AgentRequestName =
  | 'hold'
  | 'unhold'
  | 'hangup'
  | 'pingagent'
  | 'pauseagent'
  | 'unpauseagent'
  | 'transfercall'
  | 'atxfercall'
  | 'transfercallagent'
  | 'schedulecall'
  | 'getchanvars'
  | 'mixmonitormute'
  | 'mixmonitorunmute'
  | 'setcontact'
  | 'saveformdata';

/** Carries out one kind of request. Answers at once where memory is enough, later where Asterisk has a say. */
export type Handler<Name extends RequestName> = (
  exchange: Exchange<Name>,
) => RequestOutcome<ReplyOf<Name>> | Promise<RequestOutcome<ReplyOf<Name>>>;
