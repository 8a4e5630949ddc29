import type { Backend } from './backend.js';
import { settled } from './channels.js';

/** Several back ends of one kind, so that scenarios can be played side by side, each on one of its own. */
export class BackendPool {
  readonly #start: () => Promise<Backend>;
  readonly #size: number;
  readonly #started: Promise<Backend>[] = [];
  readonly #free: Backend[] = [];
  readonly #waiting: ((backend: Backend) => void)[] = [];

  constructor(start: () => Promise<Backend>, size: number) {
    this.#start = start;
    this.#size = size;
  }

  /** Takes one that is free, starts one more, or waits; gives it back when nobody is on the line there any more. */
  async use<T>(work: (backend: Backend) => Promise<T>): Promise<T> {
    const backend = await this.#take();
    try {
      const result = await work(backend);
      await settled(backend);
      return result;
    } finally {
      const next = this.#waiting.shift();
      if (next === undefined) this.#free.push(backend);
      else next(backend);
    }
  }

  async close(): Promise<void> {
    const started = await Promise.allSettled(this.#started);
    await Promise.all(started.map((one) => (one.status === 'fulfilled' ? one.value.close() : undefined)));
  }

  #take(): Backend | Promise<Backend> {
    const free = this.#free.pop();
    if (free !== undefined) return free;
    if (this.#started.length === this.#size) return new Promise((take) => this.#waiting.push(take));
    const started = this.#start();
    this.#started.push(started);
    return started;
  }
}
