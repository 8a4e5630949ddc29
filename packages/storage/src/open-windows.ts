import type { CallWindow, CampaignSchedule, LocalDay } from '@openeccp/core';
import { addHours } from './local-days.js';
import { endOfSecond, firstInstantOf } from './local-jumps.js';
import { toLocalDateTime } from './local-time.js';

type Windows = CampaignSchedule['windows'];

/** Hours of one day, both ends included. */
type Hours = Pick<CallWindow, 'from' | 'until'>;

const DAY_BEGINS = '00:00:00';
const DAY_ENDS = '23:59:59';

/**
 * When a campaign is open from `now` on, over so many days. Epoch milliseconds.
 *
 * Days are those of the calendar: hours that go on past midnight are, on each of the days, those from midnight and those
 * until midnight, so the last night ends with its day (dialer.md §2.2). Hours that end when they begin are the whole day:
 * nobody sets up a campaign that never runs. Where the clock is put back, a window begins at the first and ends at the last
 * of two equal times; a time that it is put forward over is the instant at which that is done.
 */
export function openWindows(window: CallWindow, now: number, days: number): Windows {
  const windows: { from: number; until: number }[] = [];
  const today = toLocalDateTime(now).slice(0, 10);
  for (let ahead = 0; ahead < days; ahead++) {
    const day = dayAfter(today, ahead);
    if (day < window.firstDay || window.lastDay < day) continue;
    for (const { from, until } of hoursOf(window)) {
      const next = { from: firstInstantOf(`${day} ${from}`), until: endOfSecond(`${day} ${until}`) };
      const last = windows.at(-1);
      if (last !== undefined && last.until >= next.from) last.until = Math.max(last.until, next.until);
      else windows.push(next);
    }
  }
  return windows.filter(({ from, until }) => until > now && until > from);
}

function hoursOf({ from, until }: Hours): readonly Hours[] {
  if (from === until) return [{ from: DAY_BEGINS, until: DAY_ENDS }];
  if (from < until) return [{ from, until }];
  return [
    { from: DAY_BEGINS, until },
    { from, until: DAY_ENDS },
  ];
}

function dayAfter(day: LocalDay, days: number): LocalDay {
  return addHours(`${day} ${DAY_BEGINS}`, 24 * days).slice(0, 10);
}
