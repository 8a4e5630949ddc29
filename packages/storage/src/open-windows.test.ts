import type { CallWindow } from '@openeccp/core';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { toLocalDateTime } from './local-time.js';
import { openWindows } from './open-windows.js';

const zone = process.env['TZ'];
beforeAll(() => {
  process.env['TZ'] = 'Europe/Madrid';
});
afterAll(() => {
  if (zone === undefined) delete process.env['TZ'];
  else process.env['TZ'] = zone;
});

const MARCH: CallWindow = {
  firstDay: '2026-03-10',
  lastDay: '2026-03-11',
  from: '08:00:00',
  until: '19:59:59',
};
const at = (local: string): number => new Date(local.replace(' ', 'T')).getTime();
const shown = (window: CallWindow, now: string, days = 8): readonly string[] =>
  openWindows(window, at(now), days).map(
    ({ from, until }) => `${toLocalDateTime(from)} – ${toLocalDateTime(until)}`,
  );

describe('windows of a campaign', () => {
  it('are its hours on each of its days, those that are over left out', () => {
    const first = '2026-03-10 08:00:00 – 2026-03-10 20:00:00';
    const second = '2026-03-11 08:00:00 – 2026-03-11 20:00:00';
    expect(shown(MARCH, '2026-03-09 12:00:00')).toEqual([first, second]);
    expect(shown(MARCH, '2026-03-10 19:59:59')).toEqual([first, second]);
    expect(shown(MARCH, '2026-03-10 20:00:00')).toEqual([second]);
    expect(shown(MARCH, '2026-03-12 00:00:00')).toEqual([]);
    expect(shown(MARCH, '2026-03-09 12:00:00', 2)).toEqual([first]);
  });

  it('past midnight begin with the first day and end with the last', () => {
    const nights = { ...MARCH, from: '22:00:00', until: '05:59:59' };
    expect(shown(nights, '2026-03-09 12:00:00')).toEqual([
      '2026-03-10 00:00:00 – 2026-03-10 06:00:00',
      '2026-03-10 22:00:00 – 2026-03-11 06:00:00',
      '2026-03-11 22:00:00 – 2026-03-12 00:00:00',
    ]);
  });

  it.each(['00:00:00', '09:30:00'])('that begin and end at %s are whole days', (time) => {
    expect(shown({ ...MARCH, from: time, until: time }, '2026-03-10 12:00:00')).toEqual([
      '2026-03-10 00:00:00 – 2026-03-12 00:00:00',
    ]);
  });

  it('begin and end where summer time begins, if it skips their time', () => {
    const day = { firstDay: '2026-03-29', lastDay: '2026-03-29' };
    const change = Date.UTC(2026, 2, 29, 1);
    const windows = (from: string, until: string): unknown =>
      openWindows({ ...day, from, until }, at('2026-03-29 00:00:00'), 2);
    expect(windows('02:30:00', '05:00:00')).toEqual([{ from: change, until: at('2026-03-29 05:00:01') }]);
    expect(windows('01:00:00', '02:30:00')).toEqual([{ from: at('2026-03-29 01:00:00'), until: change }]);
    expect(windows('02:10:00', '02:50:00')).toEqual([]);
  });

  it('begin at the first and end at the last of two times, where it ends', () => {
    const day = { firstDay: '2026-10-25', lastDay: '2026-10-25' };
    const hour = 3_600_000;
    const change = Date.UTC(2026, 9, 25, 1);
    const windows = (from: string, until: string): unknown =>
      openWindows({ ...day, from, until }, at('2026-10-25 00:00:00'), 2);
    expect(windows('02:30:00', '02:44:59')).toEqual([
      { from: change - hour / 2, until: change + (3 * hour) / 4 },
    ]);
    expect(windows('01:00:00', '01:59:59')).toEqual([{ from: change - 2 * hour, until: change - hour }]);
    expect(windows('01:00:00', '02:59:59')).toEqual([{ from: change - 2 * hour, until: change + hour }]);
  });

  it('are ordered and apart, and hold exactly the times of the days and hours wherever no clock is changed', () => {
    const clock = fc
      .tuple(fc.nat(23), fc.nat(59))
      .map((parts) => `${parts.map((part) => String(part).padStart(2, '0')).join(':')}:00`);
    fc.assert(
      fc.property(clock, clock, fc.nat(47), fc.nat(59), (from, until, hour, minute) => {
        const window = { ...MARCH, from, until };
        const windows = openWindows(window, at('2026-03-09 00:00:00'), 5);
        for (const [index, { from: begin, until: end }] of windows.entries()) {
          expect(begin).toBeLessThan(end);
          expect(begin).toBeGreaterThan(windows[index - 1]?.until ?? 0);
        }
        const instant = at('2026-03-10 00:00:00') + (hour * 60 + minute) * 60_000;
        const time = toLocalDateTime(instant).slice(11);
        const isOpen =
          from === until || (from < until ? from <= time && time <= until : from <= time || time <= until);
        expect(windows.some(({ from: begin, until: end }) => begin <= instant && instant < end)).toBe(isOpen);
      }),
    );
  });
});
