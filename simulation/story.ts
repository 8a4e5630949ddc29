import { createHash } from 'node:crypto';
import type { VirtualTime } from './virtual-time.js';

/** No more is reported of one run. */
const ENOUGH = 5;

/** What is told of a run: what broke, the hash of all that the server was told and told, and everything for whoever wants to read it. */
export class Story {
  readonly #time: VirtualTime;
  readonly #start: number;
  readonly #narrate: ((line: string) => void) | undefined;
  readonly #broken: string[] = [];
  readonly #trace = createHash('sha1');
  #over = false;

  /** @param narrate told everything, one line each */
  constructor(time: VirtualTime, narrate: ((line: string) => void) | undefined) {
    this.#time = time;
    this.#start = time.now();
    this.#narrate = narrate;
  }

  /** What went wrong. */
  get broken(): readonly string[] {
    return this.#broken;
  }

  get sound(): boolean {
    return this.#broken.length === 0;
  }

  /** Something happened that never may. */
  breaks(what: string): void {
    if (this.#over || this.#broken.length >= ENOUGH) return;
    this.#broken.push(`${this.#at()} s: ${what}`);
    this.say('BROKEN', what);
  }

  say(kind: string, what: string | object): void {
    if (this.#narrate === undefined) return;
    const text = typeof what === 'string' ? what.replaceAll('\r\n', ' ') : JSON.stringify(what);
    this.#narrate(`${this.#at()} ${kind} ${text}`);
  }

  /** Belongs to the trace. */
  trace(text: string): void {
    this.#trace.update(text);
  }

  /** What comes now is no part of it any more. Answers the hash. */
  end(): string {
    this.#over = true;
    return this.#trace.digest('hex');
  }

  /** Seconds since it began. */
  #at(): string {
    return ((this.#time.now() - this.#start) / 1000).toFixed(3);
  }
}
