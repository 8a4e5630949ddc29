import { type DeadLetter, reasonOf } from '@openeccp/storage';
import type { Logger } from 'pino';
import type { Clock } from '../runtime/clock.js';

/** How long further letters of one kind of reason are counted instead of told. Milliseconds. */
const QUIET_MS = 60_000;
/** Kinds of reasons that are told apart at once. */
const KINDS = 50;

interface Quiet {
  /** Letters since the reason was told. */
  more: number;
  readonly cancel: () => void;
}

/** Tells in the log that writes are given up: each kind of reason once a minute, then how many more there were. */
export class DeadLetterAlarm {
  readonly #log: Logger;
  readonly #clock: Clock;
  readonly #quiet = new Map<string, Quiet>();

  constructor({ log, clock }: { readonly log: Logger; readonly clock: Clock }) {
    this.#log = log;
    this.#clock = clock;
  }

  raise({ write, error, tries }: DeadLetter): void {
    const code = this.#kindOf(error);
    const quiet = this.#quiet.get(code);
    if (quiet !== undefined) {
      quiet.more++;
      return;
    }
    this.#log.error(
      { error, write, tries },
      'a write was given up: openeccp deadletter list shows such writes',
    );
    this.#keepQuiet(code);
  }

  close(): void {
    for (const { cancel } of this.#quiet.values()) cancel();
    for (const code of [...this.#quiet.keys()]) this.#endQuiet(code);
  }

  #kindOf(error: unknown): string {
    const { code } = reasonOf(error);
    return this.#quiet.has(code) || this.#quiet.size < KINDS ? code : 'other';
  }

  #keepQuiet(code: string): void {
    const cancel = this.#clock.after(QUIET_MS, () => {
      if (this.#endQuiet(code) > 0) this.#keepQuiet(code);
    });
    this.#quiet.set(code, { more: 0, cancel });
  }

  /** Answers how many letters there were meanwhile. */
  #endQuiet(code: string): number {
    const more = this.#quiet.get(code)?.more ?? 0;
    this.#quiet.delete(code);
    if (more > 0)
      this.#log.error({ reason: code, writes: more }, 'more writes were given up for the same reason');
    return more;
  }
}
