import type { Database } from './connection/database.js';
import { type DatabaseAddress, parseDatabaseUrl } from './connection/database-url.js';
import { openMysql } from './connection/open-mysql.js';
import { openSqlite } from './connection/open-sqlite.js';
import { checkSchema } from './schema/check-schema.js';
import { type MigrationOutcome, migrateDatabase } from './schema/migrate.js';
import { SqlStorage } from './sql-storage.js';

export interface OpenStorageOptions {
  /**
   * Create the tables when the database is empty. By default an SQLite database does so and MariaDB/MySQL
   * doesn't: there it is an operator's decision.
   */
  readonly migrate?: boolean;
  /** Connections to MariaDB/MySQL at most. Default 4. */
  readonly poolSize?: number;
  /** Milliseconds. Default 5 000. */
  readonly connectTimeoutMs?: number;
  /** Deadline of a statement, MariaDB/MySQL. Milliseconds, default 15 000. */
  readonly queryTimeoutMs?: number;
  /** How long a transaction waits for another process' lock, SQLite. Milliseconds, default 2 000. */
  readonly lockWaitMs?: number;
}

/**
 * Opens the database of a call center and checks its tables. Throws a `StorageError`: `bad-url`, `unreachable`
 * or `schema`, whose message says what to mend.
 *
 * @example
 * const storage = await openStorage('sqlite:/var/lib/openeccp/call_center.db');
 * const { agents } = await storage.loadDirectory();
 */
export async function openStorage(url: string, options: OpenStorageOptions = {}): Promise<SqlStorage> {
  const address = parseDatabaseUrl(url);
  const database = await openDatabase(address, options);
  try {
    if (options.migrate ?? address.kind === 'sqlite') await migrateDatabase(database, Date.now());
    return new SqlStorage(database, await checkSchema(database));
  } catch (error) {
    await database.close();
    throw error;
  }
}

/**
 * Creates the call center's tables if the database is empty; tables that exist are left as they are. The
 * account needs the right to create tables.
 */
export async function migrate(url: string, options: OpenStorageOptions = {}): Promise<MigrationOutcome> {
  const database = await openDatabase(parseDatabaseUrl(url), options);
  try {
    return await migrateDatabase(database, Date.now());
  } finally {
    await database.close();
  }
}

/** Opens a database of either kind, whatever its tables. Throws a `StorageError` `unreachable`. */
export function openDatabase(address: DatabaseAddress, options: OpenStorageOptions): Promise<Database> {
  switch (address.kind) {
    case 'sqlite':
      return openSqlite(address, { lockWaitMs: options.lockWaitMs ?? 2_000 });
    case 'mysql':
      return openMysql(address, {
        poolSize: options.poolSize ?? 4,
        connectTimeoutMs: options.connectTimeoutMs ?? 5_000,
        queryTimeoutMs: options.queryTimeoutMs ?? 15_000,
      });
  }
}
