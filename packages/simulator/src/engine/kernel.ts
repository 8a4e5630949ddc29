import type { Cancel, Clock } from './clock.js';

/**
 * Runs the simulation one step at a time. What happens "in another thread" of a real Asterisk is posted
 * here and runs after the current step, in order, so that a seed always gives the same sequence of events.
 */
export class Kernel {
  readonly #clock: Clock;
  readonly #posted: (() => void)[] = [];
  readonly #timers = new Set<Cancel>();
  #draining = false;
  #closed = false;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Simulated ms since the Unix epoch. */
  now(): number {
    return this.#clock.now();
  }

  /** Simulated whole seconds since the Unix epoch. */
  seconds(): number {
    return Math.floor(this.#clock.now() / 1000);
  }

  /** Runs `fn` after the current step. */
  post(fn: () => void): void {
    if (!this.#closed) this.#posted.push(fn);
  }

  /** Entry from outside (an AMI action, a timer, a test's hand): runs `fn` and all that follows from it now. */
  run<T>(fn: () => T): T {
    const result = fn();
    this.drain();
    return result;
  }

  /** Runs everything posted; a no-op inside a running step. */
  drain(): void {
    if (this.#draining) return;
    this.#draining = true;
    try {
      for (let fn = this.#posted.shift(); fn !== undefined; fn = this.#posted.shift()) fn();
    } finally {
      this.#draining = false;
    }
  }

  /** Runs `fn` after `ms` simulated milliseconds, unless cancelled or closed before. */
  timer(ms: number, fn: () => void): Cancel {
    if (this.#closed) return () => {};
    const cancelTimer = this.#clock.setTimer(ms, () => {
      this.#timers.delete(cancel);
      if (!this.#closed) this.run(fn);
    });
    const cancel = (): void => {
      cancelTimer();
      this.#timers.delete(cancel);
    };
    this.#timers.add(cancel);
    return cancel;
  }

  /** Drops every timer and posted step: nothing happens any more. */
  close(): void {
    this.#closed = true;
    this.#posted.length = 0;
    for (const cancel of this.#timers) cancel();
    this.#timers.clear();
  }
}
