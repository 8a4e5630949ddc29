import type { Backend } from './backend.js';
import { settled } from './channels.js';

/** Several back ends of one kind, so that scenarios can be played side by side, each on one of its own. */
export class BackendPool {
  readonly #start: () => Promise<Backend>;
  readonly #size: number;
  readonly #all: Backend[] = [];
  readonly #free: Backend[] = [];
  readonly #waiting: ((backend: Backend) => void)[] = [];

  constructor(start: () => Promise<Backend>, size: number) {
    this.#start = start;
    this.#size = size;
  }

  async open(): Promise<void> {
    const started = await Promise.allSettled(Array.from({ length: this.#size }, () => this.#start()));
    for (const one of started) if (one.status === 'fulfilled') this.#all.push(one.value);
    this.#free.push(...this.#all);
    for (const one of started) if (one.status === 'rejected') throw one.reason;
  }

  /** Waits for a free one, and gives it back when nobody is on the line there any more. */
  async use<T>(work: (backend: Backend) => Promise<T>): Promise<T> {
    const backend = this.#free.pop() ?? (await new Promise<Backend>((take) => this.#waiting.push(take)));
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
    await Promise.all(this.#all.map((backend) => backend.close()));
  }
}
