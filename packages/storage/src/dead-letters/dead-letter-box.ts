import { failureKind } from '../failure-kind.js';
import { systemTimers, type Timers } from '../write-behind/timers.js';
import type { DeadLetter } from './dead-letter.js';
import type { DeadLetterStore } from './dead-letter-store.js';

export interface DeadLetterBoxOptions {
  readonly store: Pick<DeadLetterStore, 'add'>;
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** Takes a letter that the table can't have, with the reason: whoever hears of it is the last to know the write. */
  readonly onUnkept: (letter: DeadLetter, reason: unknown) => void;
  readonly timers?: Timers;
}

interface Waiting {
  readonly letter: DeadLetter;
  readonly kept: () => void;
}

/** Letters of one transaction at most. */
const BATCH = 25;
/** Letters that wait for the database at most. It answered when it refused them, so they are few. */
const LIMIT = 10_000;
const MIN_RETRY_MS = 100;
const MAX_RETRY_MS = 15_000;

/** Puts dead letters into their table. Nobody waits for it; a database that is away is tried again. */
export class DeadLetterBox {
  readonly #options: Required<DeadLetterBoxOptions>;
  readonly #waiting: Waiting[] = [];
  #state: 'idle' | 'storing' | 'waiting' | 'closed' = 'idle';
  #failures = 0;
  #cancelWait: () => void = () => undefined;
  #onEmpty: () => void = () => undefined;

  constructor(options: DeadLetterBoxOptions) {
    this.#options = { timers: systemTimers, ...options };
  }

  /** Takes a letter. Resolves when it is kept, or told to `onUnkept`; never rejects. */
  post(letter: DeadLetter): Promise<void> {
    if (this.#state === 'closed' || this.#waiting.length >= LIMIT) {
      this.#options.onUnkept(letter, new Error('no more letters are taken'));
      return Promise.resolve();
    }
    return new Promise((kept) => {
      this.#waiting.push({ letter, kept });
      if (this.#state === 'idle') void this.#store();
    });
  }

  /** Tries for `timeoutMs` milliseconds to store what waits; the rest is told to `onUnkept`. */
  async close({ timeoutMs }: { readonly timeoutMs: number }): Promise<void> {
    if (this.#state === 'waiting') void this.#store();
    if (this.#waiting.length > 0) await this.#empty(timeoutMs);
    this.#state = 'closed';
    this.#cancelWait();
    for (const { letter } of this.#waiting.splice(0)) {
      this.#options.onUnkept(letter, new Error('the server stopped'));
    }
  }

  #empty(timeoutMs: number): Promise<void> {
    return new Promise((resolve) => {
      const cancel = this.#options.timers.after(timeoutMs, resolve);
      this.#onEmpty = () => {
        cancel();
        resolve();
      };
    });
  }

  async #store(): Promise<void> {
    this.#cancelWait();
    this.#state = 'storing';
    while (this.#waiting.length > 0) {
      const batch = this.#waiting.slice(0, BATCH);
      const failure = await this.#add(batch);
      if (this.#isClosed()) return;
      if (failure !== undefined && failureKind(failure) !== 'permanent') return this.#wait();
      this.#failures = 0;
      this.#waiting.splice(0, batch.length);
      for (const { letter, kept } of batch) {
        if (failure !== undefined) this.#options.onUnkept(letter, failure);
        kept();
      }
    }
    this.#state = 'idle';
    this.#onEmpty();
  }

  /** Answers why it failed. */
  async #add(batch: readonly Waiting[]): Promise<unknown> {
    try {
      await this.#options.store.add(
        batch.map(({ letter }) => letter),
        this.#options.now(),
      );
      return undefined;
    } catch (error) {
      return error;
    }
  }

  #wait(): void {
    this.#state = 'waiting';
    const ms = Math.min(MIN_RETRY_MS * 2 ** this.#failures++, MAX_RETRY_MS);
    this.#cancelWait = this.#options.timers.after(ms, () => void this.#store());
  }

  #isClosed(): boolean {
    return this.#state === 'closed';
  }
}
