import { type Connection, transaction } from '../connection/database.js';
import { toLocalDateTime } from '../local-time.js';
import type { Dialect } from '../schema/dialect.js';
import { attributeDocument } from '../sql/calls/attribute-document.js';
import { LIST_STATUS } from '../sql/calls/list-status.js';
import type { SqlStorage } from '../sql-storage.js';
import {
  CONTACTS,
  FORMS,
  INCOMING,
  OUTGOING,
  type SampleCall,
  type SampleIncoming,
  type SampleOutgoing,
  URLS,
} from './sample-campaigns.js';
import { idOf, seedContact, seedForm, seedUrl, showForms, urlIds } from './seed-forms.js';

/** All day of this year and the next, so that nobody has to wait to see it work. */
interface Schedule {
  readonly datetime_init: string;
  readonly datetime_end: string;
  readonly daytime_init: string;
  readonly daytime_end: string;
}

interface Seeding {
  readonly db: Connection;
  readonly dialect: Dialect;
  readonly schedule: Schedule;
  readonly now: number;
}

/**
 * Sample campaigns of both directions with their URLs, scripts, forms and contacts, in whichever dialect the database has.
 * Outgoing ones are inactive: nobody is called before somebody switches them on. Adds what is missing and changes nothing
 * that exists, so it may be repeated. A database that lacks tables of campaigns is left as it is.
 *
 * @param now Epoch milliseconds.
 */
export async function seedCampaigns(storage: SqlStorage, now: number): Promise<void> {
  const dialect = await storage.dialect();
  if (dialect.missingTables.length > 0) return;
  const year = Number(toLocalDateTime(now).slice(0, 4));
  const schedule = {
    datetime_init: `${year}-01-01`,
    datetime_end: `${year + 1}-12-31`,
    daytime_init: '00:00:00',
    daytime_end: '23:59:59',
  };
  await transaction(storage.database, async (db) => {
    const seeding = { db, dialect, schedule, now };
    for (const url of URLS) await seedUrl(db, url);
    for (const form of FORMS) await seedForm(db, form);
    for (const contact of CONTACTS) await seedContact(db, contact);
    for (const campaign of INCOMING) await seedIncoming(seeding, campaign);
    for (const campaign of OUTGOING) await seedOutgoing(seeding, campaign);
  });
}

async function seedIncoming(seeding: Seeding, campaign: SampleIncoming): Promise<void> {
  const { db, dialect, schedule } = seeding;
  if (await exists(db, 'campaign_entry', campaign.name)) return;
  const queue = await db
    .selectFrom('queue_call_entry')
    .select('id')
    .where('queue', '=', campaign.queue)
    .where('estatus', '=', 'A')
    .executeTakeFirst();
  if (queue === undefined) return;
  const row = {
    name: campaign.name,
    id_queue_call_entry: queue.id,
    ...schedule,
    estatus: campaign.active ? 'A' : 'I',
    script: campaign.script,
    ...(await urlIds(db, dialect.urlSlots.campaign_entry, campaign.urls)),
  };
  const id = idOf(await db.insertInto('campaign_entry').values(row).executeTakeFirstOrThrow());
  await showForms(db, 'campaign_form_entry', id, campaign.forms);
}

async function seedOutgoing(seeding: Seeding, campaign: SampleOutgoing): Promise<void> {
  const { db, dialect, schedule } = seeding;
  if (await exists(db, 'campaign', campaign.name)) return;
  const row = {
    name: campaign.name,
    ...schedule,
    retries: campaign.retries,
    trunk: campaign.trunk ?? null,
    context: 'from-internal',
    queue: campaign.queue,
    max_canales: campaign.maxChannels,
    script: campaign.script,
    estatus: campaign.active ? 'A' : 'I',
    ...(await urlIds(db, dialect.urlSlots.campaign, campaign.urls)),
  };
  const id = idOf(await db.insertInto('campaign').values(row).executeTakeFirstOrThrow());
  await showForms(db, 'campaign_form', id, campaign.forms);
  const owner =
    dialect.calls === 'lists' ? { id_list: await addList(seeding, id, campaign) } : { id_campaign: id };
  for (const { phone, attributes } of campaign.calls) {
    const call = idOf(
      await db
        .insertInto('calls')
        .values({ ...owner, phone })
        .executeTakeFirstOrThrow(),
    );
    await addAttributes(db, dialect, call, attributes);
  }
}

/** A list that is active, as an upload makes it and somebody has switched it on (database.md §4.5). */
async function addList(
  { db, now }: Seeding,
  campaign: number,
  { name, calls }: SampleOutgoing,
): Promise<number> {
  const list = {
    id_campaign: campaign,
    name,
    upload: 'sample.csv',
    date_entered: toLocalDateTime(now),
    status: LIST_STATUS.active,
    total_calls: calls.length,
    pending_calls: calls.length,
    id_parent_list: null,
  };
  return idOf(await db.insertInto('campaign_lists').values(list).executeTakeFirstOrThrow());
}

/** Column 1 beside the phone is by custom the name (database.md §4.7). */
async function addAttributes(
  db: Connection,
  dialect: Dialect,
  id_call: number,
  attributes: SampleCall['attributes'],
): Promise<void> {
  const columns = attributes.map(({ label, value }, index) => ({ label, value, order: index + 1 }));
  if (dialect.attributes === 'json') {
    await db
      .insertInto('call_attribute')
      .values({ id_call, data: attributeDocument(columns) })
      .execute();
    return;
  }
  await db
    .insertInto('call_attribute')
    .values(
      columns.map(({ label, value, order }) => ({ id_call, columna: label, value, column_number: order })),
    )
    .execute();
}

async function exists(db: Connection, table: 'campaign' | 'campaign_entry', name: string): Promise<boolean> {
  const row = await db.selectFrom(table).select('id').where('name', '=', name).executeTakeFirst();
  return row !== undefined;
}
