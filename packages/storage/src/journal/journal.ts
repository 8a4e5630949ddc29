import type { Agent, Call, JournalEntry, StorageWrite, Timer, TimerSetting } from '@openeccp/core';
import { isAtWork, timerKey } from '@openeccp/core';
import type LibsqlDatabase from 'libsql';
import { StorageError } from '../storage-error.js';
import type { Renumbering } from '../write-behind/row-renumbering.js';
import { systemTimers, type Timers } from '../write-behind/timers.js';
import type { NumberedWrite, WriteJournal } from '../write-behind/write-journal.js';
import { closeJournalFile, isRow, type JournalFileOptions, openJournalFile } from './journal-file.js';
import {
  type FloorNote,
  type FoundFloor,
  numberIn,
  prepareStatements,
  put,
  readFloor,
  type Statements,
  statesOf,
} from './journal-tables.js';
import { fromText, toText } from './journal-text.js';
import { UnsavedRows } from './unsaved-rows.js';

export interface JournalOptions extends JournalFileOptions {
  /** Calls back before anybody outside hears of what happens now. */
  readonly soon: (commit: () => void) => void;
  /** What can't be done is tried again. Told once until it succeeds, and at the end. */
  readonly onError: (fault: JournalFault, error: unknown) => void;
  readonly timers?: Timers;
}

/** What is wrong with the file of a journal. */
export type JournalFault = 'unwritable' | 'unreadable';

/** Renumbered rows that are kept: as many as the write-behind remembers. */
const RENUMBERINGS = 10_000;
/** Writes that are read from the file at once. */
const PAGE = 1_000;
/** Writes that are held while the file can't be written: as many as the write-behind holds without a journal. */
const HELD = 100_000;
/** First wait before a file that could not be written is tried again; it doubles up to the longest. Milliseconds. */
const MIN_RETRY_MS = 1_000;
const MAX_RETRY_MS = 15_000;

/**
 * What must outlive the server: the floor, its timers, and the writes that the database has not got yet, in one SQLite file
 * (docs/adr/0020-a-restart-is-a-reconnection.md). Everything of one turn of the event loop is one transaction, which is
 * with the kernel before clients, Asterisk or the database hear of it. No method but {@link left} throws.
 */
export class Journal implements WriteJournal {
  readonly found: FoundFloor | undefined;
  readonly renumberings: readonly Renumbering[];
  readonly #db: LibsqlDatabase.Database;
  readonly #statements: Statements;
  readonly #options: Required<JournalOptions>;
  readonly #timers = new Map<string, TimerSetting>();
  readonly #unsaved: Unsaved;
  #last: JournalEntry | undefined;
  #newest: number;
  #size: number;
  readonly #faults = new Set<JournalFault>();
  #scheduled = false;
  #failures = 0;
  #cancelRetry: () => void = () => undefined;

  private constructor(db: LibsqlDatabase.Database, options: JournalOptions) {
    this.#db = db;
    this.#options = { timers: systemTimers, ...options };
    this.#statements = prepareStatements(db);
    this.#newest = numberIn(db, 'select max(number) as number from write');
    this.#size = numberIn(db, 'select count(*) as number from write');
    this.renumberings = statesOf<Renumbering>(db, 'select state from renumbering order by place');
    this.found = readFloor(db);
    const { agents = [], calls = [], timers = [] } = this.found?.image ?? {};
    for (const setting of timers) this.#timers.set(timerKey(setting.timer), setting);
    this.#unsaved = {
      agents: new UnsavedRows(agents.map(({ name }) => name)),
      calls: new UnsavedRows(calls.map(({ id }) => id)),
      timers: new UnsavedRows(this.#timers.keys()),
      writes: new Map(),
      settled: [],
      renumberings: [],
    };
  }

  /** Rejects with a `StorageError` when the file can't be used; see {@link openJournalFile}. */
  static async open(options: JournalOptions): Promise<Journal> {
    const db = await openJournalFile(options);
    try {
      return new Journal(db, options);
    } catch (error) {
      closeJournalFile(db);
      throw error;
    }
  }

  /** Writes that the database has not got yet. */
  get size(): number {
    return this.#size;
  }

  /** Whether it holds as many writes as it may, because the file can't be written. */
  get isFull(): boolean {
    return this.#unsaved.writes.size > HELD;
  }

  /** Takes what a step has changed. Answers the number of its first write; the others follow. */
  append(entry: JournalEntry): number {
    const first = this.#newest + 1;
    if (entry.over !== undefined) this.#stop(entry.over);
    for (const setting of entry.timers) this.#start(setting);
    const { agents, calls, writes } = this.#unsaved;
    for (const [name, agent] of entry.delta.agents) {
      agents.set(name, agent && isAtWork(agent) ? agent : undefined);
    }
    for (const [id, call] of entry.delta.calls) calls.set(id, call);
    for (const write of entry.writes) writes.set(++this.#newest, write);
    this.#size += entry.writes.length;
    this.#last = entry;
    this.#schedule();
    return first;
  }

  settled(numbers: readonly number[]): void {
    const { writes, settled } = this.#unsaved;
    for (const number of numbers) if (!writes.delete(number)) settled.push(number);
    this.#size -= numbers.length;
    this.#schedule();
  }

  renumbered(renumbering: Renumbering): void {
    this.#unsaved.renumberings.push(renumbering);
    // A database in this process may have the row before the turn ends.
    this.#catchUp();
  }

  after(number: number, limit: number): readonly NumberedWrite[] | 'unreadable' {
    try {
      const writes = this.#readAfter(number, limit);
      this.#faults.delete('unreadable');
      return writes;
    } catch (error) {
      this.#fail('unreadable', error);
      return 'unreadable';
    }
  }

  /**
   * All writes that are not settled, in the order in which they were asked for. Throws a `StorageError` when they can't be
   * read: who goes on without them takes what they are about for over.
   */
  *left(): Iterable<StorageWrite> {
    for (let last = 0; ; ) {
      const page = this.#page(last);
      for (const { number, write } of page) {
        last = number;
        yield write;
      }
      if (page.length < PAGE) return;
    }
  }

  /** The server lives: what ends unseen from now on did not end before. Epoch milliseconds. */
  beat(now: number): void {
    if (this.#last === undefined) return;
    this.#last = { ...this.#last, at: now };
    this.#schedule();
  }

  /** Writes what has been taken. Answers whether the file has all of it. */
  commit(): boolean {
    this.#cancelRetry();
    this.#scheduled = false;
    if (!this.#db.open) return false;
    try {
      this.#db.exec('begin');
      this.#write();
      this.#db.exec('commit');
    } catch (error) {
      this.#rollBack();
      this.#fail('unwritable', error);
      this.#retryLater();
      return false;
    }
    this.#saved();
    return true;
  }

  /** Writes what is left and unlocks the file. What can't be written is lost, which is told. */
  close(): void {
    if (!this.#db.open) return;
    this.#faults.clear();
    this.commit();
    this.#cancelRetry();
    try {
      closeJournalFile(this.#db);
    } catch (error) {
      this.#fail('unwritable', error);
    }
  }

  #schedule(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    this.#options.soon(() => this.commit());
  }

  /** Writes what has been taken, unless the file can't be written and waits for its next try. */
  #catchUp(): void {
    if (!this.#faults.has('unwritable')) this.commit();
  }

  /** In place of the next commit: to write all that is held in every turn would stop the event loop. */
  #retryLater(): void {
    this.#scheduled = true;
    const ms = Math.min(MIN_RETRY_MS * 2 ** this.#failures++, MAX_RETRY_MS);
    this.#cancelRetry = this.#options.timers.after(ms, () => this.commit());
  }

  #saved(): void {
    const { agents, calls, timers, writes, settled, renumberings } = this.#unsaved;
    for (const rows of [agents, calls, timers]) rows.saved();
    writes.clear();
    settled.length = 0;
    renumberings.length = 0;
    this.#faults.delete('unwritable');
    this.#failures = 0;
  }

  /** What was taken stays in memory until the file can be written again. */
  #rollBack(): void {
    try {
      if (this.#db.inTransaction) this.#db.exec('rollback');
    } catch {
      // What failed is told anyway, and the next commit that fails tries this again.
    }
  }

  #fail(fault: JournalFault, error: unknown): void {
    if (this.#faults.has(fault)) return;
    this.#faults.add(fault);
    this.#options.onError(fault, error);
  }

  #start(setting: TimerSetting): void {
    const key = timerKey(setting.timer);
    this.#timers.set(key, setting);
    this.#unsaved.timers.set(key, setting);
  }

  #stop(timer: Timer): void {
    const key = timerKey(timer);
    this.#timers.delete(key);
    this.#unsaved.timers.set(key, undefined);
  }

  #write(): void {
    const { agent, call, timer, write, settle, renumber, note: noteDown } = this.#statements;
    const { agents, calls, timers, writes, settled, renumberings } = this.#unsaved;
    for (const [name, state] of agents) put(agent, name, state);
    for (const [id, state] of calls) put(call, id, state);
    for (const [name, setting] of timers) {
      if (setting === undefined) timer.remove.run(name);
      else timer.put.run(name, setting.at, toText(setting.timer));
    }
    for (const [number, one] of writes) write.run(number, toText(one));
    for (const number of settled) settle.run(number);
    for (const one of renumberings) renumber.run(toText(one));
    if (renumberings.length > 0) {
      this.#db.exec(
        `delete from renumbering where place <= (select max(place) from renumbering) - ${RENUMBERINGS}`,
      );
    }
    if (this.#last === undefined) return;
    const { at: seenAt, floor, lastCommand } = this.#last;
    const { ids, attempts, telephony } = floor;
    const asterisk = {
      knownUntil: telephony.kind === 'up' ? seenAt : telephony.since,
      startedAt: telephony.startedAt,
    };
    noteDown.run('floor', toText({ ids, attempts, lastCommand, seenAt, asterisk } satisfies FloorNote));
  }

  #page(after: number): readonly NumberedWrite[] {
    try {
      return this.#readAfter(after, PAGE);
    } catch (cause) {
      const text = cause instanceof Error ? cause.message : String(cause);
      throw new StorageError(
        'unreachable',
        `Can't read the journal ${this.#options.file}: ${text}. Restore the file, or move it away to lose what the database ` +
          'has not got yet.',
        { cause },
      );
    }
  }

  #readAfter(number: number, limit: number): readonly NumberedWrite[] {
    this.#catchUp();
    const rows = this.#statements.page.all(number, limit).filter(isRow);
    const read = rows.map((row) => ({
      number: Number(row['number']),
      write: fromText(String(row['state'])) as StorageWrite,
    }));
    return [...read, ...this.#heldAfter(number)].slice(0, limit);
  }

  /** Those that the file lacks. */
  #heldAfter(after: number): readonly NumberedWrite[] {
    return [...this.#unsaved.writes]
      .filter(([number]) => number > after)
      .map(([number, write]) => ({ number, write }));
  }
}

/** What the file lacks. */
interface Unsaved {
  readonly agents: UnsavedRows<Agent>;
  readonly calls: UnsavedRows<Call>;
  readonly timers: UnsavedRows<TimerSetting>;
  readonly writes: Map<number, StorageWrite>;
  /** Of those that the file has. */
  readonly settled: number[];
  readonly renumberings: Renumbering[];
}
