import type { CallCount } from '../stats/call-counts.js';
import type { CallScope } from './call-scope.js';
import type { LocalDay } from './local-day.js';
import type { CallRow } from './records.js';
import type { CallOptions } from './storage.js';

/** Calls that are counted together. */
export interface TallyRow {
  readonly scope: CallScope;
  readonly count: CallCount;
  /** Of dialling, or of joining the queue; undefined where a row doesn't say. */
  readonly day: LocalDay | undefined;
  readonly calls: number;
  /** Seconds of talk, of all and of the longest; 0 unless agents had these calls. */
  readonly talkS: number;
  readonly longestTalkS: number;
  /** How many of them waited how long: {@link WAIT_INTERVALS} numbers; zeros unless agents had these calls. */
  readonly waits: readonly number[];
}

/**
 * Contacts of an outgoing campaign, tried or not. Those that are paused or must not be called don't count.
 * `owner` is the campaign itself or, in databases with lists, one of its lists.
 */
export interface ContactCount {
  readonly campaignId: number;
  readonly owner: number;
  readonly contacts: number;
}

/** Up to where contacts have been counted. */
export interface ContactsSeen {
  /** The highest id of table `calls`. */
  readonly upTo: number;
  /** The status of every list that isn't deleted; empty in databases without lists. */
  readonly lists: ReadonlyMap<number, number>;
  /**
   * After so many questions more all contacts are counted once again: rows of an upload that another one overtook come to
   * light below `upTo`. Undefined while nothing has changed.
   */
  readonly recountIn?: number | undefined;
}

export interface TallySeed {
  readonly rows: readonly TallyRow[];
  readonly contacts: readonly ContactCount[];
  readonly seen: ContactsSeen;
}

/** What other programs did to the contacts: uploaded some, switched lists on or off, or removed lists with their calls. */
export type TallyChanges =
  | {
      readonly kind: 'contacts';
      /** Contacts that came in addition. */
      readonly added: readonly ContactCount[];
      /** Owners that were counted anew. */
      readonly recounted: readonly ContactCount[];
      readonly seen: ContactsSeen;
    }
  /** Only a new {@link TallyStore.loadTallies} tells how many calls are left. */
  | { readonly kind: 'removed' };

/** What `getcampaignstatus` and `getcampaignqueuewait` are answered from. Rejects only on broken I/O. */
export interface TallyStore {
  /**
   * Counts all calls of the database as they are at one instant, but for those that `except` names. It is called once,
   * not before that instant: whoever writes to the database knows only then which rows may be seen half way.
   */
  loadTallies(except: () => readonly CallRow[], options?: CallOptions): Promise<TallySeed>;
  /** Looks for what changed since; cheap, whatever the tables' size. */
  tallyChanges(since: ContactsSeen, options?: CallOptions): Promise<TallyChanges>;
}
