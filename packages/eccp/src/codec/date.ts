/** A day as it is written on the wire, `yyyy-mm-dd`, in the server's local zone (ECCP §0.2 "date"). */
export type WireDate = string;

const DATE = /^\d{4}-\d{2}-\d{2}$/;

/** Whether the text is `yyyy-mm-dd` and names a day of the calendar; `2023-02-29` does not. */
export function isDate(text: string): text is WireDate {
  if (!DATE.test(text)) return false;
  const midnight = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(midnight.getTime()) && midnight.toISOString().startsWith(text);
}

/**
 * The first instant of a day in the server's local zone, which is not midnight where summer time begins then.
 *
 * @param date one for which `isDate` holds
 * @returns milliseconds since 1970-01-01 UTC
 */
export function startOfDay(date: WireDate): number {
  return localMidnight(date, 0);
}

/** The first instant of the day after; together with {@link startOfDay} it holds the day, 23 to 25 hours long. */
export function startOfNextDay(date: WireDate): number {
  return localMidnight(date, 1);
}

function localMidnight(date: WireDate, daysLater: number): number {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number);
  const midnight = new Date(2000, 0, 1);
  // The constructor takes years below 100 for those of the last century.
  midnight.setFullYear(year, month - 1, day + daysLater);
  return midnight.getTime();
}
