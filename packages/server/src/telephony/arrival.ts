import type { Clock } from '../runtime/clock.js';

/** Lets callers wait until something has happened, for a bounded time. */
export class Arrival {
  readonly #clock: Clock;
  readonly #waiting = new Set<() => void>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** It happened: everybody who waits goes on. */
  happened(): void {
    for (const go of [...this.#waiting]) go();
  }

  /** Resolves when it happens next, or after `deadlineMs` milliseconds. */
  wait(deadlineMs: number): Promise<void> {
    return new Promise((resolve) => {
      const go = (): void => {
        this.#waiting.delete(go);
        cancel();
        resolve();
      };
      const cancel = this.#clock.after(deadlineMs, go);
      this.#waiting.add(go);
    });
  }
}
