import type { ByteQueue } from './byte-queue.js';

/** Searches a growing queue for one byte sequence and looks at no byte twice, whatever order the questions come in. */
export class Needle {
  readonly #pattern: Buffer;
  /** Offsets in the stream: no match begins in [#from, #until), and one begins at #until when #found. */
  #from = 0;
  #until = 0;
  #found = false;

  constructor(pattern: string) {
    this.#pattern = Buffer.from(pattern, 'latin1');
  }

  get length(): number {
    return this.#pattern.length;
  }

  /** Index of the first match at or after `from`, -1 when there is none yet. */
  find(queue: ByteQueue, from: number): number {
    const asked = queue.base + from;
    const known = asked >= this.#from && asked <= this.#until;
    if (known && this.#found) return this.#until - queue.base;
    const start = known ? this.#until - queue.base : from;
    const at = queue.bytes.indexOf(this.#pattern, start);
    if (!known) this.#from = asked;
    this.#found = at >= 0;
    this.#until =
      queue.base + (at >= 0 ? at : Math.max(start, queue.bytes.length - this.#pattern.length + 1));
    return at;
  }
}
