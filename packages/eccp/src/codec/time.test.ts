import { afterEach, describe, expect, it } from 'vitest';
import { formatDateTime, formatShortTime } from './time.js';

const before = process.env['TZ'];

function inZone(zone: string): void {
  process.env['TZ'] = zone;
  // The one remembered second belongs to the zone that was.
  formatDateTime(0);
}

afterEach(() => {
  if (before === undefined) delete process.env['TZ'];
  else process.env['TZ'] = before;
});

describe('formatDateTime', () => {
  it('uses the local zone of the server', () => {
    const instant = Date.UTC(2024, 2, 1, 15, 2, 3);
    inZone('America/Guayaquil');
    expect(formatDateTime(instant)).toBe('2024-03-01 10:02:03');
    inZone('Asia/Kolkata');
    expect(formatDateTime(instant)).toBe('2024-03-01 20:32:03');
  });

  it('follows the clock over both changes of summer time', () => {
    inZone('Europe/Madrid');
    expect(formatDateTime(Date.UTC(2024, 2, 31, 0, 59, 59))).toBe('2024-03-31 01:59:59');
    expect(formatDateTime(Date.UTC(2024, 2, 31, 1, 0, 0))).toBe('2024-03-31 03:00:00');
    expect(formatDateTime(Date.UTC(2024, 9, 27, 0, 30, 0))).toBe('2024-10-27 02:30:00');
    expect(formatDateTime(Date.UTC(2024, 9, 27, 1, 30, 0))).toBe('2024-10-27 02:30:00');
  });

  it('gives all instants of a second the same text', () => {
    inZone('UTC');
    expect(formatDateTime(999)).toBe('1970-01-01 00:00:00');
    expect(formatDateTime(1000)).toBe('1970-01-01 00:00:01');
    expect(formatDateTime(1999)).toBe('1970-01-01 00:00:01');
  });
});

describe('formatShortTime', () => {
  it('leaves out the date of today, and only that, across midnight', () => {
    inZone('America/Guayaquil');
    const evening = Date.UTC(2024, 2, 2, 4, 59, 0);
    expect(formatShortTime(evening, evening + 59_999)).toBe('23:59:00');
    expect(formatShortTime(evening, evening + 60_000)).toBe('2024-03-01 23:59:00');
    expect(formatShortTime(evening, evening + 365 * 86_400_000)).toBe('2024-03-01 23:59:00');
  });
});
