/** A date or time already formatted for the wire: `yyyy-mm-dd hh:mm:ss` or `hh:mm:ss`, server-local zone. */
export type WireDateTime = string;

let cachedSecond = Number.NaN;
let cachedText = '';

/**
 * Formats an instant as `yyyy-mm-dd hh:mm:ss` in the server's local time zone (ECCP §0.2).
 *
 * @param epochMs milliseconds since 1970-01-01 UTC
 */
export function formatDateTime(epochMs: number): WireDateTime {
  const second = Math.floor(epochMs / 1000);
  if (second !== cachedSecond) {
    const date = new Date(epochMs);
    const day = `${pad(date.getFullYear(), 4)}-${pad(date.getMonth() + 1, 2)}-${pad(date.getDate(), 2)}`;
    const time = `${pad(date.getHours(), 2)}:${pad(date.getMinutes(), 2)}:${pad(date.getSeconds(), 2)}`;
    cachedText = `${day} ${time}`;
    cachedSecond = second;
  }
  return cachedText;
}

/**
 * Formats an instant as `hh:mm:ss` when its local date is today, else in full (ECCP §0.2 "shorttime").
 *
 * @param epochMs the instant, milliseconds since 1970-01-01 UTC
 * @param nowMs the present, same unit
 */
export function formatShortTime(epochMs: number, nowMs: number): WireDateTime {
  const text = formatDateTime(epochMs);
  return sameLocalDate(epochMs, nowMs) ? text.slice(11) : text;
}

function sameLocalDate(oneMs: number, otherMs: number): boolean {
  const one = new Date(oneMs);
  const other = new Date(otherMs);
  return (
    one.getDate() === other.getDate() &&
    one.getMonth() === other.getMonth() &&
    one.getFullYear() === other.getFullYear()
  );
}

function pad(value: number, width: number): string {
  return String(value).padStart(width, '0');
}
