import type { StorageWrite } from '@openeccp/core';
import type { DeadLetter } from '../dead-letters/dead-letter.js';
import { StorageError } from '../storage-error.js';
import { BatchWriter, type WriteTarget } from './batch-writer.js';
import { type QueuedWrite, queuedWrite } from './queued-write.js';
import type { Renumbering } from './row-renumbering.js';
import { systemTimers, type Timers } from './timers.js';
import type { WriteJournal } from './write-journal.js';
import { WriteLanes } from './write-lanes.js';
import { type Outstanding, WriteWaits } from './write-waits.js';

export interface WriteBehindOptions {
  readonly storage: WriteTarget;
  /**
   * Takes what is given up: a write that can never succeed (`error` is the database's; if it answers a promise the journal
   * holds the write until that resolves), one that came when the journal was full or, without a journal, when the queue was
   * full or closed, or that was left at the end (a `StorageError` each).
   */
  readonly onDeadLetter: (letter: DeadLetter) => unknown;
  /** Holds the writes that memory doesn't, and those that an earlier run has left. */
  readonly journal?: WriteJournal;
  /** A row's id was taken by another program. New ids should be given above `to` from now on. */
  readonly onRenumbered?: (renumbering: Renumbering) => void;
  readonly timers?: Timers;
  /** Writes in memory at most. The newest beyond are left in the journal; without one they are given up. Default 100 000. */
  readonly limit?: number;
  /** Writes of one transaction at most. Default 25: SQLite's stop the event loop meanwhile. */
  readonly batchSize?: number;
  /** How long writes are collected before a transaction. Milliseconds, default 10. */
  readonly collectMs?: number;
  /** First wait after the database failed; it doubles up to `maxRetryMs`. Milliseconds, default 100. */
  readonly minRetryMs?: number;
  /** Milliseconds, default 15 000. */
  readonly maxRetryMs?: number;
}

/** Counts since the start, except `queued`, which is now. */
export interface WriteBehindMetrics {
  /** In memory and in the journal. */
  readonly queued: number;
  readonly written: number;
  /** Writes put off because the database was away or their rows were locked. */
  readonly retried: number;
  /** Writes given up. */
  readonly dead: number;
  readonly renumbered: number;
}

/**
 * Writes to the database behind the back of those who ask: `enqueue` answers at once, batches go out in the
 * background. Writes of one order key keep their order; a write that fails for good holds up no other.
 */
export class WriteBehind {
  readonly #options: Required<Omit<WriteBehindOptions, 'storage' | 'journal'>>;
  readonly #journal: WriteJournal | undefined;
  readonly #writer: BatchWriter;
  readonly #lanes = new WriteLanes();
  readonly #deferred = new Map<string, { attempts: number; cancel: () => void }>();
  readonly #waits: WriteWaits;
  #inFlight: readonly QueuedWrite[] = [];
  /** How many of the newest writes only the journal holds, those numbered above {@link #fetched}. */
  #unfetched = 0;
  /** The newest write that memory has had. */
  #fetched = 0;
  #state: 'idle' | 'waiting' | 'writing' | 'closed' = 'idle';
  #cancelWait: () => void = () => undefined;
  #failures = 0;
  #accepting = true;
  #written = 0;
  #retried = 0;
  #dead = 0;
  #renumbered = 0;

  constructor({ storage, journal, ...options }: WriteBehindOptions) {
    this.#writer = new BatchWriter(storage, (renumbering) => this.#renumber(renumbering));
    this.#options = { ...DEFAULTS, ...options };
    this.#journal = journal;
    this.#waits = new WriteWaits(this.#options.timers);
    if (journal === undefined) return;
    this.#writer.remember(journal.renumberings);
    // Also the ids of what is fetched much later are in use.
    for (const write of journal.left()) this.#writer.expect(write);
    this.#unfetched = journal.size;
    if (this.#unfetched > 0) this.#wait(this.#options.collectMs);
  }

  /**
   * Queues a write. Never throws and never waits.
   *
   * @param number The journal's number of the write; without a journal they are counted here.
   */
  enqueue(write: StorageWrite, number: number = this.#fetched + 1): void {
    const entry = queuedWrite(number, write);
    this.#writer.expect(write);
    const isFull = this.#inMemory() >= this.#options.limit;
    if (this.#journal !== undefined) {
      if (!this.#accepting) return;
      if (this.#journal.isFull) return this.#giveUp(entry, queueFull(this.#queued()));
      if (isFull || this.#unfetched > 0) this.#unfetched++;
      else this.#add(entry);
    } else {
      if (!this.#accepting) return this.#giveUp(entry, new StorageError('closed', 'The storage is closing.'));
      if (isFull) return this.#giveUp(entry, queueFull(this.#options.limit));
      this.#add(entry);
    }
    if (this.#state === 'idle') this.#wait(this.#options.collectMs);
  }

  metrics(): WriteBehindMetrics {
    return {
      queued: this.#queued(),
      written: this.#written,
      retried: this.#retried,
      dead: this.#dead,
      renumbered: this.#renumbered,
    };
  }

  /**
   * Whether everything that was asked for up to now, of one order key or of all, is done with: in the database, or given
   * up. Waits for it; `false` after `timeoutMs` milliseconds. Who reads the database afterwards sees it.
   */
  written({ key, timeoutMs }: { readonly key?: string; readonly timeoutMs: number }): Promise<boolean> {
    return this.#waits.until(this.#outstanding(key), timeoutMs);
  }

  /** {@link written} of all, which are tried now. */
  flush({ timeoutMs }: { readonly timeoutMs: number }): Promise<boolean> {
    for (const deferred of [...this.#deferred.keys()]) this.#resume(deferred);
    if (this.#queued() > 0 && (this.#state === 'waiting' || this.#state === 'idle')) this.#wait(0);
    return this.written({ timeoutMs });
  }

  /**
   * Takes no more writes and writes what is queued. What is left after `timeoutMs` milliseconds, those under way included,
   * stays in the journal or is given up. Answers how many these are.
   */
  async close({ timeoutMs }: { readonly timeoutMs: number }): Promise<number> {
    this.#accepting = false;
    if (this.#state !== 'closed') await this.flush({ timeoutMs });
    this.#state = 'closed';
    this.#cancelWait();
    for (const { cancel } of this.#deferred.values()) cancel();
    this.#deferred.clear();
    const left = [...this.#inFlight, ...this.#lanes.drain()];
    this.#inFlight = [];
    const error = new StorageError('closed', 'Not known to be written when the server stopped.');
    for (const entry of left) {
      if (this.#journal === undefined) this.#giveUp(entry, error);
      this.#waits.done(entry);
    }
    return left.length + this.#unfetched;
  }

  #outstanding(key: string | undefined): Outstanding {
    const queued = this.#lanes.counts(key);
    for (const entry of this.#inFlight) {
      if (key === undefined || entry.key === key) queued.set(entry.key, (queued.get(entry.key) ?? 0) + 1);
    }
    return { key, queued, unfetched: this.#unfetched };
  }

  #queued(): number {
    return this.#inMemory() + this.#unfetched;
  }

  #inMemory(): number {
    return this.#lanes.size + this.#inFlight.length;
  }

  #add(entry: QueuedWrite): void {
    this.#fetched = entry.number;
    this.#lanes.add(entry);
  }

  /** Fills up with what is left in the journal, as far as there is room. Answers how much came. */
  #fetch(): number | 'unreadable' {
    const room = Math.min(this.#options.limit - this.#inMemory(), this.#unfetched, this.#options.batchSize);
    if (room <= 0 || this.#journal === undefined) return 0;
    const fetched = this.#journal.after(this.#fetched, room);
    if (fetched === 'unreadable') return fetched;
    this.#unfetched = fetched.length === 0 ? 0 : this.#unfetched - fetched.length;
    for (const { number, write } of fetched) {
      const entry = queuedWrite(number, write);
      this.#waits.fetched(entry);
      this.#add(entry);
    }
    return fetched.length;
  }

  /** The next batch: empty when nothing can be written now, because all is done or waits for the rows of others. */
  #take(): readonly QueuedWrite[] | 'unreadable' {
    for (;;) {
      const fetched = this.#fetch();
      const batch = this.#lanes.take(this.#options.batchSize);
      if (batch.length > 0 || fetched === 0) return batch;
      if (fetched === 'unreadable') return fetched;
    }
  }

  /** (Re)starts the wait for the next batch. */
  #wait(ms: number): void {
    this.#cancelWait();
    this.#state = 'waiting';
    this.#cancelWait = this.#options.timers.after(ms, () => void this.#writeBatch());
  }

  async #writeBatch(): Promise<void> {
    this.#state = 'writing';
    const batch = this.#take();
    if (batch === 'unreadable') {
      this.#waitAfterFailure();
      return;
    }
    if (batch.length === 0) {
      this.#state = 'idle';
      return;
    }
    this.#inFlight = batch;
    const result = await this.#writer.write(batch);
    if (this.#isClosed()) return;

    if (!result.away) this.#forgetDeferred(batch, result.contended);
    this.#inFlight = [];
    this.#written += result.written;
    this.#retried += result.postponed.length;
    this.#lanes.putBack(result.postponed);
    if (!result.away) for (const key of result.contended) this.#defer(key);
    for (const { entry, letter } of result.failed) this.#bury(entry, letter);
    const postponed = new Set(result.postponed);
    const failed = new Set(result.failed.map(({ entry }) => entry));
    const done = batch.filter((entry) => !postponed.has(entry));
    this.#settle(done.filter((entry) => !failed.has(entry)));
    for (const entry of done) this.#waits.done(entry);
    if (result.away) return this.#waitAfterFailure();
    this.#failures = 0;
    this.#wait(0);
  }

  #waitAfterFailure(): void {
    this.#failures++;
    this.#wait(this.#backoff(this.#failures));
  }

  /** Closing happens while a batch is awaited. */
  #isClosed(): boolean {
    return this.#state === 'closed';
  }

  /** Another transaction holds rows of this key: only this key waits. */
  #defer(key: string): void {
    const attempts = (this.#deferred.get(key)?.attempts ?? 0) + 1;
    const cancel = this.#options.timers.after(this.#backoff(attempts), () => this.#resume(key));
    this.#deferred.set(key, { attempts, cancel });
    this.#lanes.defer(key);
  }

  /** Keys of the batch that got through are as good as new. */
  #forgetDeferred(batch: readonly QueuedWrite[], contended: ReadonlySet<string>): void {
    if (this.#deferred.size === 0) return;
    for (const { key } of batch) if (!contended.has(key)) this.#deferred.delete(key);
  }

  #resume(key: string): void {
    this.#deferred.get(key)?.cancel();
    this.#lanes.resume(key);
    if (this.#state === 'idle') this.#wait(0);
  }

  #backoff(attempts: number): number {
    return Math.min(this.#options.minRetryMs * 2 ** (attempts - 1), this.#options.maxRetryMs);
  }

  /** Nobody but the sink has the write from now on. */
  #giveUp(entry: QueuedWrite, error: unknown): void {
    this.#settle([entry]);
    this.#tell({ write: entry.write, error, tries: entry.tries }).catch(() => undefined);
  }

  /** The journal has the write until the sink keeps it. */
  #bury(entry: QueuedWrite, letter: DeadLetter): void {
    this.#tell(letter).then(
      () => this.#settle([entry]),
      () => undefined,
    );
  }

  /** The sink's trouble must not become the queue's: also what it throws is a rejection. */
  async #tell(letter: DeadLetter): Promise<void> {
    this.#dead++;
    await this.#options.onDeadLetter(letter);
  }

  #settle(entries: readonly QueuedWrite[]): void {
    if (entries.length > 0) this.#journal?.settled(entries.map(({ number }) => number));
  }

  #renumber(renumbering: Renumbering): void {
    // A row whose new id nobody remembers would be inserted twice.
    if (this.#isClosed()) throw new StorageError('closed', 'The storage is closed.');
    this.#renumbered++;
    this.#journal?.renumbered(renumbering);
    this.#options.onRenumbered(renumbering);
  }
}

const DEFAULTS = {
  onRenumbered: (): void => undefined,
  timers: systemTimers,
  limit: 100_000,
  batchSize: 25,
  collectMs: 10,
  minRetryMs: 100,
  maxRetryMs: 15_000,
};

function queueFull(limit: number): StorageError {
  return new StorageError(
    'queue-full',
    `${limit} writes are waiting for the database, no more are taken. See why it doesn't keep up or answer.`,
  );
}
