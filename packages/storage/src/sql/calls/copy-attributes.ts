import type { CallAttribute } from '@openeccp/core';
import { sql } from 'kysely';
import type { Connection } from '../../connection/database.js';
import type { Schema } from '../../schema/check-schema.js';
import { fitColumn } from '../../schema/fit-text.js';
import { attributeDocument } from './attribute-document.js';
import { readCallAttributes } from './call-attributes.js';

/** What the contact's name is called where the uploaded file had none (dialer.md §9.1). */
const NAME_LABEL = 'Campo1';

const COLUMNS = {
  rows: ['columna', 'value', 'column_number'],
  json: ['data'],
  none: [],
} as const;

/**
 * Gives a call what was uploaded with another.
 *
 * @param contactName in place of the first attribute, which by convention is the name; undefined leaves all as it is. D-13
 */
export async function copyAttributes(
  connection: Connection,
  schema: Schema,
  calls: { readonly from: number; readonly to: number },
  contactName: string | undefined,
): Promise<void> {
  const { dialect } = schema;
  if (dialect.attributes === 'none') return;
  if (contactName !== undefined) {
    const known = await readCallAttributes(connection, dialect, calls.from);
    return insertAttributes(connection, schema, calls.to, renamed(known, contactName));
  }
  const columns = sql.join(COLUMNS[dialect.attributes].map((name) => sql.ref(name)));
  await sql`
    insert into call_attribute (id_call, ${columns})
    select ${calls.to}, ${columns} from call_attribute where id_call = ${calls.from} order by id`.execute(
    connection,
  );
}

async function insertAttributes(
  connection: Connection,
  { catalog, dialect }: Schema,
  callId: number,
  attributes: readonly CallAttribute[],
): Promise<void> {
  const insert = connection.insertInto('call_attribute');
  if (dialect.attributes === 'json') {
    await insert.values({ id_call: callId, data: attributeDocument(attributes) }).execute();
    return;
  }
  const fit = (column: string, text: string): string => fitColumn(catalog, 'call_attribute', column, text);
  const rows = attributes.map(({ label, value, order }) => ({
    id_call: callId,
    columna: fit('columna', label),
    value: fit('value', value),
    column_number: order,
  }));
  await insert.values(rows).execute();
}

function renamed(attributes: readonly CallAttribute[], name: string): readonly CallAttribute[] {
  const label = attributes.find(({ order }) => order === 1)?.label ?? NAME_LABEL;
  return [{ label, value: name, order: 1 }, ...attributes.filter(({ order }) => order !== 1)];
}
