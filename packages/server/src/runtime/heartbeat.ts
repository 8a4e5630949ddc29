import type { Clock } from './clock.js';

/** Of a server that is killed it is known this exactly when it lived last. Milliseconds. */
const BEAT_MS = 5_000;

/** Says from time to time that the server lives. */
export class Heartbeat {
  readonly #clock: Clock;
  readonly #beat: (at: number) => void;
  #cancel: () => void = () => {};

  constructor(clock: Clock, beat: (at: number) => void) {
    this.#clock = clock;
    this.#beat = beat;
  }

  start(): void {
    this.#cancel = this.#clock.after(BEAT_MS, () => {
      this.#beat(this.#clock.now());
      this.start();
    });
  }

  close(): void {
    this.#cancel();
  }
}
