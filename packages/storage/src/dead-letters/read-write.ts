import { orderKey, type StorageWrite } from '@openeccp/core';
import type { StoredDeadLetter } from './dead-letter-store.js';

/** The write of a letter; undefined when it is none that this version knows. */
export function readWrite({ body, kind, key }: StoredDeadLetter): StorageWrite | undefined {
  try {
    const write: StorageWrite = JSON.parse(body);
    // A kind that isn't known has no key.
    return write.kind === kind && orderKey(write) === key ? write : undefined;
  } catch {
    return undefined;
  }
}
