import type { CallOptions } from '@openeccp/core';
import type { DeadLetter } from './dead-letter.js';

/** Why a write can't be done: the database's code or ours, and its words. */
export interface Reason {
  readonly code: string;
  readonly text: string;
}

/** A dead letter as the table has it. */
export interface StoredDeadLetter {
  readonly id: number;
  /** When the write was given up. Epoch milliseconds. */
  readonly at: number;
  /** The order key: the agent or the call. */
  readonly key: string;
  /** Kind of the write. */
  readonly kind: string;
  /** The write as JSON. */
  readonly body: string;
  readonly reason: Reason;
  readonly tries: number;
}

/**
 * What came of another try: `written` — the letter has gone; `refused` — the database still says no; `outdated` — its call
 * has gone on, to write it now would turn the row back; `unreadable` — no write that this version knows; `unknown` — there
 * is no such letter.
 */
export type RetryOutcome =
  | { readonly kind: 'written' | 'outdated' | 'unreadable' | 'unknown' }
  | { readonly kind: 'refused'; readonly reason: Reason };

/**
 * Port to table `oe_dead_letter`. Where a migration has not made it yet, methods reject with a `StorageError`
 * `not-migrated`.
 */
export interface DeadLetterStore {
  /** Adds letters, given up at `now`; one that is there already is not added again. */
  add(letters: readonly DeadLetter[], now: number, options?: CallOptions): Promise<void>;
  /** How many there are; undefined where there is no table. */
  count(options?: CallOptions): Promise<number | undefined>;
  /** The oldest `limit` letters above an id. */
  list(after: number, limit: number, options?: CallOptions): Promise<readonly StoredDeadLetter[]>;
  find(id: number, options?: CallOptions): Promise<StoredDeadLetter | undefined>;
  /** Does the write and removes the letter, both or none. */
  retry(id: number, options?: CallOptions): Promise<RetryOutcome>;
  /** Whether there was such a letter. */
  drop(id: number, options?: CallOptions): Promise<boolean>;
}
