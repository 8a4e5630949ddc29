import { type DeadLetter, DeadLetterBox, type DeadLetterStore } from '@openeccp/storage';
import type { Logger } from 'pino';
import { DeadLetterAlarm } from '../log/dead-letter-alarm.js';
import type { Clock } from '../runtime/clock.js';
import { readDatabase } from './read-database.js';

export interface DeadLettersOptions {
  readonly store: DeadLetterStore;
  readonly log: Logger;
  readonly clock: Clock;
}

/** Counting them may take this long. Milliseconds. */
const COUNT_MS = 1_000;

/** What becomes of writes that the database refuses for good: told, and kept in their table for an operator. */
export class DeadLetters {
  readonly #store: DeadLetterStore;
  readonly #log: Logger;
  readonly #clock: Clock;
  readonly #alarm: DeadLetterAlarm;
  readonly #box: DeadLetterBox;
  /** How many waited for an operator when that was last known. */
  #count = 0;
  /** Those that are in the log only. */
  #unkept = 0;

  constructor({ store, log, clock }: DeadLettersOptions) {
    this.#store = store;
    this.#log = log;
    this.#clock = clock;
    this.#alarm = new DeadLetterAlarm({ log, clock });
    this.#box = new DeadLetterBox({
      store,
      timers: clock,
      now: () => clock.now(),
      onUnkept: (letter, reason) => this.#tellAll(letter, reason),
    });
  }

  /** Resolves when the letter is kept. */
  post(letter: DeadLetter): Promise<void> {
    this.#alarm.raise(letter);
    return this.#box.post(letter);
  }

  /** Tells what earlier runs have left, or that there is no place for what this one may leave. Rejects as the store does. */
  async tellLeft(): Promise<void> {
    const count = await this.#store.count();
    if (count === undefined) {
      this.#log.warn(
        'writes that the database refuses for good would be in the log only: openeccp migrate makes a table',
      );
    } else if (count > 0) {
      this.#log.warn({ letters: count }, 'writes wait for an operator: openeccp deadletter list shows them');
    }
  }

  /** How many wait for an operator; while the database is away, how many did. Never rejects. */
  async count(): Promise<number> {
    try {
      const read = readDatabase(this.#clock, COUNT_MS, (signal) => this.#store.count({ signal }));
      this.#count = (await read) ?? 0;
    } catch {
      // The figures that need no database are wanted all the more.
    }
    return this.#count + this.#unkept;
  }

  /** Stores what waits, for `timeoutMs` milliseconds at most. */
  async close(timeoutMs: number): Promise<void> {
    await this.#box.close({ timeoutMs });
    this.#alarm.close();
  }

  #tellAll({ write, error, tries }: DeadLetter, reason: unknown): void {
    this.#unkept++;
    this.#log.error(
      { error, unkept: reason, write, tries },
      'a write that was given up is kept in this line of the log only',
    );
  }
}
