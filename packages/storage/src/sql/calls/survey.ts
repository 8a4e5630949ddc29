import type { CallRow, SurveyForm } from '@openeccp/core';
import { sql } from 'kysely';
import type { Connection } from '../../connection/database.js';
import type { Catalog } from '../../schema/catalog.js';
import { FORM_DATA } from './form-data.js';

interface SavedValue {
  readonly form: number;
  readonly id: number;
  readonly label: string;
  readonly value: string;
}

/** Form values that were saved for a call, by form and in the fields' order (ECCP §8.4 `call_survey`). */
export async function readSurvey(
  db: Connection,
  catalog: Catalog,
  row: CallRow,
): Promise<readonly SurveyForm[]> {
  const { table, call } = FORM_DATA[row.kind];
  if (!catalog.has(table) || !catalog.has('form_field')) return [];
  const { rows } = await sql<SavedValue>`
    select f.id_form as form, f.id, f.etiqueta as label, d.value
    from ${sql.table(table)} d join form_field f on f.id = d.id_form_field
    where ${sql.ref(`d.${call}`)} = ${row.id} order by f.id_form, f.orden, f.id, d.id`.execute(db);
  const forms = new Map<number, Map<number, SurveyForm['fields'][number]>>();
  for (const { form, ...field } of rows) {
    const fields = forms.get(form) ?? new Map<number, SurveyForm['fields'][number]>();
    // A field should have one value; of several the newest counts.
    forms.set(form, fields.set(field.id, field));
  }
  return [...forms].map(([id, fields]) => ({ id, fields: [...fields.values()] }));
}
