import type { StorageWrite } from '@openeccp/core';
import type { Renumbering } from './row-renumbering.js';

/** A write with the number under which the journal holds it. */
export interface NumberedWrite {
  readonly number: number;
  readonly write: StorageWrite;
}

/**
 * Holds every write outside of memory until it is settled. Numbers grow in the order in which the writes were asked for.
 * The journal has a write before the queue does; no method but {@link left} throws.
 */
export interface WriteJournal {
  /** How many writes it holds. Asked once: those that an earlier run has left are the first to be written. */
  readonly size: number;
  /** It can hold no more writes: those that come now are given up, and settled. */
  readonly isFull: boolean;
  /** All that it holds, in their order. Asked at the start; throws when they can't be read. */
  left(): Iterable<StorageWrite>;
  /** The first `limit` writes whose numbers are above this one, in their order. What can't be read may be so later. */
  after(number: number, limit: number): readonly NumberedWrite[] | 'unreadable';
  /** These are in the database, or kept as dead letters: they may go. */
  settled(numbers: readonly number[]): void;
  /** Rows that got another id in earlier runs, the oldest first. Asked once. */
  readonly renumberings: readonly Renumbering[];
  /**
   * A row is about to be inserted under another id. Whoever writes about it later, also after a restart, needs to know: it is
   * kept at once.
   */
  renumbered(renumbering: Renumbering): void;
}
