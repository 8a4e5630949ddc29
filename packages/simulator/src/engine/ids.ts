import type { SeededRandom } from './random.js';

/** Names and numbers of channels and bridges in Asterisk's forms. */
export class Ids {
  readonly #random: SeededRandom;
  readonly #systemName: string;
  readonly #firstSecond: number;
  #uniqueids = 0;
  #local = 0;
  #phones = 0;
  #optimisations = 0;

  /** @param firstSecond no id is older than this second since the epoch. */
  constructor(random: SeededRandom, systemName: string, firstSecond: number) {
    this.#firstSecond = firstSecond;
    this.#random = random;
    this.#systemName = systemName;
  }

  /** `sim-<epoch seconds>.<n>` and n, which orders channels by age. */
  uniqueid(seconds: number): { readonly uniqueid: string; readonly age: number } {
    const age = this.#uniqueids++;
    return { uniqueid: `${this.#systemName}-${Math.max(seconds, this.#firstSecond)}.${age}`, age };
  }

  /** The eight hex digits after a phone's channel name. */
  phoneSuffix(): string {
    return hex8(this.#phones++);
  }

  /** The eight hex digits after a Local channel's name. */
  localSuffix(): string {
    return hex8(this.#local++);
  }

  /** Number of a Local optimisation. */
  optimisation(): string {
    return String(this.#optimisations++);
  }

  /** A bridge's UUID. */
  uuid(): string {
    const r = this.#random;
    return `${r.hex(8)}-${r.hex(4)}-4${r.hex(3)}-a${r.hex(3)}-${r.hex(12)}`;
  }
}

function hex8(n: number): string {
  return n.toString(16).padStart(8, '0');
}
