import type { Cancel } from './clock.js';
import type { Kernel } from './kernel.js';

/** Something a script waits for: told how to be resumed, it returns how to stop waiting. */
export type Suspension = (resume: () => void) => Cancel;

/**
 * What a channel does, step by step: a dialplan thread written as a generator. When the channel is hung up
 * or taken elsewhere the generator is returned, and its `finally` blocks leave queues, bridges and slots.
 */
export type Script<T = void> = Generator<Suspension, T, void>;

/** Suspends until the given wait delivers a value. */
export function* until<T>(wait: (resume: (value: T) => void) => Cancel): Script<T> {
  const delivered: T[] = [];
  yield (resume) =>
    wait((value) => {
      delivered.push(value);
      resume();
    });
  return delivered[0] as T; // resumed only after the push
}

/** Suspends for `ms` simulated milliseconds. */
export function* pause(kernel: Kernel, ms: number): Script {
  yield (resume) => kernel.timer(ms, resume);
}

/** Suspends for good: only a stop ends it. */
export function* forever(): Script {
  yield () => () => {};
}

/** A script that ends at once with that value. */
export function* ended<T>(value: T): Script<T> {
  yield* [];
  return value;
}

/** One running script. */
export class Task {
  readonly #kernel: Kernel;
  readonly #script: Script;
  readonly #onEnd: () => void;
  #phase: 'running' | 'suspended' | 'ended' = 'suspended';
  #stopAsked = false;
  #cancelWait: Cancel = () => {};

  /** Starts `script` in the next step; `onEnd` runs when it comes to its end by itself. */
  constructor(kernel: Kernel, script: Script, onEnd: () => void) {
    this.#kernel = kernel;
    this.#script = script;
    this.#onEnd = onEnd;
    kernel.post(() => this.#step());
  }

  /** Ends the script where it stands; its `finally` blocks run before this returns. */
  stop(): void {
    if (this.#phase === 'ended') return;
    if (this.#phase === 'running') {
      this.#stopAsked = true; // a script that ends its own channel unwinds at its next wait
      return;
    }
    this.#phase = 'ended';
    this.#cancelWait();
    this.#script.return();
  }

  #step(): void {
    if (this.#phase !== 'suspended') return;
    this.#phase = 'running';
    const next = this.#script.next();
    if (next.done === true) {
      this.#phase = 'ended';
      if (!this.#stopAsked) this.#onEnd();
      return;
    }
    this.#phase = 'suspended';
    if (this.#stopAsked) {
      this.stop();
      return;
    }
    let resumed = false;
    let cancel: Cancel | undefined;
    const resume = (): void => {
      if (resumed) return;
      resumed = true;
      cancel?.(); // whatever else was waited for, a time-out for instance
      this.#kernel.post(() => this.#step());
    };
    cancel = next.value(resume);
    this.#cancelWait = cancel;
    if (resumed) cancel();
  }
}
