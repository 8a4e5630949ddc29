import type { Cancel, Clock } from './clock.js';

/** Wall-clock time, `speed` times as fast: at 10 a five-second wait takes half a second. */
export class RealClock implements Clock {
  readonly #speed: number;
  readonly #startedAt = Date.now();

  /** @param speed simulated seconds per real second, greater than 0. */
  constructor(speed: number = 1) {
    if (!(speed > 0)) throw new RangeError(`speed must be greater than 0, got ${speed}`);
    this.#speed = speed;
  }

  now(): number {
    return Math.floor(this.#startedAt + (Date.now() - this.#startedAt) * this.#speed);
  }

  setTimer(ms: number, fn: () => void): Cancel {
    const timer = setTimeout(fn, ms / this.#speed);
    return () => clearTimeout(timer);
  }
}
