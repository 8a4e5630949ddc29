import type { Clock } from '../runtime/clock.js';
import type { AuditRecord } from './audit-trail.js';

/** So many refusals of one place are written one by one in {@link WINDOW_MS}. */
const ONE_BY_ONE = 10;
/** Milliseconds. */
const WINDOW_MS = 60_000;
/** Places that are told apart at a time; all others count as one. */
const MAX_PLACES = 20;
const ELSEWHERE = '';

/** What a place has been refused in a minute. */
interface Window {
  written: number;
  unwritten: number;
  last: AuditRecord;
  readonly cancel: () => void;
}

/**
 * The part of the audit trail that whoever has no right to anything can fill: refusals. The first ones of a place are
 * written, of all others in the same minute the last one with their number. So strangers write some kilobytes a minute
 * at most, and what others did stays to be read.
 */
export class Refusals {
  readonly #clock: Clock;
  readonly #write: (record: AuditRecord) => void;
  readonly #windows = new Map<string, Window>();
  #closed = false;

  constructor(clock: Clock, write: (record: AuditRecord) => void) {
    this.#clock = clock;
    this.#write = write;
  }

  /** Takes down a refusal. `place` is where it was asked from; see `ClientAddress`. */
  refused(place: string, record: AuditRecord): void {
    if (this.#closed) return this.#write(record);
    const window = this.#windowOf(place, record);
    window.last = record;
    if (window.written === ONE_BY_ONE) {
      window.unwritten += 1;
      return;
    }
    window.written += 1;
    this.#write(record);
  }

  /** Writes what is left. What is refused from now on is written at once. */
  close(): void {
    this.#closed = true;
    for (const [key, window] of this.#windows) {
      window.cancel();
      this.#end(key, window);
    }
  }

  #windowOf(place: string, last: AuditRecord): Window {
    const key = this.#windows.has(place) || this.#windows.size < MAX_PLACES ? place : ELSEWHERE;
    const known = this.#windows.get(key);
    if (known !== undefined) return known;
    const cancel = this.#clock.after(WINDOW_MS, () => this.#end(key, window));
    const window: Window = { written: 0, unwritten: 0, last, cancel };
    this.#windows.set(key, window);
    return window;
  }

  #end(key: string, { last, unwritten }: Window): void {
    this.#windows.delete(key);
    if (unwritten > 0) this.#write({ ...last, unwritten: unwritten - 1 });
  }
}
