import fc from 'fast-check';
import { expect, test } from 'vitest';
import { backoffMs, DEFAULT_BACKOFF } from './backoff.js';

test('doubles up to the longest wait', () => {
  const waits = [1, 2, 3, 4, 5, 6, Number.POSITIVE_INFINITY].map((failures) =>
    backoffMs(DEFAULT_BACKOFF, failures, 0),
  );
  expect(waits).toEqual([500, 1000, 2000, 4000, 5000, 5000, 5000]);
});

test('chance shortens a wait by its share at most', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 2000 }),
      fc.double({ min: 0, max: 0.999, noNaN: true }),
      (failures, random) => {
        const longest = backoffMs(DEFAULT_BACKOFF, failures, 0);
        const wait = backoffMs(DEFAULT_BACKOFF, failures, random);
        expect(wait).toBeLessThanOrEqual(longest);
        expect(wait).toBeGreaterThanOrEqual(longest * 0.8 - 1);
      },
    ),
  );
});
