import type { Row } from '../../../packages/storage/src/testing/contract-backend.js';

/** Times are whole seconds, and so the difference of two may be off by one. */
const ROUNDING_S = 1;

/** Columns that hold a date and a time, in seconds; undefined where there is none. */
export function timesOf(row: Row, ...columns: readonly string[]): readonly (number | undefined)[] {
  return columns.map((column) => {
    const text = row[column];
    return typeof text === 'string' ? Date.parse(`${text.replace(' ', 'T')}Z`) / 1000 : undefined;
  });
}

/** `00:01:05` → 65. */
export function secondsOf(text: Row[string] | undefined): number | undefined {
  if (typeof text !== 'string') return undefined;
  return text.split(':').reduce((sum, part) => sum * 60 + Number(part), 0);
}

/** What is wrong with the order of these times. */
export function outOfOrder(times: readonly (number | undefined)[]): readonly string[] {
  const known = times.filter((time) => time !== undefined);
  const ordered = known.every((time, index) => index === 0 || time >= (known[index - 1] ?? time));
  return ordered ? [] : [`times out of order: ${known.join(', ')}`];
}

/** What is wrong with a column that says how long it was from one time until another. */
export function notBetween(
  column: string,
  value: Row[string] | undefined,
  from: number | undefined,
  until: number | undefined,
): readonly string[] {
  if (from === undefined || until === undefined) return [];
  const fits = typeof value === 'number' && Math.abs(value - (until - from)) <= ROUNDING_S;
  return fits ? [] : [`${column} ${value} from ${from} until ${until}`];
}
