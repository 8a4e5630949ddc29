import { orderKey, type StorageWrite } from '@openeccp/core';
import type { Timers } from './timers.js';

/** Somebody who waits for writes: how many of each key are still to come. */
interface Wait {
  readonly left: Map<string, number>;
  readonly settle: (all: boolean) => void;
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
  until(left: Map<string, number>, timeoutMs: number): Promise<boolean> {
    if (left.size === 0) return Promise.resolve(true);
    return new Promise((resolve) => {
      const settle = (all: boolean): void => {
        cancel();
        this.#waits.delete(wait);
        resolve(all);
      };
      const wait: Wait = { left, settle };
      const cancel = this.#timers.after(timeoutMs, () => settle(false));
      this.#waits.add(wait);
    });
  }

  /** A write is done with. */
  done(write: StorageWrite): void {
    if (this.#waits.size === 0) return;
    const key = orderKey(write);
    for (const { left, settle } of this.#waits) {
      const count = left.get(key);
      if (count === undefined) continue;
      if (count > 1) left.set(key, count - 1);
      else left.delete(key);
      if (left.size === 0) settle(true);
    }
  }
}
