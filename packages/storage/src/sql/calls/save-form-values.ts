import type { CallRow } from '@openeccp/core';
import { type Connection, type Database, transaction } from '../../connection/database.js';
import type { Catalog } from '../../schema/catalog.js';
import { fitColumn } from '../../schema/fit-text.js';
import { FORM_DATA } from './form-data.js';

interface FormValue {
  /** Row of `form_field`. */
  readonly id: number;
  readonly value: string;
}

/**
 * Keeps what an agent has entered: one row for each call and field, written over where there is one (database.md §4.14).
 * All of it or nothing.
 */
export async function saveFormValues(
  database: Database,
  catalog: Catalog,
  row: CallRow,
  values: readonly FormValue[],
): Promise<void> {
  await transaction(database, async (connection) => {
    for (const value of values) await saveValue(connection, catalog, row, value);
  });
}

async function saveValue(
  connection: Connection,
  catalog: Catalog,
  row: CallRow,
  { id, value }: FormValue,
): Promise<void> {
  const { table, call } = FORM_DATA[row.kind];
  const kept = fitColumn(catalog, table, 'value', value);
  // Matched rows are counted, changed or not: see `mustExist`.
  const { numUpdatedRows } = await connection
    .updateTable(table)
    .set({ value: kept })
    .where(call, '=', row.id)
    .where('id_form_field', '=', id)
    .executeTakeFirst();
  if (numUpdatedRows > 0n) return;
  await (row.kind === 'incoming'
    ? connection
        .insertInto('form_data_recolected_entry')
        .values({ id_call_entry: row.id, id_form_field: id, value: kept })
    : connection
        .insertInto('form_data_recolected')
        .values({ id_calls: row.id, id_form_field: id, value: kept })
  ).execute();
}
