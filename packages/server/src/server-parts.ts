import type { AmiDial } from '@openeccp/ami';
import type {
  ActivityStore,
  CallStore,
  CampaignStore,
  FloorEvent,
  FloorImage,
  JournalEntry,
  RenumberedRow,
  Storage,
  StorageWrite,
  step,
  TallyStore,
} from '@openeccp/core';
import type { RequestName } from '@openeccp/eccp';
import type { Logger } from 'pino';
import type { PhoneBook } from './directory/pbx-extensions.js';
import type { AuditSink } from './log/audit-trail.js';
import type { Chance } from './runtime/chance.js';
import type { Clock } from './runtime/clock.js';

/** Takes what is to be written; never waits and never fails. */
export interface WriteSink {
  /** @param number the journal's number of it */
  enqueue(write: StorageWrite, number?: number): void;
  /** Waits until what was taken before, of one order key or of all, is done with; `false` if that takes longer. */
  written(wanted: { readonly key?: string; readonly timeoutMs: number }): Promise<boolean>;
  /** Writes what is left, within the deadline, and stops. */
  close(): Promise<void>;
}

/** What the server is made of besides its configuration. Closed by the server when it stops. */
export interface ServerParts {
  readonly storage: Storage & CampaignStore & ActivityStore & TallyStore & { readonly calls: CallStore };
  readonly writes: WriteSink;
  readonly log: Logger;
  readonly clock?: Clock;
  /** Takes the audit trail too; it is in the log anyway. */
  readonly audit?: AuditSink;
  readonly chance?: Chance;
  /** Opens the way to Asterisk, in place of TCP to the configured address. */
  readonly dialAsterisk?: AmiDial;
  /** `false`: no port is opened; whoever built the server brings the clients' streams to its listener. Default true. */
  readonly listens?: boolean;
  /** The domain; a simulation watches it at work. */
  readonly step?: typeof step;
  /** The phones of the PBX, for `extensions: pbx`. Closed by whoever opened it. */
  readonly phoneBook?: PhoneBook;
  /** What outlives the server. Without one a restart begins with what the database and Asterisk know. */
  readonly journal?: ServerJournal;
  /** Sees what goes by, for metrics. */
  readonly observer?: ServerObserver;
}

/** Keeps the floor for the server that comes after this one (docs/adr/0020-a-restart-is-a-reconnection.md). */
export interface ServerJournal {
  /** What the server before this one has left. */
  readonly found: { readonly image: FloorImage; readonly lastCommand: number } | undefined;
  /** The writes that are not in the database yet, in their order. The sink has those of the server before. */
  left(): Iterable<StorageWrite>;
  readonly renumberings: readonly RenumberedRow[];
  /** Answers the number of the entry's first write; the others follow. */
  append(entry: JournalEntry): number;
  /** The server lives. Epoch milliseconds. */
  beat(now: number): void;
  close(): void;
}

export interface ServerObserver {
  onRequest(name: RequestName): void;
  onEvent(event: FloorEvent): void;
  /** Asterisk was not as it was believed to be: the name of the event that was missed, or `pause`. */
  onDrift(kind: string): void;
  /** Somebody was refused who sent a user and a password. */
  onFailedLogin(): void;
}
