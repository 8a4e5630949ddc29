import { orderKey, type StorageWrite } from '@openeccp/core';

/** A write on its way to the database. */
export interface QueuedWrite {
  /** Grows in the order of the writes; the journal's, where there is one. */
  readonly number: number;
  readonly write: StorageWrite;
  /** Its {@link orderKey}. */
  readonly key: string;
  /** Transactions that have had it. */
  tries: number;
}

export function queuedWrite(number: number, write: StorageWrite): QueuedWrite {
  return { number, write, key: orderKey(write), tries: 0 };
}
