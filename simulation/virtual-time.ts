import { Agenda, type Clock as AsteriskClock } from '@openeccp/simulator';
import type { Clock as ServerClock } from 'openeccp';

interface Timer {
  readonly run: () => void;
  /** Whether code runs then that goes on in promises and streams. */
  readonly settles: boolean;
}

/**
 * The one clock of a simulation: the server's, Asterisk's, the network's and everybody else's. It goes from timer to timer,
 * those of one millisecond in the order in which they were set; whatever runs in between is done before the next one fires.
 */
export class VirtualTime implements ServerClock, AsteriskClock {
  #now: number;
  readonly #timers = new Agenda<Timer>();

  /** @param start epoch milliseconds */
  constructor(start: number) {
    this.#now = start;
  }

  now(): number {
    return this.#now;
  }

  /** For code that goes on in promises and streams: all of it is done before the next timer. */
  after(ms: number, callback: () => void): () => void {
    return this.#set(ms, callback, true);
  }

  /** For code that is done when it returns. */
  setTimer(ms: number, callback: () => void): () => void {
    return this.#set(ms, callback, false);
  }

  /** Lets time pass up to `at`; epoch milliseconds. Ends early when `stop` says so. */
  async runUntil(at: number, stop: () => boolean = () => false): Promise<void> {
    await settle();
    for (let due = this.#timers.take(at); due !== undefined; due = this.#timers.take(at)) {
      const { run, settles } = due.what;
      this.#now = due.at;
      run();
      if (settles) await settle();
      if (stop()) return;
    }
    this.#now = at;
  }

  #set(ms: number, run: () => void, settles: boolean): () => void {
    return this.#timers.add(this.#now + Math.max(0, Math.ceil(ms)), { run, settles });
  }
}

/**
 * Lets everything run that needs no timer: whatever promises and streams go on with, turn by turn of the event loop for as long as
 * something has been put off to the end of one.
 */
export async function settle(): Promise<void> {
  do await new Promise((resolve) => setImmediate(resolve));
  while (process.getActiveResourcesInfo().includes('Immediate'));
}
