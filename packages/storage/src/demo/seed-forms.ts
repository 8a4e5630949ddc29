import type { InsertResult } from 'kysely';
import type { Connection } from '../connection/database.js';
import type { UrlSlot } from '../schema/dialect.js';
import type { SampleContact, SampleForm, SampleUrl } from './sample-campaigns.js';

export async function seedUrl(db: Connection, url: SampleUrl): Promise<void> {
  if ((await urlId(db, url.description)) !== undefined) return;
  await db.insertInto('campaign_external_url').values(url).execute();
}

export async function seedForm(db: Connection, { fields, ...form }: SampleForm): Promise<void> {
  if ((await formId(db, form.nombre)) !== undefined) return;
  const id_form = idOf(await db.insertInto('form').values(form).executeTakeFirstOrThrow());
  for (const [index, field] of fields.entries()) {
    await db
      .insertInto('form_field')
      .values({ ...field, id_form, orden: index + 1 })
      .execute();
  }
}

export async function seedContact(db: Connection, contact: SampleContact): Promise<void> {
  const known = await db
    .selectFrom('contact')
    .select('id')
    .where('cedula_ruc', '=', contact.cedula_ruc)
    .executeTakeFirst();
  if (known === undefined) await db.insertInto('contact').values(contact).execute();
}

/** Which forms a campaign shows. */
export async function showForms(
  db: Connection,
  table: 'campaign_form' | 'campaign_form_entry',
  id_campaign: number,
  names: readonly string[],
): Promise<void> {
  for (const name of names) {
    const id_form = await formId(db, name);
    if (id_form !== undefined) await db.insertInto(table).values({ id_campaign, id_form }).execute();
  }
}

/** The URLs slot by slot, as many as the database has slots for. */
export async function urlIds(
  db: Connection,
  slots: readonly UrlSlot[],
  urls: readonly string[],
): Promise<{ readonly [slot in UrlSlot]?: number | null }> {
  const entries = await Promise.all(
    slots.map(async (slot, index) => [slot, (await urlId(db, urls[index])) ?? null] as const),
  );
  return Object.fromEntries(entries);
}

async function urlId(db: Connection, description: string | undefined): Promise<number | undefined> {
  if (description === undefined) return undefined;
  const row = await db
    .selectFrom('campaign_external_url')
    .select('id')
    .where('description', '=', description)
    .executeTakeFirst();
  return row?.id;
}

async function formId(db: Connection, name: string): Promise<number | undefined> {
  const row = await db.selectFrom('form').select('id').where('nombre', '=', name).executeTakeFirst();
  return row?.id;
}

/** The id that the database gave to a row. */
export function idOf({ insertId }: InsertResult): number {
  return Number(insertId);
}
