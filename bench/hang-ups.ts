import type { HungUp } from './processes/asterisk.js';
import type { Unlinked } from './processes/consoles.js';

/** Customers who have hung up, until a console is told. */
export class HangUps {
  readonly #untold = new Map<string, number>();
  #count = 0;

  /** All who have hung up. */
  get count(): number {
    return this.#count;
  }

  add(hungUp: readonly HungUp[]): void {
    this.#count += hungUp.length;
    for (const { phone, at } of hungUp) this.#untold.set(phone, at);
  }

  /** How long it took to tell these. Milliseconds. */
  told(unlinked: readonly Unlinked[]): readonly number[] {
    return unlinked.flatMap(({ phone, at }) => {
      const end = this.#untold.get(phone);
      this.#untold.delete(phone);
      return end === undefined ? [] : [at - end];
    });
  }

  /** At the end. Throws if somebody hung up and no console was told. */
  mustBeTold(): void {
    if (this.#untold.size > 0) {
      throw new Error(`${this.#untold.size} of ${this.#count} calls ended and no console was told`);
    }
  }
}
