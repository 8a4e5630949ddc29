/**
 * One table of the `call_center` schema. Column definitions are SQL that MariaDB, MySQL and SQLite
 * understand alike, except `SERIAL` and `enum(…)`, which {@link createStatements} renders.
 */
export interface TableDefinition {
  readonly name: string;
  readonly columns: Readonly<Record<string, string>>;
  readonly primaryKey?: readonly string[];
  readonly keys?: Readonly<Record<string, readonly string[]>>;
  /** Constraint name → column and the table whose `id` it names. */
  readonly foreignKeys?: Readonly<Record<string, readonly [column: string, table: string]>>;
}

/** Numbered by the database. */
export const SERIAL = 'serial';
