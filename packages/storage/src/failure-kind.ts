import { StorageError } from './storage-error.js';

/**
 * How a failed write is to be treated: `unavailable` — the whole database is away or locked, try again later;
 * `contention` — another transaction stood in the way of these rows, try again soon; `permanent` — trying
 * again can't help.
 */
export type FailureKind = 'unavailable' | 'contention' | 'permanent';

/** Deadlock, lock wait timeout, record changed since it was read. */
const CONTENTION: ReadonlySet<number> = new Set([1213, 1205, 1020]);

/**
 * Server full, shutting down, read-only, out of disk; account or database missing for now; statement killed or
 * out of time. An operator mends these, and the writes are wanted then.
 */
const UNAVAILABLE: ReadonlySet<number> = new Set([
  1021, 1040, 1044, 1045, 1049, 1053, 1129, 1130, 1158, 1159, 1160, 1161, 1203, 1226, 1290, 1317, 1836, 1927,
  1969, 2002, 2003, 2006, 2013, 3024, 4031,
]);

const UNAVAILABLE_CODE =
  /^(PROTOCOL_|POOL_|ECONN|ETIMEDOUT|EPIPE|EHOST|ENET|ENOTFOUND|EAI_|ENOENT$|EACCES$|SQLITE_(BUSY|LOCKED|FULL|IOERR|CANTOPEN|READONLY|NOMEM|INTERRUPT))/;

/** Sorts the errors of libsql, mysql2 and this package. What it doesn't know is permanent. */
export function failureKind(error: unknown): FailureKind {
  if (error instanceof StorageError) return error.code === 'unreachable' ? 'unavailable' : 'permanent';
  if (typeof error !== 'object' || error === null) return 'permanent';
  const { errno, code, fatal } = error as { errno?: unknown; code?: unknown; fatal?: unknown };
  if (typeof errno === 'number' && CONTENTION.has(errno)) return 'contention';
  if (fatal === true) return 'unavailable';
  if (typeof errno === 'number' && UNAVAILABLE.has(errno)) return 'unavailable';
  return typeof code === 'string' && UNAVAILABLE_CODE.test(code) ? 'unavailable' : 'permanent';
}

/** A key that has to be unique is taken. */
export function isDuplicateKey(error: unknown): boolean {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  return (
    code === 'ER_DUP_ENTRY' || code === 'SQLITE_CONSTRAINT_PRIMARYKEY' || code === 'SQLITE_CONSTRAINT_UNIQUE'
  );
}
