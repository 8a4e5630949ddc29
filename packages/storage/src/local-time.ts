/** The longest duration that a MySQL `TIME` column holds, 838:59:59, in seconds. */
export const MAX_DURATION_S: number = 838 * 3600 + 59 * 60 + 59;

const LOCAL = /^(\d{4})-(\d\d)-(\d\d)[ T](\d\d):(\d\d):(\d\d)/;

/** Writes of the same second are many: the last text is kept. */
let lastSecond = Number.NaN;
let lastText = '';

/** Epoch milliseconds as local date and time of this host, `YYYY-MM-DD HH:MM:SS`; the fraction is dropped. */
export function toLocalDateTime(epochMs: number): string {
  const second = Math.floor(epochMs / 1000);
  if (second === lastSecond) return lastText;
  const date = new Date(second * 1000);
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  lastText = `${day} ${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`;
  lastSecond = second;
  return lastText;
}

/**
 * Epoch milliseconds of a local date and time. An hour that summer time repeats is taken as the first of the
 * two; one that it skips is taken as if the clock had not moved. `undefined` for anything else, zero dates included.
 */
export function fromLocalDateTime(text: string): number | undefined {
  const match = LOCAL.exec(text);
  if (match === null) return undefined;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match.slice(1).map(Number);
  if (month === 0 || day === 0) return undefined;
  return new Date(year, month - 1, day, hour, minute, second).getTime();
}

/** Whole seconds between two instants as their columns show them, never negative. */
export function elapsedSeconds(fromMs: number, toMs: number): number {
  return Math.max(0, Math.floor(toMs / 1000) - Math.floor(fromMs / 1000));
}

/** Seconds as a `TIME` value, `HH:MM:SS`, held between zero and what the column takes. */
export function toDuration(seconds: number): string {
  const s = Math.min(Math.max(0, Math.floor(seconds)), MAX_DURATION_S);
  return `${two(Math.floor(s / 3600))}:${two(Math.floor(s / 60) % 60)}:${two(s % 60)}`;
}

function two(value: number): string {
  return value < 10 ? `0${value}` : String(value);
}
