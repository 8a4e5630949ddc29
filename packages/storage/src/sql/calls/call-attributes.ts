import type { CallAttribute } from '@openeccp/core';
import type { Connection } from '../../connection/database.js';
import type { Dialect } from '../../schema/dialect.js';
import { attributesOf } from './attribute-document.js';

/** What was uploaded with a contact, in order from 1 (database.md §4.7). D-11 */
export async function readCallAttributes(
  db: Connection,
  { attributes }: Dialect,
  callId: number,
): Promise<readonly CallAttribute[]> {
  switch (attributes) {
    case 'none':
      return [];
    case 'rows':
      return numbered(await attributeRows(db, callId));
    case 'json':
      return attributesOf(await attributeData(db, callId));
  }
}

/** A row for each attribute. */
interface AttributeRow {
  readonly columna: string | null;
  readonly value: string;
  readonly column_number: number;
}

async function attributeRows(db: Connection, callId: number): Promise<readonly AttributeRow[]> {
  const rows = await db
    .selectFrom('call_attribute')
    .select(['columna', 'value', 'column_number'])
    .where('id_call', '=', callId)
    .orderBy('column_number')
    .orderBy('id')
    .execute();
  return rows.map(({ columna, value = '', column_number = 0 }) => ({
    columna: columna ?? null,
    value,
    column_number,
  }));
}

/** Their own numbers, unless these are none: clients keep attributes by them. */
function numbered(rows: readonly AttributeRow[]): readonly CallAttribute[] {
  const orders = new Set(rows.map(({ column_number }) => column_number));
  const usable = orders.size === rows.length && !orders.has(0);
  return rows.map(({ columna, value, column_number }, index) => ({
    label: columna ?? String(column_number),
    value,
    order: usable ? column_number : index + 1,
  }));
}

/** The newest document of a call; there should be one. */
async function attributeData(db: Connection, callId: number): Promise<string | null> {
  const row = await db
    .selectFrom('call_attribute')
    .select('data')
    .where('id_call', '=', callId)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.data ?? null;
}
