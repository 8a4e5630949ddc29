import type { SqliteDatabase, SqliteStatement } from 'kysely';

/** More than the statements of this package; a bound all the same. */
const LIMIT = 200;

/**
 * Keeps prepared statements by their text: preparing costs SQLite more than most of ours cost to run. One that
 * failed is not used again, for it may not be reset.
 */
export function cachingStatements<T extends SqliteDatabase>(database: T): SqliteDatabase {
  const statements = new Map<string, SqliteStatement>();

  function prepare(sql: string): SqliteStatement {
    const statement = statements.get(sql) ?? database.prepare(sql);
    if (statements.size >= LIMIT) statements.clear();
    statements.set(sql, statement);
    const guarded = <R>(work: () => R): R => {
      try {
        return work();
      } catch (error) {
        statements.delete(sql);
        throw error;
      }
    };
    return {
      reader: statement.reader,
      all: (parameters) => guarded(() => statement.all(parameters)),
      run: (parameters) => guarded(() => statement.run(parameters)),
      iterate: (parameters) => statement.iterate(parameters),
    };
  }

  return {
    prepare,
    close: () => {
      statements.clear();
      database.close();
    },
  };
}
