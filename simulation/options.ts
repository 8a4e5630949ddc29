import { parseArgs } from 'node:util';
import { FAULTS, type Fault } from './plan.js';

/** What `npm run simulate` is to do. */
export interface SimulateOptions {
  readonly firstSeed: number;
  readonly seeds: number;
  /** Callers of each seed. */
  readonly calls: number;
  readonly faults: readonly Fault[];
  /** Moves to be made; all without it. */
  readonly only: readonly number[] | undefined;
  readonly workers: number;
  /** How many seeds, from the first on, run on SQLite in place of rows in memory. */
  readonly onSqlite: number;
  /** No seed begins after so long. Minutes of real time. */
  readonly minutes: number;
  /** Prints everything that happens. One seed only. */
  readonly narrate: boolean;
}

const USAGE = `npm run simulate -- [options]

  --seed N         the first seed, or the only one; default 1
  --seeds N        how many; default 500, or 1 with --seed
  --calls N        callers of each; default 200
  --faults A,B     ${FAULTS.join(', ')}; all (default) or none
  --only 3,17-20   only these moves of the plan
  --workers N      processes; default: one for each processor
  --on-sqlite N    so many of them, the first ones, on SQLite; default 5, or 0 of one
  --minutes N      stop beginning seeds after so long; default 600
  --narrate        print everything that happens
`;

/** Reads the command line; what can't be understood is thrown as words for whoever wrote it. */
export function readOptions(args: readonly string[], processors: number): SimulateOptions | 'help' {
  const { values } = parseArgs({
    args: [...args],
    options: {
      seed: { type: 'string' },
      seeds: { type: 'string' },
      calls: { type: 'string', default: '200' },
      faults: { type: 'string', default: 'all' },
      only: { type: 'string' },
      workers: { type: 'string', default: String(processors) },
      'on-sqlite': { type: 'string' },
      minutes: { type: 'string', default: '600' },
      narrate: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return 'help';
  const seeds = values.seeds ?? (values.seed === undefined ? '500' : '1');
  return {
    firstSeed: whole('--seed', values.seed ?? '1'),
    seeds: whole('--seeds', seeds),
    calls: whole('--calls', values.calls),
    faults: readFaults(values.faults),
    only: values.only === undefined ? undefined : readNumbers(values.only),
    workers: whole('--workers', values.workers),
    onSqlite: whole('--on-sqlite', values['on-sqlite'] ?? (seeds === '1' ? '0' : '5')),
    minutes: whole('--minutes', values.minutes),
    narrate: values.narrate,
  };
}

export function usage(): string {
  return USAGE;
}

/** `0-3,7`, as `--only` reads it. */
export function writeNumbers(numbers: readonly number[]): string {
  const ranges: [number, number][] = [];
  for (const number of numbers) {
    const last = ranges.at(-1);
    if (last !== undefined && last[1] === number - 1) last[1] = number;
    else ranges.push([number, number]);
  }
  return ranges.map(([from, to]) => (from === to ? `${from}` : `${from}-${to}`)).join(',');
}

export function readNumbers(text: string): readonly number[] {
  return text.split(',').flatMap((part) => {
    const [from = '', to = from] = part.split('-');
    const [first, last] = [whole('--only', from), whole('--only', to)];
    return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => first + index);
  });
}

function readFaults(text: string): readonly Fault[] {
  switch (text) {
    case 'all':
      return FAULTS;
    case 'none':
      return [];
    default:
      return text.split(',').map((name) => {
        const fault = FAULTS.find((one) => one === name);
        if (fault === undefined)
          throw new Error(`--faults ${name}: there is none such. ${FAULTS.join(', ')}`);
        return fault;
      });
  }
}

function whole(option: string, text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 0) throw new Error(`${option} ${text}: write a whole number`);
  return value;
}
