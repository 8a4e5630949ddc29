import { type ChildProcess, fork } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { readOptions, type SimulateOptions, usage, writeNumbers } from './options.js';
import { FAULTS } from './plan.js';
import { runSeed, type SeedOrder, type SeedReport } from './seed-run.js';
import { Tally } from './tally.js';

/** A failing seed is shrunk for so long. Milliseconds. */
const SHRINK_MS = 60_000;
/** Enough to see what is wrong. */
const FAILURES = 5;

/** The command line that runs one seed again. */
function replay({ calls, faults }: SimulateOptions, { result, only, onSqlite }: SeedReport): string {
  const same = faults.length === FAULTS.length && FAULTS.every((fault) => faults.includes(fault));
  return [
    `npm run simulate -- --seed ${result.seed}`,
    ...(calls === 200 ? [] : [`--calls ${calls}`]),
    ...(same ? [] : [`--faults ${faults.join(',') || 'none'}`]),
    ...(onSqlite ? ['--on-sqlite 1'] : []),
    ...(only === undefined ? [] : [`--only ${writeNumbers(only)}`]),
  ].join(' ');
}

function tellFailure(options: SimulateOptions, report: SeedReport): void {
  console.log(`seed ${report.result.seed} failed:`);
  for (const what of report.result.broken) console.log(`  ${what}`);
  console.log(`  again: ${replay(options, { ...report, only: undefined })}`);
  if (report.only === undefined || options.only !== undefined) return;
  console.log(`  shrunk to ${report.only.length} of ${report.result.moves} moves: ${report.shrunkBroken[0]}`);
  console.log(`  again: ${replay(options, report)}`);
}

function* orders(options: SimulateOptions): Iterable<SeedOrder> {
  const { firstSeed, seeds, calls, faults, only, onSqlite } = options;
  for (let index = 0; index < seeds; index++) {
    const shrinkMs = options.narrate ? 0 : SHRINK_MS;
    yield { seed: firstSeed + index, calls, faults, only, onSqlite: index < onSqlite, shrinkMs };
  }
}

async function simulate(options: SimulateOptions): Promise<boolean> {
  const tally = new Tally();
  const until = performance.now() + options.minutes * 60_000;
  const left = orders(options)[Symbol.iterator]();
  const next = (): SeedOrder | undefined => {
    if (performance.now() > until || tally.failed >= FAILURES) return undefined;
    const { value, done } = left.next();
    return done === true ? undefined : value;
  };
  const take = (report: SeedReport): void => {
    tally.take(report);
    if (report.result.broken.length > 0) tellFailure(options, report);
    else if (tally.seeds % 50 === 0) console.log(tally.progress());
  };
  if (options.seeds === 1 || options.narrate) {
    const narrate = options.narrate ? (line: string) => console.log(line) : undefined;
    for (let order = next(); order !== undefined; order = next()) take(await runSeed(order, narrate));
  } else {
    const workers = Math.min(options.workers, options.seeds);
    await Promise.all(Array.from({ length: workers }, () => serve(next, take)));
  }
  console.log(tally.report());
  return tally.failed === 0;
}

/** Runs seeds in a process of their own until none is left. */
function serve(next: () => SeedOrder | undefined, take: (report: SeedReport) => void): Promise<void> {
  const worker: ChildProcess = fork(fileURLToPath(new URL('worker.js', import.meta.url)));
  return new Promise((resolve, reject) => {
    const order = (): void => {
      const seed = next();
      if (seed === undefined) worker.disconnect();
      else worker.send(seed);
    };
    worker.on('message', (report) => {
      take(report as SeedReport);
      order();
    });
    worker.on('error', reject);
    worker.on('exit', (code) => (code === 0 ? resolve() : reject(new Error(`a worker ended with ${code}`))));
    order();
  });
}

try {
  const options = readOptions(process.argv.slice(2), availableParallelism());
  if (options === 'help') console.log(usage());
  else if (!(await simulate(options))) process.exitCode = 1;
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  console.error(usage());
  process.exitCode = 2;
}
