import type { DatabaseKind } from '../connection/database.js';
import { CLASSIC_TABLES } from '../schema/classic-tables.js';
import { createStatements } from '../schema/create-statements.js';
import { SERIAL, type TableDefinition } from '../schema/table-definition.js';
import type { ContractBackend } from './contract-backend.js';

/**
 * Databases as installations left them: `classic` is what our migration creates; `upgraded` is an old one of that
 * dialect after an upgrade, before anybody opened its campaign page; `lists` is the other dialect, with narrow
 * columns (database.md §3).
 */
export type FoundSchema = 'classic' | 'upgraded' | 'lists';

/** The same kind of database, whose new ones have the tables of an installation already. */
export function withTables(backend: ContractBackend, schema: FoundSchema): ContractBackend {
  return {
    kind: backend.kind,
    schema,
    create: async () => {
      const database = await backend.create();
      // One transaction: SQLite would wait for the disk after each statement.
      await database.query('begin');
      for (const statement of foundTables(schema, backend.kind)) await database.query(statement);
      await database.query('commit');
      return database;
    },
  };
}

/** Statements that make the tables of an installation. */
export function foundTables(schema: FoundSchema, kind: DatabaseKind): readonly string[] {
  switch (schema) {
    case 'classic':
      return CLASSIC_TABLES.flatMap((table) => createStatements(table, kind));
    case 'upgraded':
      return CLASSIC_TABLES.map(withOneUrl)
        .map(afterUpgrade)
        .flatMap((table) => createStatements(table, kind));
    case 'lists':
      return [CAMPAIGN_LISTS, ...CLASSIC_TABLES.map(withOneUrl).map(inListsDialect)]
        .flatMap((table) => createStatements(table, kind))
        .map((statement) => statement.replace('utf8mb4 COLLATE=utf8mb4_general_ci', 'utf8'));
  }
}

const COUNTER = 'int(11) NOT NULL DEFAULT 0';
const FLAG = 'tinyint(1) NOT NULL DEFAULT 0';

const CAMPAIGN_LISTS: TableDefinition = {
  name: 'campaign_lists',
  columns: {
    id: SERIAL,
    id_campaign: 'int unsigned NOT NULL',
    type: FLAG,
    name: 'varchar(255) NOT NULL',
    upload: 'varchar(255) NOT NULL',
    date_entered: 'datetime NOT NULL',
    status: 'tinyint(1) NOT NULL DEFAULT 2',
    total_calls: COUNTER,
    pending_calls: COUNTER,
    sent_calls: COUNTER,
    answered_calls: COUNTER,
    no_answer_calls: COUNTER,
    failed_calls: COUNTER,
    paused_calls: COUNTER,
    abandoned_calls: COUNTER,
    short_calls: COUNTER,
    is_recycled: FLAG,
    id_parent_list: 'int unsigned NULL',
    is_deleted: FLAG,
  },
};

function withOneUrl(table: TableDefinition): TableDefinition {
  return without(table, ['id_url2', 'id_url3']);
}

function afterUpgrade(table: TableDefinition): TableDefinition {
  if (table.name !== 'call_entry') return table;
  return { ...table, columns: { ...table.columns, trunk: 'varchar(50) NULL' } };
}

function inListsDialect(table: TableDefinition): TableDefinition {
  const { columns } = table;
  switch (table.name) {
    case 'audit':
      return without(table, ['login_extension']);
    case 'campaign':
      return { ...table, columns: { ...columns, callerid: 'varchar(15) NULL' } };
    case 'calls':
      return callsOfLists(table);
    case 'call_attribute':
      return {
        ...without(table, ['columna', 'value', 'column_number']),
        columns: { id: SERIAL, id_call: 'int unsigned NOT NULL', data: 'text NULL' },
      };
    case 'call_entry':
      return { ...table, columns: { ...columns, trunk: 'varchar(20) NOT NULL' } };
    case 'call_progress_log':
      return { ...table, columns: { ...columns, trunk: 'varchar(20) NULL' } };
    case 'current_calls':
    case 'current_call_entry':
      return { ...table, columns: { ...columns, ChannelClient: 'varchar(32) NULL' } };
    default:
      return table;
  }
}

/** The column is renamed, the indexes keep their names, the foreign key is gone. */
function callsOfLists(table: TableDefinition): TableDefinition {
  const { id_campaign: owner = '', ...columns } = table.columns;
  const keys = Object.entries(table.keys ?? {}).map(([name, parts]) => [
    name,
    parts.map((part) => (part === 'id_campaign' ? 'id_list' : part)),
  ]);
  return {
    ...without(table, ['id_campaign']),
    columns: { ...columns, id_list: owner, trunk: 'varchar(20) NULL', callerid: 'varchar(15) NULL' },
    keys: Object.fromEntries(keys),
  };
}

/** The table without these columns and the keys on them. */
function without(table: TableDefinition, names: readonly string[]): TableDefinition {
  const kept = (parts: readonly string[]): boolean => !parts.some((part) => names.includes(part));
  return {
    ...table,
    columns: Object.fromEntries(Object.entries(table.columns).filter(([name]) => kept([name]))),
    keys: Object.fromEntries(Object.entries(table.keys ?? {}).filter(([, parts]) => kept(parts))),
    foreignKeys: Object.fromEntries(
      Object.entries(table.foreignKeys ?? {}).filter(([, [column]]) => kept([column])),
    ),
  };
}
