import type { Clock } from '../runtime/clock.js';
import { readDatabase } from './read-database.js';

/** How long an answer serves others who ask the same. Milliseconds. */
const KEPT_MS = 1_000;
/** A reading of the database may take this long. Milliseconds. */
const DEADLINE_MS = 10_000;
/** Readings that are shared at once; beyond it the oldest is not shared any more. */
const SHARED = 100;

/** Something that is being read, or has just been. */
interface Reading {
  readonly generation: number;
  readonly answer: Promise<unknown>;
  over: boolean;
  /** Of those who want what has been written since. */
  next: Promise<unknown> | undefined;
  forget: () => void;
}

/**
 * Identical readings within a second share one answer: monitoring pages come in bursts (client-dependencies.md §5).
 * Whoever asks after {@link outdate} gets an answer that was read after it; all who do so during a reading share the
 * next one, so that of one thing no more than one reading is under way.
 */
export class SharedReads {
  readonly #clock: Clock;
  readonly #readings = new Map<string, Reading>();
  #generation = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Answers that are there, or on their way, are good no longer. */
  outdate(): void {
    this.#generation += 1;
  }

  /**
   * Rejects with `DatabaseFailure`; a failure serves only those who wait for it.
   *
   * @param key what is read: whoever asks with the same key expects the same kind of answer
   */
  read<T>(key: string, load: (signal: AbortSignal) => Promise<T>): Promise<T> {
    return this.#reading(key, load) as Promise<T>;
  }

  close(): void {
    for (const { forget } of [...this.#readings.values()]) forget();
  }

  #reading(key: string, load: (signal: AbortSignal) => Promise<unknown>): Promise<unknown> {
    const known = this.#readings.get(key);
    if (known === undefined) return this.#begin(key, load);
    if (known.generation === this.#generation) return known.answer;
    if (known.next === undefined && known.over) return this.#begin(key, load);
    const begin = (): Promise<unknown> => this.#begin(key, load);
    known.next ??= known.answer.then(begin, begin);
    return known.next;
  }

  #begin(key: string, load: (signal: AbortSignal) => Promise<unknown>): Promise<unknown> {
    this.#readings.get(key)?.forget();
    const [oldest] = this.#readings.values();
    if (this.#readings.size >= SHARED) oldest?.forget();
    const answer = readDatabase(this.#clock, DEADLINE_MS, load);
    const forget = (): void => {
      if (this.#readings.get(key) === reading) this.#readings.delete(key);
    };
    const reading: Reading = {
      generation: this.#generation,
      answer,
      over: false,
      next: undefined,
      forget,
    };
    this.#readings.set(key, reading);
    const keep = (): void => {
      reading.over = true;
      if (this.#readings.get(key) !== reading) return;
      const cancel = this.#clock.after(KEPT_MS, forget);
      reading.forget = () => {
        cancel();
        forget();
      };
    };
    answer.then(keep, forget);
    return answer;
  }
}
