import { describe, expect, it } from 'vitest';
import type { Step } from './daemon.js';
import { MUTATIONS } from './mutations.js';
import { readNumbers, readOptions, writeNumbers } from './options.js';
import { FAULTS, type Fault } from './plan.js';
import { run } from './run.js';
import { runSeed } from './seed-run.js';
import { shrink } from './shrink.js';

const faults = new Set(FAULTS);
const NONE: ReadonlySet<Fault> = new Set();
/** Seeds of so many callers in which a planted bug has to show. */
const SEEDS = 80;
const CALLS = 60;
/** On a machine that has much else to do. Milliseconds. */
const DEADLINE_MS = 180_000;

describe('a seed', { timeout: DEADLINE_MS }, () => {
  it('gives the same story whenever it is run, and another one is another story', async () => {
    const [first, again, other] = [
      await run({ seed: 1, calls: 40, faults }),
      await run({ seed: 1, calls: 40, faults }),
      await run({ seed: 2, calls: 40, faults }),
    ];
    expect(first.steps).toBeGreaterThan(200);
    expect(again).toEqual(first);
    expect(other.trace).not.toBe(first.trace);
  });

  it('breaks nothing, with rows in memory and on SQLite', async () => {
    const reports = [];
    for (const [seed, onSqlite] of [
      [3, false],
      [4, false],
      [5, true],
    ] as const) {
      reports.push(
        await runSeed({ seed, calls: 60, faults: FAULTS, only: undefined, onSqlite, shrinkMs: 0 }),
      );
    }
    expect(reports.flatMap(({ result }) => result.broken)).toEqual([]);
  });
});

/** The first seed that shows the bug, or the last one when none does. */
async function firstFailure(step: Step, faultsOf: (seed: number) => ReadonlySet<Fault>) {
  for (let seed = 1; ; seed += 1) {
    const options = { seed, calls: CALLS, faults: faultsOf(seed), step };
    const failed = await run(options);
    if (failed.broken.length > 0 || seed === SEEDS) return { options, failed };
  }
}

describe('a planted bug', { timeout: DEADLINE_MS }, () => {
  it.each(MUTATIONS)('is found: $name', async ({ step }) => {
    // What the comparison with Asterisk would heal shows on a day on which there is nothing to heal.
    const { failed } = await firstFailure(step, (seed) => (seed % 2 === 1 ? faults : NONE));
    expect(failed.broken).not.toEqual([]);
  });

  it('shrinks to the few moves that it needs', async () => {
    const [, bug] = MUTATIONS;
    if (bug === undefined) throw new Error('no mutation');
    const { options, failed } = await firstFailure(bug.step, () => NONE);
    expect(failed.broken).not.toEqual([]);
    const { only, result } = await shrink(options, failed, 20_000);
    expect(result.broken).not.toEqual([]);
    expect(only.length).toBeLessThan(failed.made / 4);
    expect((await run({ ...options, only: new Set(only) })).broken).toEqual(result.broken);
  });
});

describe('the command line', () => {
  it('runs five hundred seeds unless it is told one', () => {
    expect(readOptions([], 2)).toMatchObject({ firstSeed: 1, seeds: 500, calls: 200, faults: FAULTS });
    expect(readOptions(['--seed', '7'], 2)).toMatchObject({ firstSeed: 7, seeds: 1 });
  });

  it('reads the moves that it prints', () => {
    expect(writeNumbers([1, 2, 3, 7, 9, 10])).toBe('1-3,7,9-10');
    expect(readNumbers('1-3,7,9-10')).toEqual([1, 2, 3, 7, 9, 10]);
  });

  it('says what it does not understand', () => {
    expect(() => readOptions(['--faults', 'rain'], 2)).toThrow('--faults rain: there is none such');
    expect(() => readOptions(['--calls', 'many'], 2)).toThrow('--calls many: write a whole number');
  });
});
