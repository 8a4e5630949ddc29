import type { Timers } from '../write-behind/timers.js';

interface Scheduled {
  readonly at: number;
  readonly callback: () => void;
}

/** Timers of a clock that stands still until it is advanced. */
export class VirtualTimers implements Timers {
  #now = 0;
  readonly #scheduled = new Set<Scheduled>();

  get pending(): number {
    return this.#scheduled.size;
  }

  after(ms: number, callback: () => void): () => void {
    const entry = { at: this.#now + ms, callback };
    this.#scheduled.add(entry);
    return () => this.#scheduled.delete(entry);
  }

  /** Moves the clock on; what the callbacks start has settled, as far as promises alone can, before the next. */
  async advance(ms: number): Promise<void> {
    const until = this.#now + ms;
    await settled();
    for (let next = this.#next(until); next !== undefined; next = this.#next(until)) {
      this.#scheduled.delete(next);
      this.#now = next.at;
      next.callback();
      await settled();
    }
    this.#now = until;
  }

  #next(until: number): Scheduled | undefined {
    return [...this.#scheduled].filter(({ at }) => at <= until).sort((a, b) => a.at - b.at)[0];
  }
}

function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
