import type { Form, FormField } from '@openeccp/core';
import type { Connection } from '../connection/database.js';

/** Fields of forms in their order, by the form's id. */
export type FieldsByForm = ReadonlyMap<number, readonly FormField[]>;

/** A form without fields is left out. */
export async function readFormFields(db: Connection, formIds: readonly number[]): Promise<FieldsByForm> {
  const fields = new Map<number, FormField[]>();
  if (formIds.length === 0) return fields;
  const rows = await db
    .selectFrom('form_field')
    .select(['id', 'id_form', 'etiqueta', 'value', 'tipo', 'orden'])
    .where('id_form', 'in', formIds)
    .orderBy('orden')
    .orderBy('id')
    .execute();
  for (const row of rows) {
    const isList = row.tipo === 'LIST';
    const field: FormField = {
      id: row.id,
      order: row.orden,
      label: row.etiqueta,
      type: row.tipo,
      options: isList ? listOptions(row.value) : [],
      defaultValue: isList ? '' : row.value,
    };
    fields.set(row.id_form, [...(fields.get(row.id_form) ?? []), field]);
  }
  return fields;
}

/** Name and state of the forms that have these fields, by their ids. */
export async function readForms(db: Connection, fields: FieldsByForm): Promise<readonly Form[]> {
  if (fields.size === 0) return [];
  const rows = await db
    .selectFrom('form')
    .select(['id', 'nombre', 'descripcion', 'estatus'])
    .where('id', 'in', [...fields.keys()])
    .orderBy('id')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    name: row.nombre,
    description: row.descripcion,
    active: row.estatus === 'A',
    fields: fields.get(row.id) ?? [],
  }));
}

/** The options of a list, each followed by a comma; the last comma may be missing (database.md §4.14). */
function listOptions(value: string): readonly string[] {
  const options = value.split(',');
  return options.at(-1) === '' ? options.slice(0, -1) : options;
}
