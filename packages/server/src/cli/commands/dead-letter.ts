import type { DeadLetterStore, RetryOutcome, StoredDeadLetter } from '@openeccp/storage';
import type { Command } from 'commander';
import { parseIds, parseLimit } from '../arguments.js';
import type { CliIo } from '../cli-io.js';
import { type CommandContext, CommandError } from '../command-context.js';
import { type DatabaseFlags, withDatabaseFlags } from '../config-flags.js';
import { EXIT_FAILED, EXIT_USAGE } from '../exit-codes.js';
import { withStorage } from '../with-storage.js';

interface JsonFlags extends DatabaseFlags {
  readonly json?: boolean;
}

interface ListFlags extends JsonFlags {
  readonly limit: number;
}

interface ChoiceFlags extends JsonFlags {
  readonly all?: boolean;
}

/** What became of a letter. */
interface Result {
  readonly id: number;
  readonly outcome: RetryOutcome['kind'] | 'waits' | 'dropped';
  readonly reason?: string;
}

/** Letters that are listed unless told otherwise. */
const LISTED = 100;
/** Letters that are read at once. */
const PAGE = 100;

/** `openeccp deadletter list|show|retry|drop`: the rows of table `oe_dead_letter`. */
export function addDeadLetterCommands(program: Command, { io, finish }: CommandContext): void {
  const deadletter = program
    .command('deadletter')
    .description('writes that the database refused for good, and what is to become of them');

  withDatabaseFlags(deadletter.command('list'))
    .description('show them, the oldest first')
    .option('--limit <count>', 'so many at most', parseLimit, LISTED)
    .option('--json', 'one JSON array')
    .addHelpText('after', '\nExample:\n  openeccp deadletter list')
    .action(async (flags: ListFlags) => {
      const { letters, count } = await withStorage(flags, io, async ({ deadLetters }) => ({
        letters: await deadLetters.list(0, flags.limit),
        count: (await deadLetters.count()) ?? 0,
      }));
      if (flags.json) io.out(JSON.stringify(letters.map(shown)));
      else for (const line of table(letters)) io.out(line);
      if (count === 0) io.err('There is no dead letter: the database has taken every write.');
      if (count > letters.length) io.err(`${count - letters.length} more; --limit ${count} shows them too.`);
    });

  withDatabaseFlags(deadletter.command('show'))
    .argument('<id...>', 'numbers that deadletter list shows', parseIds)
    .description('show all of a letter: the write and the reason')
    .option('--json', 'one JSON array')
    .addHelpText('after', '\nExample:\n  openeccp deadletter show 7')
    .action(async (ids: readonly number[], flags: JsonFlags) => {
      const letters = await withStorage(flags, io, ({ deadLetters }) =>
        Promise.all(ids.map(async (id) => (await deadLetters.find(id)) ?? unknownLetter(id))),
      );
      if (flags.json) return io.out(JSON.stringify(letters.map(shown)));
      for (const line of letters.flatMap(details)) io.out(line);
    });

  withDatabaseFlags(deadletter.command('retry'))
    .argument('[id...]', 'numbers that deadletter list shows', parseIds)
    .description('do the writes now, the oldest first; what succeeds is no dead letter any more')
    .option('--all', 'all of them')
    .option('--json', 'one JSON array')
    .addHelpText('after', '\nExample:\n  openeccp deadletter retry --all')
    .action(async (ids: readonly number[] | undefined, flags: ChoiceFlags) => {
      const chosen = choice(ids ?? [], flags);
      const results = await withStorage(flags, io, async ({ deadLetters }) => {
        const first = new Map<string, number>();
        return eachLetter(deadLetters, chosen, async (id) => retry(deadLetters, id, first));
      });
      tell(results, flags, io);
      if (results.some(({ outcome }) => outcome !== 'written')) finish(EXIT_FAILED);
    });

  withDatabaseFlags(deadletter.command('drop'))
    .argument('[id...]', 'numbers that deadletter list shows', parseIds)
    .description('forget them: they will never be written')
    .option('--all', 'all of them')
    .option('--json', 'one JSON array')
    .addHelpText('after', '\nExample:\n  openeccp deadletter drop 7 8')
    .action(async (ids: readonly number[] | undefined, flags: ChoiceFlags) => {
      const chosen = choice(ids ?? [], flags);
      const results = await withStorage(flags, io, ({ deadLetters }) =>
        eachLetter(deadLetters, chosen, async (id) => ({
          id,
          outcome: (await deadLetters.drop(id)) ? ('dropped' as const) : ('unknown' as const),
        })),
      );
      tell(results, flags, io);
      if (results.some(({ outcome }) => outcome !== 'dropped')) finish(EXIT_FAILED);
    });
}

/** The ids in their order, which is that of the writes, or all there are. */
function choice(ids: readonly number[], { all }: ChoiceFlags): readonly number[] | 'all' {
  if (ids.length > 0 === (all === true)) {
    throw new CommandError(EXIT_USAGE, 'say which: numbers that openeccp deadletter list shows, or --all');
  }
  return all === true ? 'all' : [...new Set(ids)].sort((a, b) => a - b);
}

async function eachLetter(
  letters: DeadLetterStore,
  chosen: readonly number[] | 'all',
  work: (id: number) => Promise<Result>,
): Promise<readonly Result[]> {
  const results: Result[] = [];
  if (chosen !== 'all') {
    for (const id of chosen) results.push(await work(id));
    return results;
  }
  let page = await letters.list(0, PAGE);
  while (page.length > 0) {
    for (const { id } of page) results.push(await work(id));
    page = await letters.list(page.at(-1)?.id ?? 0, PAGE);
  }
  return results;
}

/** @param left The first letter of each agent or call that could not be written: later ones may not overtake it. */
async function retry(letters: DeadLetterStore, id: number, left: Map<string, number>): Promise<Result> {
  const key = (await letters.find(id))?.key;
  const before = key === undefined ? undefined : left.get(key);
  if (before !== undefined) return { id, outcome: 'waits', reason: `letter ${before} of ${key} comes first` };
  const outcome = await letters.retry(id);
  if (key !== undefined && (outcome.kind === 'refused' || outcome.kind === 'unreadable')) left.set(key, id);
  return outcome.kind === 'refused'
    ? { id, outcome: 'refused', reason: outcome.reason.text }
    : { id, outcome: outcome.kind };
}

function tell(results: readonly Result[], { json }: JsonFlags, io: CliIo): void {
  if (json) return io.out(JSON.stringify(results));
  for (const result of results) io.out(`letter ${result.id}: ${describe(result)}`);
  if (results.length === 0) io.err('There is no dead letter.');
}

function describe({ outcome, reason }: Result): string {
  switch (outcome) {
    case 'written':
      return 'written';
    case 'dropped':
      return 'dropped';
    case 'unknown':
      return 'there is no such letter; openeccp deadletter list shows them';
    case 'refused':
      return `still refused: ${reason}`;
    case 'waits':
      return `not tried: ${reason}`;
    case 'outdated':
      return 'not written: its call has gone on, the row would be turned back; deadletter drop forgets it';
    case 'unreadable':
      return 'not written: it is no write that this version knows; deadletter show shows what it is';
  }
}

function unknownLetter(id: number): never {
  throw new CommandError(EXIT_FAILED, `there is no dead letter ${id}; openeccp deadletter list shows them`);
}

/** A letter as programs get it. */
function shown({ id, at, key, kind, body, reason, tries }: StoredDeadLetter): unknown {
  return { id, at: new Date(at).toISOString(), key, kind, write: parsed(body), reason, tries };
}

/** Text where somebody has changed it to what is no JSON. */
function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return body;
  }
}

/** A line for each letter, in columns. */
function table(letters: readonly StoredDeadLetter[]): readonly string[] {
  const rows = letters.map(({ id, at, key, kind, reason }) => [
    String(id),
    new Date(at).toISOString(),
    key,
    kind,
    reason.code,
  ]);
  const widths = [0, 1, 2, 3].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  '));
}

function details({ id, at, key, kind, body, reason, tries }: StoredDeadLetter): readonly string[] {
  return [
    `letter ${id}, given up ${new Date(at).toISOString()} after ${tries === 1 ? '1 try' : `${tries} tries`}`,
    `  ${kind} of ${key}`,
    `  ${reason.code}: ${reason.text}`,
    `  ${body}`,
  ];
}
