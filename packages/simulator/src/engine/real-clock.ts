import { Agenda } from './agenda.js';
import type { Cancel, Clock } from './clock.js';

/** Real milliseconds by which a timer may be late before time has stood still. */
const LATE_MS = 10;

/**
 * Wall-clock time, `speed` times as fast: at 10 a five-second wait takes half a second. It stands still while the process
 * does, and never passes a timer that has not fired: on a busy machine, too, a phone that answers after two seconds
 * answers before its caller gives up after three, and whoever is connected has as much time as otherwise.
 */
export class RealClock implements Clock {
  readonly #speed: number;
  readonly #origin = Date.now();
  readonly #started = performance.now();
  /** Simulated milliseconds for which it has stood still. */
  #stood = 0;
  readonly #agenda = new Agenda<() => void>();
  /** The moment whose timers fire just now. */
  #moment: number | undefined;
  #alarm: { readonly at: number; readonly cancel: Cancel } | undefined;

  /** @param speed simulated seconds per real second, greater than 0. */
  constructor(speed: number = 1) {
    if (!(speed > 0)) throw new RangeError(`speed must be greater than 0, got ${speed}`);
    this.#speed = speed;
  }

  now(): number {
    return this.#moment ?? Math.min(this.#wall(), this.#agenda.next ?? Number.POSITIVE_INFINITY);
  }

  setTimer(ms: number, fn: () => void): Cancel {
    const cancel = this.#agenda.add(this.now() + Math.max(0, ms), fn);
    this.#arm();
    return () => {
      cancel();
      this.#arm();
    };
  }

  #wall(): number {
    const passed = (performance.now() - this.#started) * this.#speed;
    return Math.floor(this.#origin + passed - this.#stood);
  }

  /** Wakes up for whatever is due next; a process may end when there is nothing. */
  #arm(): void {
    if (this.#moment !== undefined) return;
    const at = this.#agenda.next;
    if (at === this.#alarm?.at) return;
    this.#alarm?.cancel();
    this.#alarm = at === undefined ? undefined : { at, cancel: this.#wakeAt(at) };
  }

  #wakeAt(at: number): Cancel {
    const ms = Math.ceil((at - this.#wall()) / this.#speed);
    if (ms <= 0) {
      const turn = setImmediate(() => this.#fire(at));
      return () => clearImmediate(turn);
    }
    const timer = setTimeout(() => this.#fire(at), ms);
    return () => clearTimeout(timer);
  }

  #fire(at: number): void {
    this.#alarm = undefined;
    const late = this.#wall() - at;
    if (late > LATE_MS * this.#speed) this.#stood += late;
    this.#moment = at;
    try {
      for (let due = this.#agenda.take(at); due !== undefined; due = this.#agenda.take(at)) due.what();
    } finally {
      this.#moment = undefined;
      this.#arm();
    }
  }
}
