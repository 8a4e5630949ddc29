/** Few different values that come again and again, each with a number, from 0 on. */
export class Palette<T> {
  readonly #keyOf: (value: T) => string;
  readonly #values: T[] = [];
  readonly #numbers = new Map<string, number>();

  /** @param keyOf the same for values that are alike, and for no others */
  constructor(keyOf: (value: T) => string) {
    this.#keyOf = keyOf;
  }

  /** The number of the value, which is remembered for good. */
  numberOf(value: T): number {
    const key = this.#keyOf(value);
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    this.#numbers.set(key, this.#values.length);
    return this.#values.push(value) - 1;
  }

  /** The value that has the number. */
  at(number: number): T | undefined {
    return this.#values[number];
  }
}
