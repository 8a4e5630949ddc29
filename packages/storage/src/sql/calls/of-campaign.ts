import { type RawBuilder, sql } from 'kysely';
import type { Dialect } from '../../schema/dialect.js';
import { ownerOfCall } from '../campaign-of-call.js';

/**
 * Whether a row of `calls` belongs to a campaign, in a way that the index on its owner answers.
 *
 * @param calls The table's name in the query.
 */
export function isOfCampaign(dialect: Dialect, calls: string, campaignId: number): RawBuilder<boolean> {
  const owner = ownerOfCall(dialect, calls);
  return dialect.calls === 'lists'
    ? sql<boolean>`${owner} in (select id from campaign_lists where id_campaign = ${campaignId})`
    : sql<boolean>`${owner} = ${campaignId}`;
}
