import { type CallWindow, type CampaignSchedule, hoursOfDay, type LocalDay } from '@openeccp/core';
import { addHours } from './local-days.js';
import { endOfSecond, firstInstantOf } from './local-jumps.js';
import { toLocalDateTime } from './local-time.js';

type Windows = CampaignSchedule['windows'];

/**
 * When calls are placed from `now` on, over so many days. Epoch milliseconds.
 *
 * Where the clock is put back, a window begins at the first and ends at the last of two equal times; a time that it is put
 * forward over is the instant at which that is done.
 */
export function openWindows(window: CallWindow, now: number, days: number): Windows {
  const windows: { from: number; until: number }[] = [];
  const today = toLocalDateTime(now).slice(0, 10);
  for (let ahead = 0; ahead < days; ahead++) {
    const day = dayAfter(today, ahead);
    if (day < window.firstDay || window.lastDay < day) continue;
    for (const { from, until } of hoursOfDay(window)) {
      const next = { from: firstInstantOf(`${day} ${from}`), until: endOfSecond(`${day} ${until}`) };
      const last = windows.at(-1);
      if (last !== undefined && last.until >= next.from) last.until = Math.max(last.until, next.until);
      else windows.push(next);
    }
  }
  return windows.filter(({ from, until }) => until > now && until > from);
}

function dayAfter(day: LocalDay, days: number): LocalDay {
  return addHours(`${day} 00:00:00`, 24 * days).slice(0, 10);
}
