import type { LocalDay, LocalTime } from '../ports/local-day.js';

/**
 * Days, and hours on each of them, at which calls are placed. Both ends are included; hours that end before they begin go
 * on past midnight, on such of the days as it is then (dialer.md §2.2).
 */
export interface CallWindow {
  readonly firstDay: LocalDay;
  readonly lastDay: LocalDay;
  readonly from: LocalTime;
  readonly until: LocalTime;
}

type Hours = Pick<CallWindow, 'from' | 'until'>;
type Days = Pick<CallWindow, 'firstDay' | 'lastDay'>;

/** Whether calls are placed at this time of this day. */
export function covers(
  { firstDay, lastDay, from, until }: CallWindow,
  day: LocalDay,
  time: LocalTime,
): boolean {
  if (day < firstDay || lastDay < day) return false;
  return from <= until ? from <= time && time <= until : from <= time || time <= until;
}

/** Whether all of the days are among the others. */
export function daysWithin(inner: Days, outer: Days): boolean {
  return outer.firstDay <= inner.firstDay && inner.lastDay <= outer.lastDay;
}

/** Whether all of the hours are among the others. */
export function hoursWithin(inner: Hours, outer: Hours): boolean {
  const outerWraps = outer.from > outer.until;
  if (inner.from > inner.until) return outerWraps && outer.from <= inner.from && inner.until <= outer.until;
  const afterBegin = outer.from <= inner.from;
  const beforeEnd = inner.until <= outer.until;
  return outerWraps ? afterBegin || beforeEnd : afterBegin && beforeEnd;
}
