import { type RawBuilder, sql } from 'kysely';
import type { Dialect } from '../schema/dialect.js';

/**
 * The campaign that a row of `calls` belongs to, directly or by its list (database.md §3.1, §3.2).
 *
 * @param calls The table's name in the query.
 */
export function campaignOfCall(dialect: Dialect, calls: string): RawBuilder<number> {
  const owner = ownerOfCall(dialect, calls);
  return dialect.calls === 'lists'
    ? sql<number>`(select id_campaign from campaign_lists where campaign_lists.id = ${owner})`
    : owner;
}

/** The campaign or the list that a row of `calls` points at. */
export function ownerOfCall(dialect: Dialect, calls: string): RawBuilder<number> {
  return sql<number>`${sql.ref(`${calls}.${dialect.calls === 'lists' ? 'id_list' : 'id_campaign'}`)}`;
}
