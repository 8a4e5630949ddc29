import type { DatabaseKind } from '../connection/database.js';
import { SERIAL, type TableDefinition } from './table-definition.js';

/** Statements that create a table and its keys unless they exist. */
export function createStatements(table: TableDefinition, kind: DatabaseKind): readonly string[] {
  return kind === 'mysql' ? [mysqlTable(table)] : [sqliteTable(table), ...sqliteIndexes(table)];
}

function mysqlTable(table: TableDefinition): string {
  const keys = Object.entries(table.keys ?? {}).map(
    ([name, columns]) => `KEY ${quote(name)} ${list(columns)}`,
  );
  return createTable(
    table,
    mysqlColumn,
    keys,
    ' ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_general_ci',
  );
}

function sqliteTable(table: TableDefinition): string {
  return createTable(table, sqliteColumn, [], '');
}

/** Index names are global to a SQLite database, hence the table in front. Foreign keys have theirs, as MySQL gives them. */
function sqliteIndexes(table: TableDefinition): readonly string[] {
  const keys = Object.entries(table.keys ?? {});
  const first = new Set([...keys.map(([, [column]]) => column), table.primaryKey?.[0]]);
  const foreign = Object.entries(table.foreignKeys ?? {})
    .filter(([, [column]]) => !first.has(column))
    .map(([name, [column]]) => [name, [column]] as const);
  return [...keys, ...foreign].map(
    ([name, columns]) =>
      `CREATE INDEX IF NOT EXISTS ${quote(`${table.name}_${name}`)} ON ${quote(table.name)} ${list(columns)}`,
  );
}

function createTable(
  table: TableDefinition,
  column: (name: string, definition: string) => string,
  keys: readonly string[],
  suffix: string,
): string {
  const lines = [
    ...Object.entries(table.columns).map(([name, definition]) => column(name, definition)),
    ...(table.primaryKey === undefined ? [] : [`PRIMARY KEY ${list(table.primaryKey)}`]),
    ...keys,
    ...Object.entries(table.foreignKeys ?? {}).map(
      ([name, [from, target]]) =>
        `CONSTRAINT ${quote(name)} FOREIGN KEY ${list([from])} REFERENCES ${quote(target)} (\`id\`)`,
    ),
  ];
  return `CREATE TABLE IF NOT EXISTS ${quote(table.name)} (\n  ${lines.join(',\n  ')}\n)${suffix}`;
}

function mysqlColumn(name: string, definition: string): string {
  return `${quote(name)} ${definition === SERIAL ? 'int unsigned NOT NULL AUTO_INCREMENT PRIMARY KEY' : definition}`;
}

function sqliteColumn(name: string, definition: string): string {
  if (definition === SERIAL) return `${quote(name)} integer PRIMARY KEY AUTOINCREMENT`;
  const [whole, values] = /^enum(\([^)]*\))/.exec(definition) ?? [];
  if (whole === undefined || values === undefined) return `${quote(name)} ${definition}`;
  return `${quote(name)} varchar(16)${definition.slice(whole.length)} CHECK (${quote(name)} IN ${values})`;
}

function list(columns: readonly string[]): string {
  return `(${columns.map(quote).join(', ')})`;
}

function quote(name: string): string {
  return `\`${name}\``;
}
