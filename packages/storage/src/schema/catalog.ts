import { sql } from 'kysely';
import type { Connection, Database } from '../connection/database.js';

/** A column as the database declares it. */
export interface ColumnFacts {
  /** Characters that fit, for text columns of bounded width. */
  readonly width: number | undefined;
  /** MySQL's name of the character set, `utf8mb4` on SQLite. */
  readonly charset: string;
  /** Values of an enumeration; `undefined` for every other type. */
  readonly values: readonly string[] | undefined;
  readonly nullable: boolean;
}

/** The tables and columns of a database as found, by name. */
export type Catalog = ReadonlyMap<string, ReadonlyMap<string, ColumnFacts>>;

interface CatalogRow {
  readonly tableName: string;
  readonly columnName: string;
  readonly columnType: string;
  readonly width: number | null;
  readonly charset: string | null;
  readonly nullable: number;
  /** The table's `CREATE` statement, where enumerations are checks. */
  readonly definition: string | null;
}

/** Reads the catalog: one query. */
export async function readCatalog(
  database: Database,
  connection: Connection = database.db,
): Promise<Catalog> {
  const query = database.kind === 'mysql' ? MYSQL_COLUMNS : SQLITE_COLUMNS;
  const { rows } = await query.execute(connection);
  const catalog = new Map<string, Map<string, ColumnFacts>>();
  for (const row of rows) {
    const columns = catalog.get(row.tableName) ?? new Map<string, ColumnFacts>();
    catalog.set(row.tableName, columns.set(row.columnName, facts(row)));
  }
  return catalog;
}

const MYSQL_COLUMNS = sql<CatalogRow>`
  select table_name as tableName, column_name as columnName, column_type as columnType,
    character_maximum_length as width, character_set_name as charset,
    is_nullable = 'YES' as nullable, null as definition
  from information_schema.columns where table_schema = database()`;

const SQLITE_COLUMNS = sql<CatalogRow>`
  select m.name as tableName, c.name as columnName, c.type as columnType,
    null as width, null as charset, c."notnull" = 0 as nullable, m.sql as definition
  from sqlite_master m join pragma_table_info(m.name) c where m.type = 'table'`;

function facts(row: CatalogRow): ColumnFacts {
  const declared = /^varchar\((\d+)\)/i.exec(row.columnType)?.[1];
  return {
    width: row.width ?? (declared === undefined ? undefined : Number(declared)),
    charset: row.charset ?? 'utf8mb4',
    values: enumValues(row),
    nullable: Number(row.nullable) === 1,
  };
}

/** `enum('A','B')` on MySQL; on SQLite the column's `CHECK (… IN ('A','B'))`. */
function enumValues({ columnType, columnName, definition }: CatalogRow): readonly string[] | undefined {
  const list =
    definition === null
      ? /^enum\((.*)\)$/i.exec(columnType)?.[1]
      : new RegExp(`CHECK \\(\\W?${columnName}\\W? IN \\(([^)]*)\\)`, 'i').exec(definition)?.[1];
  return list === undefined ? undefined : [...list.matchAll(/'([^']*)'/g)].map(([, value = '']) => value);
}
