import { Agenda } from './agenda.js';
import type { Cancel, Clock } from './clock.js';

/** Time that stands still until a test advances it. */
export class VirtualClock implements Clock {
  #now: number;
  readonly #agenda = new Agenda<() => void>();

  /** @param start ms since the Unix epoch. */
  constructor(start: number = Date.UTC(2026, 0, 1)) {
    this.#now = start;
  }

  now(): number {
    return this.#now;
  }

  /** Timers that have not fired yet. */
  get pending(): number {
    return this.#agenda.size;
  }

  setTimer(ms: number, fn: () => void): Cancel {
    return this.#agenda.add(this.#now + Math.max(0, ms), fn);
  }

  /** Lets `ms` milliseconds pass and fires, in order, everything that falls due. */
  advance(ms: number): void {
    const end = this.#now + ms;
    for (let due = this.#agenda.take(end); due !== undefined; due = this.#agenda.take(end)) {
      this.#now = due.at;
      due.what();
    }
    this.#now = end;
  }
}
