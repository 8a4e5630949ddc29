import { type Kysely, sql } from 'kysely';
import type { Tables } from '../schema/tables.js';

export type DatabaseKind = 'sqlite' | 'mysql';

/** An open database of either kind. */
export interface Database {
  readonly kind: DatabaseKind;
  /** What and where it is, for messages. Without secrets. */
  readonly where: string;
  readonly db: Kysely<Tables>;
  /** Connections that ended unasked so far. After each the server may be another version of itself. */
  readonly losses: number;
  /** Begins a transaction that may write. */
  readonly begin: (connection: Connection) => Promise<void>;
  /** Begins a transaction that reads everything as it is now, and writes nothing. */
  readonly beginSnapshot: (connection: Connection) => Promise<void>;
  close(): Promise<void>;
}

/** A connection of a {@link Database}, reserved for a transaction. */
export type Connection = Kysely<Tables>;

/** Runs `work` in one transaction on one connection; rolls back when it throws, and throws that error. */
export function transaction<T>(database: Database, work: (connection: Connection) => Promise<T>): Promise<T> {
  return within(database, database.begin, work);
}

/** Runs `work`, which only reads, on the database as it is at one instant, whatever is written meanwhile. */
export function snapshot<T>(database: Database, work: (connection: Connection) => Promise<T>): Promise<T> {
  return within(database, database.beginSnapshot, work);
}

function within<T>(
  { db }: Database,
  begin: (connection: Connection) => Promise<void>,
  work: (connection: Connection) => Promise<T>,
): Promise<T> {
  return db.connection().execute(async (connection) => {
    await begin(connection);
    try {
      const result = await work(connection);
      await sql`commit`.execute(connection);
      return result;
    } catch (error) {
      // A connection that was lost has rolled back already: the first error is the one to tell.
      await sql`rollback`.execute(connection).catch(() => undefined);
      throw error;
    }
  });
}
