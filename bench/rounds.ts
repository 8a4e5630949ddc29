import { fixed, whole } from './report.js';
import { cpuMs } from './stand.js';
import { median } from './statistics.js';

/** What a load generator has seen in one round. Milliseconds. */
export interface Measured {
  readonly count: number;
  readonly ms: number;
  readonly p50: number;
  readonly p99: number;
  /** Processor time of the generator itself: at 1 core it is the limit. */
  readonly ownCpuMs: number;
}

/** A server under load, and what loads it for one round. */
export interface Side {
  readonly pid: number;
  readonly run: () => Promise<Measured>;
}

interface Round extends Measured {
  readonly rate: number;
  /** Processor time of the server for each of what was counted. Microseconds. */
  readonly cpuUs: number;
}

/** The columns of {@link compared}, before which stands what is compared. */
export function comparedColumns(counted: string): readonly string[] {
  return [
    `${counted}/s`,
    'raw/s',
    'ratio',
    'p50 ms',
    'p99 ms',
    'raw p50',
    'raw p99',
    'CPU µs',
    'raw µs',
    'generator',
  ];
}

/** Measures both sides in turn, the server first warmed up, and answers with the medians. */
export async function compared(ours: Side, raw: Side, rounds: number): Promise<string[]> {
  const mine: Round[] = [];
  const theirs: Round[] = [];
  for (let i = 0; i < rounds; i += 1) {
    theirs.push(await round(raw));
    mine.push(await round(ours));
  }
  const of = (some: readonly Round[], figure: (one: Round) => number): number => median(some.map(figure));
  const ratios = mine.map(({ rate }, i) => rate / (theirs[i]?.rate ?? Number.NaN));
  return [
    whole(of(mine, ({ rate }) => rate)),
    whole(of(theirs, ({ rate }) => rate)),
    fixed(median(ratios)),
    ...[mine, theirs].flatMap((some) => [
      fixed(of(some, ({ p50 }) => p50)),
      fixed(of(some, ({ p99 }) => p99)),
    ]),
    ...[mine, theirs].map((some) =>
      fixed(
        of(some, ({ cpuUs }) => cpuUs),
        1,
      ),
    ),
    `${whole(of(theirs, ({ ownCpuMs, ms }) => (ownCpuMs / ms) * 100))} %`,
  ];
}

async function round({ pid, run }: Side): Promise<Round> {
  const before = await cpuMs(pid);
  const result = await run();
  const cpu = (await cpuMs(pid)) - before;
  return { ...result, rate: (result.count / result.ms) * 1000, cpuUs: (cpu * 1000) / result.count };
}
