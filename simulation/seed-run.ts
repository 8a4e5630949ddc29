import { openSqliteDatabase } from './database/sqlite-database.js';
import type { Fault } from './plan.js';
import { type RunOptions, type RunResult, run } from './run.js';
import { shrink } from './shrink.js';

/** One seed, as one process tells it another. */
export interface SeedOrder {
  readonly seed: number;
  readonly calls: number;
  readonly faults: readonly Fault[];
  readonly only: readonly number[] | undefined;
  readonly onSqlite: boolean;
  /** How long a failing seed may be shrunk; 0 not at all. Milliseconds of real time. */
  readonly shrinkMs: number;
}

export interface SeedReport {
  readonly result: RunResult;
  readonly onSqlite: boolean;
  /** Moves with which it still fails. */
  readonly only: readonly number[] | undefined;
  /** What breaks with these. */
  readonly shrunkBroken: readonly string[];
  readonly realMs: number;
}

/** Runs a seed, and shrinks it if it fails. */
export async function runSeed(order: SeedOrder, narrate?: (line: string) => void): Promise<SeedReport> {
  const { seed, calls, onSqlite, shrinkMs } = order;
  const begun = performance.now();
  const options: Omit<RunOptions, 'only'> = {
    seed,
    calls,
    faults: new Set(order.faults),
    ...(narrate === undefined ? {} : { narrate }),
  };
  const database = onSqlite ? await openSqliteDatabase() : undefined;
  const result = await run({
    ...options,
    ...(database === undefined ? {} : { database }),
    ...(order.only === undefined ? {} : { only: new Set(order.only) }),
  });
  await database?.storage.close();
  const realMs = performance.now() - begun;
  const mayShrink = result.broken.length > 0 && shrinkMs > 0 && order.only === undefined && !onSqlite;
  if (!mayShrink) return { result, onSqlite, only: order.only, shrunkBroken: [], realMs };
  const shrunk = await shrink(options, result, shrinkMs);
  return { result, onSqlite, only: shrunk.only, shrunkBroken: shrunk.result.broken, realMs };
}
