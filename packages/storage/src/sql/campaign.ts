import type {
  CampaignKind,
  CampaignResult,
  CampaignUrl,
  Form,
  IncomingCampaign,
  OutgoingCampaign,
} from '@openeccp/core';
import type { Connection } from '../connection/database.js';
import { failureKind } from '../failure-kind.js';
import { decodeEntities } from '../html-entities.js';
import type { Catalog } from '../schema/catalog.js';
import type { Schema } from '../schema/check-schema.js';
import type { UrlSlot } from '../schema/dialect.js';
import { readFormFields, readForms } from './forms.js';
import { CAMPAIGN_TABLES, campaignState } from './list-campaigns.js';

const FORM_TABLES = { incoming: 'campaign_form_entry', outgoing: 'campaign_form' } as const;

/** What one row of a campaign's table says. */
type Facts = Omit<IncomingCampaign, 'urls' | 'forms'> | Omit<OutgoingCampaign, 'urls' | 'forms'>;

/** Rows of `campaign_external_url`, slot by slot. */
type UrlIds = { readonly [slot in UrlSlot]?: number | null | undefined };

interface ScheduledRow {
  readonly id: number;
  readonly name: string;
  readonly estatus: string;
  readonly script: string;
  readonly datetime_init: string;
  readonly datetime_end: string;
  readonly daytime_init: string;
  readonly daytime_end: string;
}

/** A campaign with its addresses and forms (ECCP §8.5 getcampaigninfo). */
export async function readCampaign(
  db: Connection,
  { catalog, dialect }: Schema,
  kind: CampaignKind,
  id: number,
): Promise<CampaignResult> {
  const table = CAMPAIGN_TABLES[kind];
  if (!catalog.has(table)) return { kind: 'not-found' };
  const slots = dialect.urlSlots[table];
  const row = await (kind === 'outgoing' ? readOutgoing(db, id, slots) : readIncoming(db, id, slots));
  if (row === undefined) return { kind: 'not-found' };
  const forms = await readCampaignForms(db, kind, id);
  if (forms.kind === 'unreadable') return forms;
  const urls = await readUrls(db, row.urlIds);
  return { kind: 'found', campaign: { ...row.facts, urls, forms: forms.forms } };
}

/** The queue of a campaign; undefined for one that doesn't exist. */
export async function readCampaignQueue(
  db: Connection,
  catalog: Catalog,
  kind: CampaignKind,
  id: number,
): Promise<string | undefined> {
  if (!catalog.has(CAMPAIGN_TABLES[kind])) return undefined;
  const row = await (kind === 'outgoing' ? readOutgoing(db, id, []) : readIncoming(db, id, []));
  return row?.facts.queue;
}

interface CampaignRow {
  readonly facts: Facts;
  readonly urlIds: UrlIds;
}

async function readOutgoing(
  db: Connection,
  id: number,
  slots: readonly UrlSlot[],
): Promise<CampaignRow | undefined> {
  const row = await db
    .selectFrom('campaign')
    .select([
      'id',
      'name',
      'estatus',
      'script',
      'datetime_init',
      'datetime_end',
      'daytime_init',
      'daytime_end',
    ])
    .select(['queue', 'retries', 'trunk', 'context', 'max_canales'])
    .select(slots)
    .where('id', '=', id)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  const facts = {
    kind: 'outgoing',
    ...scheduled(row),
    queue: row.queue,
    retries: row.retries,
    trunk: row.trunk ?? undefined,
    context: row.context,
    maxChannels: row.max_canales ?? 0,
  } as const;
  return { facts, urlIds: row };
}

async function readIncoming(
  db: Connection,
  id: number,
  slots: readonly UrlSlot[],
): Promise<CampaignRow | undefined> {
  const row = await db
    .selectFrom('campaign_entry as c')
    .leftJoin('queue_call_entry as q', 'q.id', 'c.id_queue_call_entry')
    .select(['c.id', 'c.name', 'c.estatus', 'c.script', 'c.datetime_init', 'c.datetime_end'])
    .select(['c.daytime_init', 'c.daytime_end', 'q.queue'])
    .select(slots.map((slot) => `c.${slot}` as const))
    .where('c.id', '=', id)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  return { facts: { kind: 'incoming', ...scheduled(row), queue: row.queue ?? '' }, urlIds: row };
}

function scheduled(row: ScheduledRow): Omit<Facts, 'kind' | 'queue'> {
  return {
    id: row.id,
    name: row.name,
    state: campaignState(row.estatus),
    firstDay: row.datetime_init,
    lastDay: row.datetime_end,
    opensAt: row.daytime_init,
    closesAt: row.daytime_end,
    script: decodeEntities(row.script),
  };
}

/** A column or a table that can't be read is told apart from a database that is away. */
async function readCampaignForms(
  db: Connection,
  kind: CampaignKind,
  id: number,
): Promise<
  | { readonly kind: 'forms'; readonly forms: readonly Form[] }
  | Extract<CampaignResult, { kind: 'unreadable' }>
> {
  let part: 'form-fields' | 'form-names' = 'form-fields';
  try {
    const rows = await db
      .selectFrom(FORM_TABLES[kind])
      .select('id_form')
      .where('id_campaign', '=', id)
      .execute();
    const fields = await readFormFields(
      db,
      rows.map((row) => row.id_form),
    );
    part = 'form-names';
    return { kind: 'forms', forms: await readForms(db, fields) };
  } catch (error) {
    if (failureKind(error) !== 'permanent') throw error;
    return { kind: 'unreadable', part };
  }
}

async function readUrls(db: Connection, slots: UrlIds): Promise<IncomingCampaign['urls']> {
  const { id_url: first, id_url2: second, id_url3: third } = slots;
  const ids = [first, second, third].filter((id) => typeof id === 'number');
  if (ids.length === 0) return [undefined, undefined, undefined];
  const rows = await db
    .selectFrom('campaign_external_url')
    .select(['id', 'urltemplate', 'description', 'opentype'])
    .where('id', 'in', ids)
    .where('active', '=', 1)
    .execute();
  const url = (id: number | null | undefined): CampaignUrl | undefined => {
    const row = rows.find((candidate) => candidate.id === id);
    if (row === undefined) return undefined;
    return { template: row.urltemplate, description: row.description, openType: row.opentype };
  };
  return [url(first), url(second), url(third)];
}
