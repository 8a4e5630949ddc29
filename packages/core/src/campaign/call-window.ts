import type { LocalDay, LocalTime } from '../ports/local-day.js';

/**
 * Days, and hours on each of them, at which calls are placed. Both ends are included. Hours that end before they begin are,
 * on each of the days, those from midnight and those until midnight, so the last night ends with its day; hours that end
 * when they begin are the whole day (dialer.md §2.2).
 */
export interface CallWindow {
  readonly firstDay: LocalDay;
  readonly lastDay: LocalDay;
  readonly from: LocalTime;
  readonly until: LocalTime;
}

/** Hours of one day, both ends included. */
export type DayHours = Pick<CallWindow, 'from' | 'until'>;

const DAY_BEGINS = '00:00:00';
const DAY_ENDS = '23:59:59';

/** The hours of each day, in order; none of them goes on past midnight. */
export function hoursOfDay({ from, until }: DayHours): readonly DayHours[] {
  if (from === until) return [{ from: DAY_BEGINS, until: DAY_ENDS }];
  if (from < until) return [{ from, until }];
  return [
    { from: DAY_BEGINS, until },
    { from, until: DAY_ENDS },
  ];
}

/** Whether all of the days are among the others. */
export function daysWithin(
  inner: Pick<CallWindow, 'firstDay' | 'lastDay'>,
  outer: Pick<CallWindow, 'firstDay' | 'lastDay'>,
): boolean {
  return outer.firstDay <= inner.firstDay && inner.lastDay <= outer.lastDay;
}

/** Whether all of the hours are among the others. */
export function hoursWithin(inner: DayHours, outer: DayHours): boolean {
  const allowed = hoursOfDay(outer);
  return hoursOfDay(inner).every(({ from, until }) =>
    allowed.some((hours) => hours.from <= from && until <= hours.until),
  );
}
