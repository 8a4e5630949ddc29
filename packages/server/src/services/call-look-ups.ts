import {
  type CallDetails,
  type CallId,
  type CallStore,
  type DetailsQuestion,
  NO_DETAILS,
} from '@openeccp/core';
import type { Clock } from '../runtime/clock.js';
import { readDatabase } from './read-database.js';

export interface CallLookUpsOptions {
  readonly store: Pick<CallStore, 'details'>;
  readonly clock: Clock;
  /** Takes what was found about a call: nothing where the database could not be read. */
  readonly found: (call: CallId, details: CallDetails) => void;
  readonly warn: (detail: object, text: string) => void;
}

/** Questions at once: the other connections of the pool are for requests and writes. */
const AT_ONCE = 2;
/** Questions that wait at most. Beyond it the newest are answered with nothing. */
const WAITING = 1_000;
/** The database must answer by then. Milliseconds. */
const DEADLINE_MS = 5_000;

/** Asks the database about calls as they come, in their order, a few at a time. Every question is answered. */
export class CallLookUps {
  readonly #options: CallLookUpsOptions;
  readonly #waiting: DetailsQuestion[] = [];
  #underWay = 0;
  /** One line tells that the database can't be read, until it can. */
  #failing = false;

  constructor(options: CallLookUpsOptions) {
    this.#options = options;
  }

  ask(question: DetailsQuestion): void {
    if (this.#waiting.length >= WAITING) {
      this.#failed(question, new Error(`${WAITING} calls wait to be looked up already`));
      return;
    }
    this.#waiting.push(question);
    this.#next();
  }

  /** Asks nothing more. */
  close(): void {
    this.#waiting.length = 0;
  }

  #next(): void {
    if (this.#underWay === AT_ONCE) return;
    const question = this.#waiting.shift();
    if (question === undefined) return;
    this.#underWay++;
    void this.#lookUp(question).finally(() => {
      this.#underWay--;
      this.#next();
    });
  }

  async #lookUp(question: DetailsQuestion): Promise<void> {
    const { store, clock, found } = this.#options;
    const { call, row, phone } = question;
    try {
      const details = await readDatabase(clock, DEADLINE_MS, (signal) =>
        store.details(row, phone, { signal }),
      );
      this.#failing = false;
      found(call, details);
    } catch (error) {
      this.#failed(question, error);
    }
  }

  #failed({ call, row }: DetailsQuestion, error: unknown): void {
    const { warn, found } = this.#options;
    if (!this.#failing) {
      warn(
        { row, error },
        'a call could not be looked up; its agent sees the call without what is known about it',
      );
    }
    this.#failing = true;
    found(call, NO_DETAILS);
  }
}
