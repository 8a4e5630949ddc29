import { describe, expect, it } from 'vitest';
import { daysWithin, hoursWithin } from './call-window.js';

const DAYTIME = ['08:00:00', '20:00:00'] as const;
const NIGHT = ['22:00:00', '06:00:00'] as const;
const WHOLE_DAY = ['00:00:00', '23:59:59'] as const;
const EQUAL = ['10:00:00', '10:00:00'] as const;

describe('call window', () => {
  it.each([
    ['2026-03-01', '2026-03-31', true],
    ['2026-03-10', '2026-03-10', true],
    ['2026-02-28', '2026-03-10', false],
    ['2026-03-10', '2026-04-01', false],
  ])('of %s to %s lies in March: %s', (firstDay, lastDay, expected) => {
    const march = { firstDay: '2026-03-01', lastDay: '2026-03-31' };
    expect(daysWithin({ firstDay, lastDay }, march)).toBe(expected);
  });

  it.each([
    [DAYTIME, DAYTIME, true],
    [['07:59:59', '12:00:00'], DAYTIME, false],
    [['12:00:00', '20:00:01'], DAYTIME, false],
    [['19:00:00', '09:00:00'], DAYTIME, false],
    [WHOLE_DAY, DAYTIME, false],
    [EQUAL, DAYTIME, false],
    [NIGHT, NIGHT, true],
    [['23:00:00', '01:00:00'], NIGHT, true],
    [['22:00:00', '23:00:00'], NIGHT, true],
    [['05:00:00', '06:00:00'], NIGHT, true],
    [['05:00:00', '06:00:01'], NIGHT, false],
    [['21:59:59', '23:00:00'], NIGHT, false],
    [['21:00:00', '01:00:00'], NIGHT, false],
    [['05:00:00', '23:00:00'], NIGHT, false],
    [DAYTIME, WHOLE_DAY, true],
    [NIGHT, WHOLE_DAY, true],
    [EQUAL, WHOLE_DAY, true],
    [DAYTIME, EQUAL, true],
    [NIGHT, EQUAL, true],
    [WHOLE_DAY, EQUAL, true],
  ] as const)('from %j lies within hours from %j: %s', ([from, until], [outerFrom, outerUntil], expected) => {
    expect(hoursWithin({ from, until }, { from: outerFrom, until: outerUntil })).toBe(expected);
  });
});
