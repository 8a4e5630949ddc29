import { assert, integer, property, tuple } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CallWindow, covers, daysWithin, hoursWithin } from './call-window.js';

const MARCH = { firstDay: '2026-03-01', lastDay: '2026-03-31' };
const hours = (from: string, until: string): CallWindow => ({ ...MARCH, from, until });

describe('call window', () => {
  it.each([
    ['08:00:00', '20:00:00', '2026-03-10', '08:00:00', true],
    ['08:00:00', '20:00:00', '2026-03-10', '20:00:00', true],
    ['08:00:00', '20:00:00', '2026-03-10', '07:59:59', false],
    ['08:00:00', '20:00:00', '2026-03-10', '20:00:01', false],
    ['08:00:00', '20:00:00', '2026-02-28', '12:00:00', false],
    ['08:00:00', '20:00:00', '2026-03-01', '12:00:00', true],
    ['08:00:00', '20:00:00', '2026-03-31', '12:00:00', true],
    ['08:00:00', '20:00:00', '2026-04-01', '12:00:00', false],
    ['22:00:00', '06:00:00', '2026-03-10', '23:00:00', true],
    ['22:00:00', '06:00:00', '2026-03-10', '05:00:00', true],
    ['22:00:00', '06:00:00', '2026-03-10', '12:00:00', false],
    // The last night ends with the last day.
    ['22:00:00', '06:00:00', '2026-04-01', '05:00:00', false],
    ['10:00:00', '10:00:00', '2026-03-10', '10:00:00', true],
    ['10:00:00', '10:00:00', '2026-03-10', '10:00:01', false],
  ])('from %s until %s covers %s %s: %s', (from, until, day, time, expected) => {
    expect(covers(hours(from, until), day, time)).toBe(expected);
  });

  it.each([
    ['2026-03-01', '2026-03-31', true],
    ['2026-03-10', '2026-03-10', true],
    ['2026-02-28', '2026-03-10', false],
    ['2026-03-10', '2026-04-01', false],
  ])('of %s to %s lies in March: %s', (firstDay, lastDay, expected) => {
    expect(daysWithin({ firstDay, lastDay }, MARCH)).toBe(expected);
  });

  it('lies within another when it covers no hour that the other does not', () => {
    const anyHours = tuple(integer({ min: 0, max: 11 }), integer({ min: 0, max: 11 })).map(([a, b]) =>
      hours(clock(a), clock(b)),
    );
    assert(
      property(anyHours, anyHours, (inner, outer) => {
        const uncovered = HOURS.filter(
          (time) => covers(inner, '2026-03-10', time) && !covers(outer, '2026-03-10', time),
        );
        expect(hoursWithin(inner, outer)).toBe(uncovered.length === 0);
      }),
      { numRuns: 1_000 },
    );
  });
});

/** The even hours of a day: the odd ones lie between two of them. */
function clock(hour: number): string {
  return `${String(hour * 2).padStart(2, '0')}:00:00`;
}

const HOURS = Array.from({ length: 24 }, (_, hour) => `${String(hour).padStart(2, '0')}:00:00`);
