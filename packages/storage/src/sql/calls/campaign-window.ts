import type { CallWindow } from '@openeccp/core';
import type { CampaignSchedule } from '../../schema/tables/campaign-schedule.js';

type Columns = Pick<CampaignSchedule, 'datetime_init' | 'datetime_end' | 'daytime_init' | 'daytime_end'>;

/** When a campaign calls (database.md §4.4). Who enters one and the same time for begin and end means the whole day. */
export function campaignWindow(row: Columns): CallWindow {
  const days = { firstDay: row.datetime_init, lastDay: row.datetime_end };
  return row.daytime_init === row.daytime_end
    ? { ...days, from: '00:00:00', until: '23:59:59' }
    : { ...days, from: row.daytime_init, until: row.daytime_end };
}
