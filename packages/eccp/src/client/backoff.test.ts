import { expect, it } from 'vitest';
import { backoffDelay, DEFAULT_BACKOFF } from './backoff.js';

it('doubles up to its limit, with up to half at random', () => {
  const delays = (random: number) =>
    [1, 2, 3, 7, 1000].map((attempt) => backoffDelay(attempt, DEFAULT_BACKOFF, random));
  expect(delays(0)).toEqual([250, 500, 1000, 15_000, 15_000]);
  expect(delays(1)).toEqual([500, 1000, 2000, 30_000, 30_000]);
});
