import type { RowIds } from '@openeccp/core';
import { sql } from 'kysely';
import type { Connection } from '../connection/database.js';
import type { Catalog } from '../schema/catalog.js';
import type { NumberedTable } from '../storage-error.js';

/** The ids above the highest of each table: answered by the primary keys, whatever the tables' size. */
export async function nextRowIds(db: Connection, catalog: Catalog): Promise<RowIds> {
  return {
    audit: await nextId(db, 'audit'),
    callEntry: await nextId(db, 'call_entry'),
    currentCallEntry: await nextId(db, 'current_call_entry'),
    // A database without outgoing calls may lack the table.
    currentCalls: catalog.has('current_calls') ? await nextId(db, 'current_calls') : 1,
    progress: await nextId(db, 'call_progress_log'),
  };
}

async function nextId(db: Connection, table: NumberedTable): Promise<number> {
  const { rows } = await sql<{
    highest: number | null;
  }>`select max(id) as highest from ${sql.table(table)}`.execute(db);
  return (rows[0]?.highest ?? 0) + 1;
}
