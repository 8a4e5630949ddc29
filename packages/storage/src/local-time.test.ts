import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  elapsedSeconds,
  fromLocalDateTime,
  MAX_DURATION_S,
  toDuration,
  toLocalDateTime,
} from './local-time.js';

const zone = process.env['TZ'];

beforeAll(() => {
  process.env['TZ'] = 'Europe/Madrid';
});
afterAll(() => {
  if (zone === undefined) delete process.env['TZ'];
  else process.env['TZ'] = zone;
});

describe('local date and time', () => {
  it('crosses midnight, the month and the year in the zone of the host', () => {
    const midnight = Date.UTC(2025, 11, 31, 23, 0, 0);
    expect(toLocalDateTime(midnight - 1)).toBe('2025-12-31 23:59:59');
    expect(toLocalDateTime(midnight)).toBe('2026-01-01 00:00:00');
    expect(toLocalDateTime(midnight + 999)).toBe('2026-01-01 00:00:00');
  });

  it('jumps over the hour that summer time skips', () => {
    const change = Date.UTC(2026, 2, 29, 1, 0, 0);
    expect(toLocalDateTime(change - 1000)).toBe('2026-03-29 01:59:59');
    expect(toLocalDateTime(change)).toBe('2026-03-29 03:00:00');
    expect(fromLocalDateTime('2026-03-29 02:30:00')).toBe(change + 30 * 60_000);
  });

  it('shows the hour that summer time repeats twice and reads it as the first', () => {
    const change = Date.UTC(2026, 9, 25, 1, 0, 0);
    expect(toLocalDateTime(change - 1000)).toBe('2026-10-25 02:59:59');
    expect(toLocalDateTime(change)).toBe('2026-10-25 02:00:00');
    expect(fromLocalDateTime('2026-10-25 02:00:00')).toBe(change - 3_600_000);
  });

  it('reads what it wrote, except the second time of the repeated hour', () => {
    const repeated = (ms: number): boolean => /-10-\d\d 02:/.test(toLocalDateTime(ms));
    fc.assert(
      fc.property(fc.integer({ min: 946_684_800, max: 4_102_444_800 }), (second) => {
        fc.pre(!repeated(second * 1000));
        expect(fromLocalDateTime(toLocalDateTime(second * 1000))).toBe(second * 1000);
      }),
    );
  });

  it.each(['', '0000-00-00 00:00:00', '2026-01-01', 'yesterday'])('reads %j as no time', (text) => {
    expect(fromLocalDateTime(text)).toBeUndefined();
  });
});

describe('durations', () => {
  it('counts real seconds across a change of the clock', () => {
    const change = Date.UTC(2026, 9, 25, 1, 0, 0);
    expect(elapsedSeconds(change - 60_000, change + 60_000)).toBe(120);
  });

  it('is the difference of the seconds shown and never negative', () => {
    expect(elapsedSeconds(1_999, 3_000)).toBe(2);
    expect(elapsedSeconds(5_000, 3_000)).toBe(0);
  });

  it.each([
    [0, '00:00:00'],
    [59, '00:00:59'],
    [3_661, '01:01:01'],
    [100 * 3600, '100:00:00'],
    [MAX_DURATION_S, '838:59:59'],
    [MAX_DURATION_S + 1, '838:59:59'],
    [-5, '00:00:00'],
  ])('writes %d seconds as %s', (seconds, text) => {
    expect(toDuration(seconds)).toBe(text);
  });
});
