import type { QueuedWrite } from './queued-write.js';
import type { Timers } from './timers.js';

/** Somebody who waits for writes. */
interface Wait {
  /** How many of each key are still to come. */
  readonly left: Map<string, number>;
  /** The next so many writes that are fetched from the journal are waited for too, as far as they have this key. */
  unfetched: number;
  readonly key: string | undefined;
  readonly settle: (all: boolean) => void;
}

/** What is waited for: the queued writes of one key or of all, and those that the journal holds. */
export interface Outstanding {
  readonly key: string | undefined;
  readonly queued: Map<string, number>;
  readonly unfetched: number;
}

/** Tells who waits for them when writes are done with: in the database, or given up. */
export class WriteWaits {
  readonly #timers: Timers;
  readonly #waits = new Set<Wait>();

  constructor(timers: Timers) {
    this.#timers = timers;
  }

  /**
   * Resolves when as many writes of each key are done with as are given, `false` after `timeoutMs` milliseconds. Those of
   * one key are done with in their order, so whatever comes later is not waited for.
   */
  until({ key, queued, unfetched }: Outstanding, timeoutMs: number): Promise<boolean> {
    if (queued.size === 0 && unfetched === 0) return Promise.resolve(true);
    return new Promise((resolve) => {
      const settle = (all: boolean): void => {
        cancel();
        this.#waits.delete(wait);
        resolve(all);
      };
      const wait: Wait = { left: queued, unfetched, key, settle };
      const cancel = this.#timers.after(timeoutMs, () => settle(false));
      this.#waits.add(wait);
    });
  }

  /** A write came from the journal. */
  fetched({ key }: QueuedWrite): void {
    for (const wait of this.#waits) {
      if (wait.unfetched === 0) continue;
      wait.unfetched--;
      if (wait.key === undefined || wait.key === key) wait.left.set(key, (wait.left.get(key) ?? 0) + 1);
      else settleIfDone(wait);
    }
  }

  /** A write is done with. */
  done({ key }: QueuedWrite): void {
    for (const wait of this.#waits) {
      const count = wait.left.get(key);
      if (count === undefined) continue;
      if (count > 1) wait.left.set(key, count - 1);
      else wait.left.delete(key);
      settleIfDone(wait);
    }
  }
}

function settleIfDone({ left, unfetched, settle }: Wait): void {
  if (left.size === 0 && unfetched === 0) settle(true);
}
