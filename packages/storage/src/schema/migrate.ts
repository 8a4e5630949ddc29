import { sql } from 'kysely';
import { type Connection, type Database, transaction } from '../connection/database.js';
import { toLocalDateTime } from '../local-time.js';
import { StorageError } from '../storage-error.js';
import { readCatalog } from './catalog.js';
import { CLASSIC_TABLES } from './classic-tables.js';
import { createStatements } from './create-statements.js';
import { OWN_PREFIX, OWN_TABLES } from './own-tables.js';
import type { TableDefinition } from './table-definition.js';

/**
 * `created` — the database was empty; `completed` — an interrupted creation went on; `extended` — the call center's tables
 * used as found, tables of our own added; `kept` — all were there.
 */
export type MigrationOutcome = 'created' | 'completed' | 'extended' | 'kept';

const CREATION = '0001-classic-tables';
const LOCK = 'openeccp.migrate';
const LOCK_WAIT_S = 20;

/**
 * Creates the call center's tables in an empty database. In a database that has tables it creates nothing but
 * the project's own `oe_…` tables. May be repeated, interrupted and run by two processes at once.
 *
 * @param now Epoch milliseconds, for the bookkeeping.
 */
export async function migrateDatabase(database: Database, now: number): Promise<MigrationOutcome> {
  return exclusively(database, async (connection) => {
    const tables = [...(await readCatalog(database, connection)).keys()];
    const empty = tables.every((table) => table.startsWith(OWN_PREFIX) || table.startsWith('sqlite_'));
    const kept = OWN_TABLES.every(({ name }) => tables.includes(name)) ? 'kept' : 'extended';
    for (const table of OWN_TABLES) await create(table, database, connection);
    const record = await connection
      .selectFrom('oe_migration')
      .select('finished_at')
      .where('name', '=', CREATION)
      .executeTakeFirst();
    if (record === undefined ? !empty : record.finished_at !== null) return kept;

    const at = toLocalDateTime(now);
    if (record === undefined) {
      await connection
        .insertInto('oe_migration')
        .values({ name: CREATION, started_at: at, finished_at: null })
        .execute();
    }
    for (const table of CLASSIC_TABLES) await create(table, database, connection);
    await connection
      .updateTable('oe_migration')
      .set({ finished_at: at })
      .where('name', '=', CREATION)
      .execute();
    return record === undefined ? 'created' : 'completed';
  });
}

async function create(table: TableDefinition, database: Database, connection: Connection): Promise<void> {
  for (const statement of createStatements(table, database.kind))
    await sql.raw(statement).execute(connection);
}

/** SQLite's schema changes are transactional; MySQL's are not, so there a named lock keeps others out. */
async function exclusively<T>(database: Database, work: (connection: Connection) => Promise<T>): Promise<T> {
  if (database.kind === 'sqlite') return transaction(database, work);
  return database.db.connection().execute(async (connection) => {
    const { rows } = await sql<{
      taken: number | null;
    }>`select get_lock(${LOCK}, ${LOCK_WAIT_S}) as taken`.execute(connection);
    if (rows[0]?.taken !== 1) {
      throw new StorageError(
        'unreachable',
        `Another process is migrating ${database.where}. Try again when it is done.`,
      );
    }
    try {
      return await work(connection);
    } finally {
      await sql`select release_lock(${LOCK})`.execute(connection).catch(() => undefined);
    }
  });
}
