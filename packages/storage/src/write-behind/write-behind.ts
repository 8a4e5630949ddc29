import { orderKey, type StorageWrite } from '@openeccp/core';
import { StorageError } from '../storage-error.js';
import { BatchWriter, type WriteTarget } from './batch-writer.js';
import type { Renumbering } from './row-renumbering.js';
import { systemTimers, type Timers } from './timers.js';
import { WriteLanes } from './write-lanes.js';
import { WriteWaits } from './write-waits.js';

export interface WriteBehindOptions {
  readonly storage: WriteTarget;
  /**
   * Takes what is given up: a write that can never succeed (`error` is the database's), one that came when the
   * queue was full or closed, or one that was left at the end (a `StorageError` each).
   */
  readonly onDeadLetter: (write: StorageWrite, error: unknown) => void;
  /** A row's id was taken by another program. New ids should be given above `to` from now on. */
  readonly onRenumbered?: (renumbering: Renumbering) => void;
  readonly timers?: Timers;
  /** Queued writes at most. When it is reached the newest are given up. Default 100 000. */
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
  readonly #options: Required<Omit<WriteBehindOptions, 'storage'>>;
  readonly #writer: BatchWriter;
  readonly #lanes = new WriteLanes();
  readonly #deferred = new Map<string, { attempts: number; cancel: () => void }>();
  readonly #waits: WriteWaits;
  #inFlight: readonly StorageWrite[] = [];
  #state: 'idle' | 'waiting' | 'writing' | 'closed' = 'idle';
  #cancelWait: () => void = () => undefined;
  #failures = 0;
  #accepting = true;
  #written = 0;
  #retried = 0;
  #dead = 0;
  #renumbered = 0;

  constructor({ storage, ...options }: WriteBehindOptions) {
    this.#writer = new BatchWriter(storage);
    this.#options = { ...DEFAULTS, ...options };
    this.#waits = new WriteWaits(this.#options.timers);
  }

  /** Queues a write. Never throws and never waits. */
  enqueue(write: StorageWrite): void {
    if (!this.#accepting) return this.#bury(write, new StorageError('closed', 'The storage is closing.'));
    if (this.#queued() >= this.#options.limit) return this.#bury(write, queueFull(this.#options.limit));
    this.#writer.expect(write);
    this.#lanes.add(write);
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
   * Takes no more writes, writes what is queued and gives up what is left after `timeoutMs` milliseconds, those
   * under way included. Answers how many were given up.
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
    for (const write of left) {
      this.#bury(write, error);
      this.#waits.done(write);
    }
    return left.length;
  }

  /** How many writes of each key are queued, or of the one that is asked about. */
  #outstanding(only: string | undefined): Map<string, number> {
    const counts = this.#lanes.counts(only);
    for (const key of this.#inFlight.map(orderKey)) {
      if (only === undefined || key === only) counts.set(key, (counts.get(key) ?? 0) + 1);
    }
    return counts;
  }

  #queued(): number {
    return this.#lanes.size + this.#inFlight.length;
  }

  /** (Re)starts the wait for the next batch. */
  #wait(ms: number): void {
    this.#cancelWait();
    this.#state = 'waiting';
    this.#cancelWait = this.#options.timers.after(ms, () => void this.#writeBatch());
  }

  async #writeBatch(): Promise<void> {
    this.#state = 'writing';
    this.#inFlight = this.#lanes.take(this.#options.batchSize);
    // Nothing can be written now: all is done, or waits for the rows of others.
    if (this.#inFlight.length === 0) {
      this.#state = 'idle';
      return;
    }
    const batch = this.#inFlight;
    const result = await this.#writer.write(batch);
    if (this.#isClosed()) return;

    if (!result.away) this.#forgetDeferred(batch, result.contended);
    this.#inFlight = [];
    this.#written += result.written;
    this.#retried += result.postponed.length;
    this.#renumbered += result.renumbered.length;
    this.#lanes.putBack(result.postponed);
    if (!result.away) for (const key of result.contended) this.#defer(key);
    this.#failures = result.away ? this.#failures + 1 : 0;
    for (const renumbering of result.renumbered) this.#options.onRenumbered(renumbering);
    for (const { write, error } of result.failed) this.#bury(write, error);
    const postponed = new Set(result.postponed);
    for (const write of batch) if (!postponed.has(write)) this.#waits.done(write);
    if (result.away) this.#wait(this.#backoff(this.#failures));
    else this.#wait(0);
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
  #forgetDeferred(batch: readonly StorageWrite[], contended: ReadonlySet<string>): void {
    if (this.#deferred.size === 0) return;
    for (const key of batch.map(orderKey)) if (!contended.has(key)) this.#deferred.delete(key);
  }

  #resume(key: string): void {
    this.#deferred.get(key)?.cancel();
    this.#lanes.resume(key);
    if (this.#state === 'idle') this.#wait(0);
  }

  #backoff(attempts: number): number {
    return Math.min(this.#options.minRetryMs * 2 ** (attempts - 1), this.#options.maxRetryMs);
  }

  #bury(write: StorageWrite, error: unknown): void {
    this.#dead++;
    try {
      this.#options.onDeadLetter(write, error);
    } catch {
      // The sink's trouble must not become the queue's.
    }
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
