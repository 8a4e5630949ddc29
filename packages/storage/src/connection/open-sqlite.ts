import { closeSync, existsSync, openSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { Kysely, type SqliteDatabase, SqliteDialect } from 'kysely';
import { failureKind } from '../failure-kind.js';
import type { Tables } from '../schema/tables.js';
import { StorageError } from '../storage-error.js';
import type { Database } from './database.js';
import { type DatabaseAddress, describeAddress } from './database-url.js';
import { cachingStatements } from './statement-cache.js';

export interface SqliteOptions {
  /** How long a transaction waits for another process' lock. Milliseconds. */
  readonly lockWaitMs: number;
}

/** Opening may wait in SQLite itself, which stops the event loop: nothing else is under way then. Milliseconds. */
const OPENING_WAIT_MS = 2_000;
/** Between two attempts to get the lock. Milliseconds. */
const LOCK_POLL_MS = 5;

/** Opens the file, made if it doesn't exist. libsql's API is that of better-sqlite3, which kysely's dialect takes. */
export async function openSqlite(
  address: Extract<DatabaseAddress, { kind: 'sqlite' }>,
  options: SqliteOptions,
): Promise<Database> {
  const where = describeAddress(address);
  const native = await openFile(address.file, where);
  const db = new Kysely<Tables>({ dialect: new SqliteDialect({ database: cachingStatements(native) }) });
  return {
    kind: 'sqlite',
    where,
    db,
    losses: 0,
    begin: () => beginImmediate(native, options.lockWaitMs),
    beginSnapshot: async () => {
      native.exec('begin');
      // The instant is that of the first reading.
      native.exec('select 1 from sqlite_master limit 1');
    },
    close: () => db.destroy(),
  };
}

/** What is used of libsql: what kysely needs, and statements that leave nothing open behind. */
interface Native extends SqliteDatabase {
  exec(sql: string): unknown;
}

/**
 * Takes the write lock at once, because a lock that is upgraded later fails without waiting. SQLite's own wait
 * would stop the event loop, so the attempts are made from here. A prepared statement that found the lock taken
 * would count as running until it is collected, and keep the transaction from committing: hence `exec`.
 */
async function beginImmediate(native: Native, lockWaitMs: number): Promise<void> {
  const deadline = performance.now() + lockWaitMs;
  for (;;) {
    try {
      native.exec('begin immediate');
      return;
    } catch (error) {
      if (failureKind(error) !== 'unavailable' || performance.now() >= deadline) throw error;
    }
    await setTimeout(LOCK_POLL_MS);
  }
}

async function openFile(file: string, where: string): Promise<Native> {
  const folder = dirname(resolve(file));
  if (file !== ':memory:' && !existsSync(folder)) {
    throw new StorageError(
      'unreachable',
      `Can't open ${where}: there is no directory ${folder}. Create it first.`,
    );
  }
  // Loaded here, so that a machine without a prebuilt libsql can still use MariaDB.
  const { default: LibsqlDatabase } = await import('libsql').catch((cause: unknown) => {
    throw new StorageError('unreachable', `Can't open ${where}: libsql has no build for this platform.`, {
      cause,
    });
  });
  try {
    // It will hold passwords of agents (M-04). SQLite gives the files beside it the same rights.
    if (file !== ':memory:' && !existsSync(file)) closeSync(openSync(file, 'a', 0o600));
    const native = new LibsqlDatabase(file);
    native.pragma(`busy_timeout = ${OPENING_WAIT_MS}`);
    native.pragma('journal_mode = WAL');
    native.pragma('synchronous = NORMAL');
    native.pragma('foreign_keys = ON');
    native.pragma('busy_timeout = 0');
    return native;
  } catch (cause) {
    throw new StorageError(
      'unreachable',
      `Can't open ${where}: ${reason(cause)}. The file must be an SQLite database (or not exist) that this user may write.`,
      { cause },
    );
  }
}

function reason(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return /Unable to open connection/.test(text) ? 'it cannot be opened' : text;
}
