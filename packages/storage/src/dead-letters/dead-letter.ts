import type { StorageWrite } from '@openeccp/core';

/** A write that was given up. */
export interface DeadLetter {
  /** With the row ids that the database knows. */
  readonly write: StorageWrite;
  /** The database's, or a `StorageError`. */
  readonly error: unknown;
  /** Transactions that have had it. */
  readonly tries: number;
}
