import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type Call,
  DEFAULT_SETTINGS,
  Floor,
  type FloorImage,
  type Input,
  isAtWork,
  type JournalEntry,
  type StorageWrite,
  step,
  type Timer,
  timerKey,
} from '@openeccp/core';
import fc from 'fast-check';
import Libsql from 'libsql';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { anyMoves, type Move } from '../../../core/src/testing/any-moves.js';
import { DIRECTORY, EMPTY_SNAPSHOT } from '../../../core/src/testing/floor-harness.js';
import { callJoined, incoming, NOON, openSession } from '../testing/sample-writes.js';
import { VirtualTimers } from '../testing/virtual-timers.js';
import { Journal, type JournalOptions } from './journal.js';

let folder = '';
let opened: Journal[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'openeccp-journal-'));
});

afterEach(() => {
  for (const journal of opened) journal.close();
  opened = [];
  rmSync(folder, { recursive: true });
});

const problems: string[] = [];

async function open(file: string, options: Partial<JournalOptions> = {}): Promise<Journal> {
  const journal = await Journal.open({
    file: join(folder, file),
    database: 'a database',
    soon: (commit) => commit(),
    onPutAside: (reason) => problems.push(reason),
    onError: (fault, error) => problems.push(`${fault}: ${error}`),
    ...options,
  });
  opened.push(journal);
  return journal;
}

/** The file as it is now, without the end that a server gives it: `kill -9`. */
function killed(file: string, as: string): string {
  for (const end of ['', '-wal']) {
    if (existsSync(join(folder, `${file}${end}`)))
      copyFileSync(join(folder, `${file}${end}`), join(folder, `${as}${end}`));
  }
  return as;
}

function entry(fields: Partial<JournalEntry> = {}): JournalEntry {
  const floor = new Floor(DEFAULT_SETTINGS, {
    audit: 1,
    callEntry: 1,
    currentCallEntry: 1,
    currentCalls: 1,
    progress: 1,
  });
  const { ids, attempts } = floor;
  return {
    at: NOON,
    floor,
    delta: { agents: new Map(), calls: new Map(), ids, attempts },
    over: undefined,
    timers: [],
    writes: [],
    lastCommand: 7,
    ...fields,
  };
}

/** Something that can't be written while the disk is full. */
function onDisk<T extends object>(value: T, disk: { readonly isFull: boolean }, onTry = () => {}): T & Call {
  const toJSON = (): T => {
    onTry();
    if (disk.isFull) throw new Error('disk full');
    return value;
  };
  return { ...value, toJSON } as unknown as T & Call;
}

/** A floor that is journaled at every step. */
class Journaled {
  readonly floor: Floor = entry().floor as Floor;
  readonly writes: StorageWrite[] = [];
  readonly timers = new Map<string, { readonly timer: Timer; readonly at: number }>();
  readonly #journal: Journal;
  #now = NOON;
  #command = 0;

  constructor(journal: Journal) {
    this.#journal = journal;
    this.#take(DIRECTORY);
    this.#take({ kind: 'telephony-up', epoch: 1, snapshot: EMPTY_SNAPSHOT });
  }

  play(moves: readonly Move[]): void {
    for (const move of moves) {
      if (move.kind === 'input') this.#take(move.input);
      else if (move.kind === 'command')
        this.#take({ kind: 'command', id: ++this.#command as never, command: move.command });
      else this.#advance(move.ms);
    }
  }

  get image(): Omit<FloorImage, 'seenAt' | 'asterisk'> {
    const { agents, calls, ids, attempts } = this.floor;
    return {
      agents: [...agents.values()].filter(isAtWork),
      calls: [...calls.values()],
      timers: [...this.timers.values()],
      ids,
      attempts,
    };
  }

  #advance(ms: number): void {
    this.#now += ms;
    for (const [key, { timer, at }] of [...this.timers]) {
      if (at > this.#now) continue;
      this.timers.delete(key);
      this.#take({ kind: 'timer', timer });
    }
  }

  #take(input: Input): void {
    const { delta, effects } = step(this.floor, input, this.#now);
    this.floor.apply(delta);
    const timers = effects.flatMap((effect) => (effect.kind === 'set-timer' ? [effect] : []));
    const writes = effects.flatMap((effect) => (effect.kind === 'store' ? [effect.write] : []));
    for (const { timer, at } of timers) this.timers.set(timerKey(timer), { timer, at });
    this.writes.push(...writes);
    this.#journal.append({
      at: this.#now,
      floor: this.floor,
      delta,
      over: input.kind === 'timer' ? input.timer : undefined,
      timers: timers.map(({ timer, at }) => ({ timer, at })),
      writes,
      lastCommand: this.#command,
    });
  }
}

/** In an order of its own, for the file has none. */
function sorted({ agents, calls, timers, ids, attempts }: Journaled['image']) {
  return {
    agents: agents.toSorted((a, b) => (a.name < b.name ? -1 : 1)),
    calls: calls.toSorted((a, b) => (a.id < b.id ? -1 : 1)),
    timers: timers.toSorted((a, b) => (timerKey(a.timer) < timerKey(b.timer) ? -1 : 1)),
    ids,
    attempts,
  };
}

describe('the journal', () => {
  it('has the floor, its timers and its writes, whenever the server is killed', async () => {
    let run = 0;
    await fc.assert(
      fc.asyncProperty(anyMoves, async (moves) => {
        const file = `run-${++run}`;
        const live = new Journaled(await open(file));
        live.play(moves);
        const left = await open(killed(file, `${file}-killed`));
        expect(left.found && sorted(left.found.image)).toEqual(sorted(live.image));
        expect([...left.left()]).toEqual(live.writes);
      }),
      { numRuns: 40 },
    );
    expect(problems).toEqual([]);
  }, 60_000);

  it('is empty at first', async () => {
    const journal = await open('new');
    expect(journal.found).toBeUndefined();
    expect(journal.size).toBe(0);
    expect([...journal.left()]).toEqual([]);
  });

  it('goes on where it was closed', async () => {
    const first = await open('journal');
    first.append(entry({ at: NOON, lastCommand: 12 }));
    first.beat(NOON + 5_000);
    first.renumbered({ table: 'audit', from: 1, to: 9 });
    first.close();
    const second = await open('journal');
    expect(second.found?.lastCommand).toBe(12);
    expect(second.found?.image.seenAt).toBe(NOON + 5_000);
    // Asterisk has not been reached.
    expect(second.found?.image.asterisk).toEqual({});
    expect(second.renumberings).toEqual([{ table: 'audit', from: 1, to: 9 }]);
  });

  it('numbers writes and hands them out until they are settled', async () => {
    const journal = await open('journal');
    const writes = [1, 2, 3].map((id) => callJoined({ row: incoming(id) }));
    expect(journal.append(entry({ writes: writes.slice(0, 2) }))).toBe(1);
    expect(journal.append(entry({ writes: writes.slice(2) }))).toBe(3);
    expect(journal.after(1, 1)).toEqual([{ number: 2, write: writes[1] }]);
    journal.settled([1, 3]);
    expect(journal.size).toBe(1);
    expect(journal.after(0, 10)).toEqual([{ number: 2, write: writes[1] }]);
    const left = await open(killed('journal', 'killed'));
    expect(left.size).toBe(1);
    expect(left.append(entry({ writes: [openSession()] }))).toBe(3);
    expect([...left.left()]).toEqual([writes[1], openSession()]);
  });

  it('has a new id at once, for the row may be inserted before the turn ends', async () => {
    const journal = await open('journal', { soon: () => {} });
    journal.append(entry({ writes: [openSession()] }));
    journal.renumbered({ table: 'audit', from: 1, to: 9 });
    const left = await open(killed('journal', 'killed'));
    expect([...left.left()]).toEqual([openSession()]);
    expect(left.renumberings).toEqual([{ table: 'audit', from: 1, to: 9 }]);
  });

  it('hands out writes that are not in the file yet', async () => {
    const journal = await open('journal', { soon: () => {} });
    journal.append(entry({ writes: [openSession()] }));
    expect([...journal.left()]).toEqual([openSession()]);
  });

  it('keeps what it could not write, says so once, and writes it as soon as it can', async () => {
    const timers = new VirtualTimers();
    const disk = { isFull: true };
    const call = onDisk({ id: 'c1' }, disk);
    const journal = await open('journal', { timers });
    const { delta } = entry();
    problems.length = 0;
    journal.append(
      entry({ delta: { ...delta, calls: new Map([[call.id, call]]) }, writes: [openSession()] }),
    );
    await timers.advance(60_000);
    expect(journal.commit()).toBe(false);
    expect(problems.splice(0)).toEqual(['unwritable: Error: disk full']);
    expect(journal.size).toBe(1);
    expect([...journal.left()]).toEqual([openSession()]);
    disk.isFull = false;
    await timers.advance(15_000);
    const left = await open(killed('journal', 'killed'));
    expect(left.found?.image.calls).toEqual([{ id: 'c1' }]);
    expect([...left.left()]).toEqual([openSession()]);
    expect(problems).toEqual([]);
    expect([journal.commit(), timers.pending]).toEqual([true, 0]);
  });

  it('tries a full disk again after a second, and less and less often, whatever happens', async () => {
    const timers = new VirtualTimers();
    const disk = { isFull: true };
    const tries: number[] = [];
    const write = onDisk(openSession(), disk, () => tries.push(second));
    let second = 0;
    const journal = await open('journal', { timers });
    journal.append(entry({ writes: [write] }));
    while (++second <= 60) {
      await timers.advance(1_000);
      journal.beat(NOON + second * 1_000);
      journal.after(0, 1);
    }
    expect(tries).toEqual([0, 1, 3, 7, 15, 30, 45, 60]);
  });

  it('holds no write that is settled, and says when it holds as many as it may', async () => {
    const disk = { isFull: true };
    const journal = await open('journal', { soon: () => {}, timers: new VirtualTimers() });
    const settled = onDisk(openSession(), disk, () => expect.unreachable('it is settled'));
    journal.settled([journal.append(entry({ writes: [settled] }))]);
    const first = journal.append(entry({ writes: [onDisk(openSession(), disk)] }));
    const last = journal.append(entry({ writes: Array.from({ length: 100_000 }, () => openSession()) }));
    expect(journal.commit()).toBe(false);
    expect([journal.size, journal.isFull]).toEqual([100_001, true]);
    journal.settled([first]);
    expect([journal.size, journal.isFull]).toEqual([100_000, false]);
    expect(journal.after(last, 1)).toEqual([{ number: last + 1, write: openSession() }]);
    expect([journal.commit(), journal.size]).toEqual([true, 100_000]);
  });

  it('says at its end what it could not write', async () => {
    const timers = new VirtualTimers();
    const journal = await open('journal', { timers });
    problems.length = 0;
    journal.append(entry({ writes: [onDisk(openSession(), { isFull: true })] }));
    journal.close();
    expect(problems.splice(0)).toEqual(['unwritable: Error: disk full', 'unwritable: Error: disk full']);
    expect(timers.pending).toBe(0);
  });

  it('says once that it can’t be read, and not that it is empty', async () => {
    const first = await open('journal');
    first.append(entry({ writes: [openSession()] }));
    first.close();
    const db = new Libsql(join(folder, 'journal'));
    db.exec("update write set state = 'torn'");
    db.close();
    const journal = await open('journal');
    problems.length = 0;
    expect(journal.after(0, 10)).toBe('unreadable');
    expect(journal.after(0, 10)).toBe('unreadable');
    expect(problems.splice(0)).toEqual([expect.stringMatching(/^unreadable: SyntaxError/)]);
    expect(() => [...journal.left()]).toThrow(/Can't read the journal .*journal: .*torn.* Restore the file/);
  });

  it('is one server’s at a time', async () => {
    await open('journal');
    await expect(open('journal')).rejects.toThrow(
      /Another server uses the journal .*journal\. Stop it first/,
    );
  });

  it('of another database is put aside, unless it holds what is still to be written there', async () => {
    const first = await open('journal');
    first.append(entry({ writes: [openSession()] }));
    first.close();
    await expect(open('journal', { database: 'another' })).rejects.toThrow(
      /holds 1 writes that are not in the database yet, and it is of another database: a database/,
    );
    const again = await open('journal');
    again.settled([1]);
    again.close();
    problems.length = 0;
    const other = await open('journal', { database: 'another' });
    expect(other.found).toBeUndefined();
    expect(problems.splice(0)).toEqual(['it is of another database: a database']);
    expect(existsSync(join(folder, 'journal.old'))).toBe(true);
  });

  it('says what is wrong with its file', async () => {
    await expect(open('nowhere/journal')).rejects.toThrow(
      /there is no directory .*nowhere\. Create it first/,
    );
    const { writeFileSync } = await import('node:fs');
    writeFileSync(join(folder, 'text'), 'not a database, but long enough to be looked at '.repeat(50));
    await expect(open('text')).rejects.toThrow(/Can't open the journal .*text: /);
  });
});
