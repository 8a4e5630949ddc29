import type { Connection } from '../connection/database.js';
import type { Dialect } from '../schema/dialect.js';

/** A list of calls that isn't deleted (database.md §4.5). */
export interface CallList {
  readonly campaignId: number;
  /** 1 active, 2 stopped, 3 finished. */
  readonly status: number;
}

/** By id; none in databases without lists. */
export async function readCallLists(
  db: Connection,
  dialect: Dialect,
): Promise<ReadonlyMap<number, CallList>> {
  if (dialect.calls !== 'lists' || dialect.missingTables.includes('campaign_lists')) return new Map();
  const rows = await db
    .selectFrom('campaign_lists')
    .select(['id', 'id_campaign', 'status'])
    .where('is_deleted', '=', 0)
    .execute();
  return new Map(rows.map(({ id, id_campaign, status }) => [id, { campaignId: id_campaign, status }]));
}

/** The campaign that calls belong to which point at this owner. */
export function campaignOfOwner(
  dialect: Dialect,
  lists: ReadonlyMap<number, CallList>,
  owner: number,
): number | undefined {
  return dialect.calls === 'lists' ? lists.get(owner)?.campaignId : owner;
}
