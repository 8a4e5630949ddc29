import type { Clock as AsteriskClock } from '@openeccp/simulator';
import type { Clock as ServerClock } from 'openeccp';

interface Timer {
  readonly at: number;
  readonly order: number;
  /** Undefined once it is cancelled. */
  run: (() => void) | undefined;
  /** Whether code runs then that goes on in promises and streams. */
  readonly settles: boolean;
}

/**
 * The one clock of a simulation: the server's, Asterisk's, the network's and everybody else's. It goes from timer to timer,
 * those of one millisecond in the order in which they were set; whatever runs in between is done before the next one fires.
 */
export class VirtualTime implements ServerClock, AsteriskClock {
  #now: number;
  #order = 0;
  /** A binary heap. */
  readonly #timers: Timer[] = [];

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
    for (let timer = this.#timers[0]; timer !== undefined && timer.at <= at; timer = this.#timers[0]) {
      this.#removeFirst();
      const { run } = timer;
      if (run === undefined) continue;
      this.#now = timer.at;
      run();
      if (timer.settles) await settle();
      if (stop()) return;
    }
    this.#now = at;
  }

  #set(ms: number, callback: () => void, settles: boolean): () => void {
    this.#order += 1;
    const at = this.#now + Math.max(0, Math.ceil(ms));
    const timer: Timer = { at, order: this.#order, run: callback, settles };
    this.#insert(timer);
    return () => {
      timer.run = undefined;
    };
  }

  #insert(timer: Timer): void {
    const heap = this.#timers;
    let place = heap.length;
    while (place > 0) {
      const above = (place - 1) >> 1;
      const parent = heap[above];
      if (parent === undefined || isBefore(parent, timer)) break;
      heap[place] = parent;
      place = above;
    }
    heap[place] = timer;
  }

  #removeFirst(): void {
    const heap = this.#timers;
    const last = heap.pop();
    if (last === undefined || heap.length === 0) return;
    let place = 0;
    for (;;) {
      const left = heap[2 * place + 1];
      const right = heap[2 * place + 2];
      const next = right !== undefined && left !== undefined && isBefore(right, left) ? right : left;
      if (next === undefined || isBefore(last, next)) break;
      heap[place] = next;
      place = next === left ? 2 * place + 1 : 2 * place + 2;
    }
    heap[place] = last;
  }
}

function isBefore(one: Timer, other: Timer): boolean {
  return one.at < other.at || (one.at === other.at && one.order < other.order);
}

/**
 * Lets everything run that needs no timer: whatever promises and streams go on with, turn by turn of the event loop for as long as
 * something has been put off to the end of one.
 */
export async function settle(): Promise<void> {
  do await new Promise((resolve) => setImmediate(resolve));
  while (process.getActiveResourcesInfo().includes('Immediate'));
}
