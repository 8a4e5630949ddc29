import type { Call, CallTally, QueueRecord, StorageWrite, TallyStore } from '@openeccp/core';
import type { Clock } from '../runtime/clock.js';
import { OneAtATime } from '../runtime/one-at-a-time.js';
import { CountedCalls } from './counted-calls.js';
import { readDatabase } from './read-database.js';
import { SeedInProgress } from './seed-in-progress.js';

export interface CallTalliesOptions {
  readonly store: TallyStore;
  /** Those whose callers are followed now. */
  readonly queues: () => Iterable<QueueRecord>;
  readonly clock: Clock;
  readonly warn: (detail: object, text: string) => void;
}

/** Counting all calls of a large database takes seconds; whatever takes longer has failed. Milliseconds. */
const SEED_DEADLINE_MS = 120_000;
const CHANGES_DEADLINE_MS = 10_000;
/** Until the count is tried again after it failed. Milliseconds. */
const RETRY_MS = 5_000;
/** A request waits this long for the first count. Milliseconds. */
const READY_DEADLINE_MS = 20_000;

/**
 * Keeps the {@link CallTally} true: begins it with a count of the database in the background, then follows what the
 * floor asks to be written, and looks from time to time for what other programs did to the contacts.
 */
export class CallTallies {
  readonly #options: CallTalliesOptions;
  readonly #calls: CountedCalls;
  readonly #catchUp = new OneAtATime(() => this.#readDatabase());
  readonly #waiting = new Set<(tally: CallTally | undefined) => void>();
  #tally: CallTally | undefined;
  /** Only a new count tells the truth; the old one serves until it is there. */
  #mustSeed = true;
  #seed: SeedInProgress | undefined;
  #cancelRetry: () => void = () => {};
  #closed = false;

  constructor(options: CallTalliesOptions) {
    this.#options = options;
    this.#calls = new CountedCalls(options.queues);
  }

  /** Goes on with calls that the server before this one has left. Before the first count. */
  adopt(calls: Iterable<Call>): void {
    this.#calls.adopt(calls);
  }

  /** Sees every write before the database does. */
  take(write: StorageWrite): void {
    const recount = this.#calls.take(write);
    if (recount === undefined) return;
    this.#seed?.take(recount);
    this.#tally?.move(recount.scope, recount.from, recount.to);
  }

  /**
   * Takes in what other programs did to the contacts, after counting everything if that has not been done. Resolves
   * when the database has been read, or could not be.
   */
  refresh(): Promise<void> {
    return this.#catchUp.run();
  }

  /** The counts, as soon as there are any; undefined if the database can't be counted within twenty seconds. */
  ready(): Promise<CallTally | undefined> {
    if (this.#tally !== undefined || this.#closed) return Promise.resolve(this.#tally);
    return new Promise((resolve) => {
      const settle = (tally: CallTally | undefined): void => {
        cancel();
        this.#waiting.delete(settle);
        resolve(tally);
      };
      const cancel = this.#options.clock.after(READY_DEADLINE_MS, () => settle(undefined));
      this.#waiting.add(settle);
    });
  }

  close(): void {
    this.#closed = true;
    this.#catchUp.close();
    this.#cancelRetry();
    for (const settle of this.#waiting) settle(undefined);
  }

  async #readDatabase(): Promise<void> {
    try {
      if (this.#tally === undefined || this.#mustSeed) await this.#begin();
      else await this.#takeIn(this.#tally);
    } catch (error) {
      if (this.#closed) return;
      this.#options.warn({ error }, 'the calls of the campaigns could not be counted; it is tried again');
      this.#cancelRetry();
      this.#cancelRetry = this.#options.clock.after(RETRY_MS, () => void this.refresh());
    }
  }

  async #takeIn(tally: CallTally): Promise<void> {
    const { clock, store } = this.#options;
    const changes = await readDatabase(clock, CHANGES_DEADLINE_MS, (signal) =>
      store.tallyChanges(tally.seen, { signal }),
    );
    if (tally.apply(changes)) return;
    this.#mustSeed = true;
    await this.#begin();
  }

  async #begin(): Promise<void> {
    const { clock, store } = this.#options;
    const seed = new SeedInProgress();
    this.#seed = seed;
    try {
      const counted = await readDatabase(clock, SEED_DEADLINE_MS, (signal) =>
        store.loadTallies(() => seed.begin(this.#calls.all()), { signal }),
      );
      this.#tally = seed.finish(counted);
      this.#mustSeed = false;
    } finally {
      this.#seed = undefined;
    }
    for (const settle of this.#waiting) settle(this.#tally);
  }
}
