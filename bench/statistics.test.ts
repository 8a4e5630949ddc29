import { describe, expect, it } from 'vitest';
import { rises, trend } from './statistics.js';

/** Noise between -1 and 1, the same in every run. */
const noise = Array.from({ length: 60 }, (_, i) => Math.sin(i * i * 12.9898));

describe('the trend of a series', () => {
  it('is the line that fits best, with the error that the textbook has', () => {
    const { slope, error } = trend([1, 3, 2, 4]);
    expect(slope).toBeCloseTo(0.8);
    expect(error).toBeCloseTo(0.4243, 4);
  });

  it('is not told from noise where there is none', () => {
    expect(rises(trend(noise.map((n) => 200 + n)))).toBe(false);
  });

  it('is told from noise where there is one', () => {
    expect(rises(trend(noise.map((n, i) => 200 + n + i * 0.05)))).toBe(true);
  });

  it('is nothing that two values can show', () => {
    expect(rises(trend([1, 100]))).toBe(false);
  });

  it('has a wider error when neighbours are alike', () => {
    const wave = Array.from({ length: 60 }, (_, i) => Math.sin(i / 5));
    const mixed = wave.map((_, i) => wave[(i * 37) % 60] ?? 0);
    expect(trend(wave).error).toBeGreaterThan(2 * trend(mixed).error);
  });
});
