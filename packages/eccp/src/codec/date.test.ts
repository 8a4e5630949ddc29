import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { isDate, startOfDay, startOfNextDay } from './date.js';
import { formatDateTime } from './time.js';

const before = process.env['TZ'];

afterEach(() => {
  if (before === undefined) delete process.env['TZ'];
  else process.env['TZ'] = before;
});

const HOUR = 3_600_000;

describe('isDate', () => {
  it.each(['2024-03-01', '2024-02-29', '2000-02-29', '0099-12-31', '9999-12-31'])('takes %s', (text) => {
    expect(isDate(text)).toBe(true);
  });

  it.each([
    ...['', '2023-02-29', '1900-02-29', '2024-02-30', '2024-04-31', '2024-13-01', '2024-00-01', '2024-01-00'],
    ...[
      '2024-3-1',
      '24-03-01',
      '2024/03/01',
      '2024-03-01 ',
      ' 2024-03-01',
      '2024-03-01\n',
      '2024-03-01 10:00:00',
    ],
    ...['٢٠٢٤-٠٣-٠١', '+12024-03-01', 'yesterday'],
  ])('refuses %j', (text) => expect(isDate(text)).toBe(false));
});

describe('a day', () => {
  it('begins at local midnight', () => {
    process.env['TZ'] = 'America/Guayaquil';
    expect(startOfDay('2024-03-01')).toBe(Date.UTC(2024, 2, 1, 5));
    expect(startOfNextDay('2024-02-29')).toBe(Date.UTC(2024, 2, 1, 5));
    expect(startOfNextDay('2023-12-31')).toBe(Date.UTC(2024, 0, 1, 5));
  });

  it('has 23 or 25 hours when the clock is changed', () => {
    process.env['TZ'] = 'Europe/Madrid';
    expect(startOfNextDay('2024-03-31') - startOfDay('2024-03-31')).toBe(23 * HOUR);
    expect(startOfNextDay('2024-10-27') - startOfDay('2024-10-27')).toBe(25 * HOUR);
  });

  it('begins at one where the clock is put forward at midnight', () => {
    process.env['TZ'] = 'America/Asuncion';
    expect(formatDateTime(startOfDay('2023-10-01'))).toBe('2023-10-01 01:00:00');
    expect(formatDateTime(startOfDay('2023-10-01') - 1)).toBe('2023-09-30 23:59:59');
  });

  it('holds the instants whose local date it is, and is followed by the next', () => {
    process.env['TZ'] = 'America/Asuncion';
    const instants = fc.integer({ min: Date.UTC(1975, 0, 1), max: Date.UTC(2037, 0, 1) });
    fc.assert(
      fc.property(instants, (instant) => {
        const date = formatDateTime(instant).slice(0, 10);
        expect(isDate(date)).toBe(true);
        expect(startOfDay(date)).toBeLessThanOrEqual(instant);
        expect(startOfNextDay(date)).toBeGreaterThan(instant);
        expect(startOfDay(formatDateTime(startOfNextDay(date)).slice(0, 10))).toBe(startOfNextDay(date));
      }),
    );
  });
});
