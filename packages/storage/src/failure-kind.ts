import { StorageError, type StorageErrorCode } from './storage-error.js';

/**
 * How a failed write is to be treated: `unavailable` — the whole database is away or locked, try again later;
 * `contention` — another transaction stood in the way of these rows, try again soon; `permanent` — trying
 * again can't help.
 */
export type FailureKind = 'unavailable' | 'contention' | 'permanent';

/** Deadlock, lock wait timeout, record or table changed since it was read, lock not to be had at once. */
const CONTENTION: ReadonlySet<number> = new Set([1020, 1205, 1206, 1213, 1412, 3572]);

/**
 * Server full, shutting down, read-only, out of disk or memory, not yet part of its cluster; account or database missing for
 * now; statement killed or out of time. An operator mends these, and the writes are wanted then.
 */
const UNAVAILABLE: ReadonlySet<number> = new Set([
  1021, 1037, 1038, 1040, 1041, 1044, 1045, 1047, 1049, 1053, 1114, 1129, 1130, 1152, 1158, 1159, 1160, 1161,
  1180, 1184, 1203, 1226, 1290, 1317, 1792, 1836, 1878, 1927, 1969, 2002, 2003, 2006, 2013, 3024, 3168, 3169,
  4031,
]);

/** These pass on what the operating system said; 28 is a full disk. */
const OF_THE_SYSTEM: ReadonlySet<number> = new Set([3, 20, 1026, 1030]);
const DISK_FULL = /(error|errno:?) 28\b/i;

const UNAVAILABLE_CODE =
  /^(PROTOCOL_|POOL_|ECONN|ETIMEDOUT|EPIPE|EHOST|ENET|ENOTFOUND|EAI_|ENOENT$|EACCES$|SQLITE_(BUSY|LOCKED|FULL|IOERR|CANTOPEN|READONLY|NOMEM|INTERRUPT|PROTOCOL|PERM|CORRUPT|NOTADB))/;

/** Without its tables a database is about to be restored. */
const OURS_UNAVAILABLE: ReadonlySet<StorageErrorCode> = new Set(['unreachable', 'schema']);

/** Sorts the errors of libsql, mysql2 and this package. What it doesn't know is permanent. */
export function failureKind(error: unknown): FailureKind {
  if (error instanceof StorageError) return OURS_UNAVAILABLE.has(error.code) ? 'unavailable' : 'permanent';
  if (typeof error !== 'object' || error === null) return 'permanent';
  const { errno, code, fatal, message } = error as Readonly<Record<string, unknown>>;
  if (typeof errno === 'number' && CONTENTION.has(errno)) return 'contention';
  if (fatal === true) return 'unavailable';
  if (typeof errno === 'number' && UNAVAILABLE.has(errno)) return 'unavailable';
  if (typeof errno === 'number' && OF_THE_SYSTEM.has(errno)) {
    return DISK_FULL.test(String(message)) ? 'unavailable' : 'permanent';
  }
  return typeof code === 'string' && UNAVAILABLE_CODE.test(code) ? 'unavailable' : 'permanent';
}

/** A key that has to be unique is taken. */
export function isDuplicateKey(error: unknown): boolean {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  return (
    code === 'ER_DUP_ENTRY' || code === 'SQLITE_CONSTRAINT_PRIMARYKEY' || code === 'SQLITE_CONSTRAINT_UNIQUE'
  );
}
