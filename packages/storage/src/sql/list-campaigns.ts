import type { CampaignFilter, CampaignKind, CampaignState, ListedCampaign } from '@openeccp/core';
import { type SelectQueryBuilder, sql } from 'kysely';
import type { Connection } from '../connection/database.js';
import type { Catalog } from '../schema/catalog.js';
import { holdsText } from '../schema/fit-text.js';
import type { Tables } from '../schema/tables.js';

/** Campaigns of one kind are rows of one table. */
export const CAMPAIGN_TABLES: { readonly incoming: 'campaign_entry'; readonly outgoing: 'campaign' } = {
  incoming: 'campaign_entry',
  outgoing: 'campaign',
};

interface ListedRow {
  readonly kind: CampaignKind;
  readonly id: number;
  readonly name: string;
  readonly estatus: string;
}

/** Campaigns by kind, then by id. Kinds whose table is missing have none. */
export async function listCampaigns(
  db: Connection,
  catalog: Catalog,
  filter: CampaignFilter,
): Promise<readonly ListedCampaign[]> {
  const kinds = filter.kind === undefined ? (['incoming', 'outgoing'] as const) : [filter.kind];
  const [first, second] = kinds
    .filter((kind) => {
      const table = CAMPAIGN_TABLES[kind];
      return catalog.has(table) && holdsText(catalog, table, 'name', filter.name ?? '');
    })
    .map((kind) => campaignsOf(db, kind, filter));
  if (first === undefined) return [];
  const both = second === undefined ? first : first.unionAll(second);
  const ordered = both.orderBy('kind').orderBy('id');
  const { page } = filter;
  const rows = await (page === undefined ? ordered : ordered.limit(page.limit).offset(page.offset)).execute();
  return rows.map(({ kind, id, name, estatus }) => ({ kind, id, name, state: campaignState(estatus) }));
}

/** Words of the protocol for `estatus` (ECCP §8.5, database.md §4.4). */
export function campaignState(estatus: string): CampaignState {
  switch (estatus) {
    case 'A':
      return 'active';
    case 'T':
      return 'finished';
    default:
      return 'inactive';
  }
}

function campaignsOf(
  db: Connection,
  kind: CampaignKind,
  filter: CampaignFilter,
): SelectQueryBuilder<Tables, 'campaign' | 'campaign_entry', ListedRow> {
  let query = db
    .selectFrom(CAMPAIGN_TABLES[kind])
    .select([sql<CampaignKind>`${sql.lit(kind)}`.as('kind'), 'id', 'name', 'estatus']);
  if (filter.name !== undefined) query = query.where(contains('name', filter.name));
  if (filter.startsFrom !== undefined) query = query.where('datetime_init', '>=', filter.startsFrom);
  if (filter.startsBefore !== undefined) query = query.where('datetime_init', '<', filter.startsBefore);
  switch (filter.state) {
    case undefined:
      return query;
    case 'active':
      return query.where('estatus', '=', 'A');
    case 'finished':
      return query.where('estatus', '=', 'T');
    case 'inactive':
      return query.where('estatus', 'not in', ['A', 'T']);
  }
}

function contains(column: string, text: string): ReturnType<typeof sql<boolean>> {
  const pattern = `%${text.replace(/[%_!]/g, '!$&')}%`;
  return sql<boolean>`${sql.ref(column)} like ${pattern} escape '!'`;
}
