import type { CallWindow } from '@openeccp/core';
import type { CampaignSchedule } from '../schema/tables/campaign-schedule.js';

type Columns = Pick<CampaignSchedule, 'datetime_init' | 'datetime_end' | 'daytime_init' | 'daytime_end'>;

/** When a campaign calls (database.md §4.4). */
export function campaignWindow(row: Columns): CallWindow {
  return {
    firstDay: row.datetime_init,
    lastDay: row.datetime_end,
    from: row.daytime_init,
    until: row.daytime_end,
  };
}
