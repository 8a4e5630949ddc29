import { type RunOptions, type RunResult, run } from './run.js';

export interface Shrunk {
  /** Numbers of the moves that are left. */
  readonly only: readonly number[];
  readonly result: RunResult;
  readonly runs: number;
}

/**
 * Looks for fewer moves with which a run still breaks: leaves out halves, then quarters, and so on, for as long as there is time.
 * What breaks may be something else in the end; it is a bug all the same.
 *
 * @param deadlineMs milliseconds of real time
 */
export async function shrink(
  options: Omit<RunOptions, 'only'>,
  failed: RunResult,
  deadlineMs: number,
): Promise<Shrunk> {
  const until = performance.now() + deadlineMs;
  let best: Shrunk = {
    // What came after the failure has no part in it.
    only: Array.from({ length: failed.made }, (_, number) => number),
    result: failed,
    runs: 0,
  };
  let runs = 0;
  for (let size = Math.ceil(best.only.length / 2); size >= 1; size = Math.floor(size / 2)) {
    for (let from = best.only.length - size; from > -size; from -= size) {
      if (performance.now() > until) return { ...best, runs };
      const start = Math.max(0, from);
      const only = [...best.only.slice(0, start), ...best.only.slice(from + size)];
      const result = await run({ ...options, only: new Set(only) });
      runs += 1;
      if (result.broken.length > 0) best = { only, result, runs };
    }
  }
  return { ...best, runs };
}
