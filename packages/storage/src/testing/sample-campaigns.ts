import type { Row, Subject } from './contract-backend.js';

/** Of a test's database, and whose calls belong to lists with ids of their own. */
type Target = Pick<Subject, 'query' | 'schema'>;

/** Lists have other ids than their campaigns, so that taking one for the other shows. */
const LIST_OF_CAMPAIGN = 100;

/** Inserts one row. Texts are plain. */
export async function insert({ query }: Pick<Target, 'query'>, table: string, row: Row): Promise<void> {
  const values = Object.values(row).map((value) =>
    typeof value === 'string' ? `'${value}'` : String(value),
  );
  await query(`insert into ${table} (${Object.keys(row).join(', ')}) values (${values.join(', ')})`);
}

const ALL_YEAR = {
  datetime_init: '2026-01-01',
  datetime_end: '2026-12-31',
  daytime_init: '08:00:00',
  daytime_end: '20:00:00',
  script: '',
};

/** Incoming campaign 1 of queue row 1, all of 2026, from 8 to 20. */
export function insertIncomingCampaign(target: Target, fields: Row = {}): Promise<void> {
  return insert(target, 'campaign_entry', {
    id: 1,
    name: 'Help',
    id_queue_call_entry: 1,
    ...ALL_YEAR,
    ...fields,
  });
}

/** Outgoing campaign 1, all of 2026, from 8 to 20; in the lists dialect with an active list. */
export async function insertCampaign(target: Target, fields: Row = {}): Promise<void> {
  const campaign = {
    id: 1,
    name: 'Spring offer',
    ...ALL_YEAR,
    context: 'from-internal',
    queue: '8000',
    ...fields,
  };
  await insert(target, 'campaign', campaign);
  if (target.schema !== 'lists') return;
  await insert(target, 'campaign_lists', {
    id: campaign.id + LIST_OF_CAMPAIGN,
    id_campaign: campaign.id,
    name: 'list',
    upload: 'list.csv',
    date_entered: '2026-01-01 10:00:00',
    status: 1,
  });
}

/** A call of an outgoing campaign. */
export function insertCall(target: Target, campaign: number, fields: Row = {}): Promise<void> {
  const { column, offset } = ownerColumn(target);
  return insert(target, 'calls', { [column]: campaign + offset, phone: '612345678', ...fields });
}

/** The column by which calls belong to a campaign, and what is to be added to the campaign's id. */
export function ownerColumn({ schema }: Pick<Target, 'schema'>): {
  readonly column: 'id_list' | 'id_campaign';
  readonly offset: number;
} {
  return schema === 'lists'
    ? { column: 'id_list', offset: LIST_OF_CAMPAIGN }
    : { column: 'id_campaign', offset: 0 };
}

/** What was uploaded with a call: labels and values, in order. */
export async function insertAttributes(
  target: Target,
  callId: number,
  attributes: readonly (readonly [label: string, value: string])[],
): Promise<void> {
  if (target.schema === 'lists') {
    const columns = attributes.map((attribute, index) => [String(index + 1), attribute] as const);
    await insert(target, 'call_attribute', {
      id_call: callId,
      data: JSON.stringify(Object.fromEntries(columns)),
    });
    return;
  }
  for (const [index, [columna, value]] of attributes.entries()) {
    await insert(target, 'call_attribute', { id_call: callId, columna, value, column_number: index + 1 });
  }
}

/** Form 2 with a list, a date and a text, and form 3 with one text. */
export async function insertForms(target: Pick<Target, 'query'>): Promise<void> {
  for (const id of [2, 3]) await insert(target, 'form', { id, nombre: `Form ${id}`, descripcion: '' });
  const fields = [
    { id: 9, id_form: 2, etiqueta: 'Notes', tipo: 'TEXTAREA', value: '', orden: 3 },
    { id: 8, id_form: 2, etiqueta: 'When', tipo: 'DATE', value: '', orden: 2 },
    { id: 7, id_form: 2, etiqueta: 'Result', tipo: 'LIST', value: 'interested,no,', orden: 1 },
    { id: 21, id_form: 3, etiqueta: 'Other', tipo: 'TEXT', value: '', orden: 1 },
  ];
  for (const field of fields) await insert(target, 'form_field', field);
}
