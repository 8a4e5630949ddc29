import type { CallWindow, DueCampaign } from '@openeccp/core';
import type { Connection } from '../../connection/database.js';
import type { Dialect } from '../../schema/dialect.js';
import { campaignWindow } from '../campaign-window.js';
import { LIST_STATUS } from './list-status.js';

/** A campaign that calls, as those of its contacts see it that belong to `owner`. */
export interface OpenOwner {
  /** The campaign itself, or one of its lists. */
  readonly owner: number;
  readonly campaign: DueCampaign;
  readonly window: CallWindow;
  /** Attempts per contact. */
  readonly retries: number;
}

/** Active campaigns that run on one of two days and, in the lists dialect, their active lists (database.md §4.5). */
export async function readOpenOwners(
  db: Connection,
  dialect: Dialect,
  days: { readonly first: string; readonly last: string },
): Promise<readonly OpenOwner[]> {
  const campaigns = db
    .selectFrom('campaign as k')
    .select(['k.id', 'k.queue', 'k.context', 'k.trunk', 'k.retries'])
    .select(['k.datetime_init', 'k.datetime_end', 'k.daytime_init', 'k.daytime_end'])
    .$if(dialect.callerIds.campaign, (query) => query.select('k.callerid'))
    .where('k.estatus', '=', 'A')
    .where('k.datetime_init', '<=', days.last)
    .where('k.datetime_end', '>=', days.first);
  const rows =
    dialect.calls === 'classic'
      ? await campaigns.select('k.id as owner').execute()
      : await campaigns
          .innerJoin('campaign_lists as l', 'l.id_campaign', 'k.id')
          .select('l.id as owner')
          .where('l.status', '=', LIST_STATUS.active)
          .where('l.is_deleted', '=', 0)
          .execute();
  return rows.map((row) => ({
    owner: row.owner,
    campaign: {
      id: row.id,
      queue: row.queue,
      context: row.context,
      trunk: row.trunk ?? undefined,
      callerId: row.callerid ?? undefined,
    },
    window: campaignWindow(row),
    retries: row.retries,
  }));
}
