import { VirtualClock as StandingTime } from '@openeccp/simulator';
import type { Clock } from '../runtime/clock.js';

/** Time that stands until a test advances it: the simulator's, behind the server's port. */
export class VirtualClock implements Clock {
  readonly #time: StandingTime;

  /** @param start epoch milliseconds */
  constructor(start: number = Date.UTC(2026, 2, 1, 10, 0, 0)) {
    this.#time = new StandingTime(start);
  }

  /** Timers that have not fired yet. */
  get pending(): number {
    return this.#time.pending;
  }

  now(): number {
    return this.#time.now();
  }

  after(ms: number, callback: () => void): () => void {
    return this.#time.setTimer(ms, callback);
  }

  /** Lets time pass and fires, in order, what falls due. Milliseconds. */
  advance(ms: number): void {
    this.#time.advance(ms);
  }
}
