import type { CampaignSchedule } from '@openeccp/core';
import type { Connection } from '../connection/database.js';
import { toLocalDateTime } from '../local-time.js';
import { openWindows } from '../open-windows.js';
import type { Catalog } from '../schema/catalog.js';
import { campaignWindow } from './campaign-window.js';

/** Windows are told for so many days: master data is read again long before they are over. */
const DAYS = 8;

/** Active incoming campaigns by the name of their queue, oldest first. */
export async function readIncomingSchedules(
  db: Connection,
  catalog: Catalog,
  now: number,
): Promise<ReadonlyMap<string, readonly CampaignSchedule[]>> {
  const schedules = new Map<string, CampaignSchedule[]>();
  if (!catalog.has('campaign_entry')) return schedules;
  const rows = await db
    .selectFrom('campaign_entry as c')
    .innerJoin('queue_call_entry as q', 'q.id', 'c.id_queue_call_entry')
    .select(['c.id', 'q.queue', 'c.datetime_init', 'c.datetime_end', 'c.daytime_init', 'c.daytime_end'])
    .where('c.estatus', '=', 'A')
    .where('c.datetime_end', '>=', toLocalDateTime(now).slice(0, 10))
    .orderBy('c.id')
    .execute();
  for (const row of rows) {
    const schedule = { id: row.id, windows: openWindows(campaignWindow(row), now, DAYS) };
    const queue = row.queue ?? '';
    schedules.set(queue, [...(schedules.get(queue) ?? []), schedule]);
  }
  return schedules;
}
