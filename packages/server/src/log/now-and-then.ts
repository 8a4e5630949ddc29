import type { Clock } from '../runtime/clock.js';

/** A line about something that strangers can make happen as often as they like is written this often. Milliseconds. */
const INTERVAL_MS = 10_000;

/**
 * Writes the first line at once and those of the next seconds as one with their number: what strangers do must not
 * fill the disk.
 */
export class NowAndThen {
  readonly #clock: Clock;
  readonly #write: (detail: object) => void;
  #writtenAt = Number.NEGATIVE_INFINITY;
  #unwritten = 0;

  /** @param write gets the detail of the line and, as `unwritten`, how many others there were since the last one */
  constructor(clock: Clock, write: (detail: object) => void) {
    this.#clock = clock;
    this.#write = write;
  }

  happened(detail: object): void {
    const now = this.#clock.now();
    if (now - this.#writtenAt < INTERVAL_MS) {
      this.#unwritten += 1;
      return;
    }
    this.#write(this.#unwritten === 0 ? detail : { ...detail, unwritten: this.#unwritten });
    this.#writtenAt = now;
    this.#unwritten = 0;
  }
}
