/** Beyond this a correlation of neighbours says that there are too few values. */
const MOST_ALIKE = 0.9;

/** The value below which this part of the values lies, 0 to 1; the values need no order. */
export function percentile(values: readonly number[], part: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(Math.floor(sorted.length * part), sorted.length - 1)] ?? Number.NaN;
}

export function median(values: readonly number[]): number {
  return percentile(values, 0.5);
}

export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** The straight line that fits best through values at equal distances. */
export interface Trend {
  /** From one value to the next. */
  readonly slope: number;
  /** Standard error of the slope; infinite for fewer than three values. */
  readonly error: number;
}

/**
 * Least squares. What memory does in one minute is alike to what it did in the minute before, so the values
 * count for fewer than they are: the error is widened by the correlation of neighbours.
 */
export function trend(values: readonly number[]): Trend {
  const middle = (values.length - 1) / 2;
  const level = mean(values);
  const run = sum(values.map((_, i) => (i - middle) ** 2));
  const slope = run === 0 ? 0 : sum(values.map((value, i) => (i - middle) * (value - level))) / run;
  if (values.length < 3) return { slope, error: Number.POSITIVE_INFINITY };
  const rests = values.map((value, i) => value - level - slope * (i - middle));
  const square = sum(rests.map((rest) => rest ** 2));
  if (square === 0) return { slope, error: 0 };
  const alike = sum(rests.slice(1).map((rest, i) => rest * (rests[i] ?? 0))) / square;
  const correlation = Math.min(Math.max(alike, 0), MOST_ALIKE);
  const plain = Math.sqrt(square / (values.length - 2) / run);
  return { slope, error: plain * Math.sqrt((1 + correlation) / (1 - correlation)) };
}

/** Whether the values rise by more than their noise: by two standard errors, which chance does once in forty times. */
export function rises({ slope, error }: Trend): boolean {
  return slope > 2 * error;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
