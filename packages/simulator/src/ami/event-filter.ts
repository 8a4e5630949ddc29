import type { AmiField } from '@openeccp/ami';

/** The `Filter` expressions of one connection, each matched against a whole event's text. */
export class EventFilter {
  readonly #wanted: RegExp[] = [];
  readonly #unwanted: RegExp[] = [];

  /**
   * Adds an expression; one that begins with `!` keeps events away.
   *
   * @returns false if it is no regular expression.
   */
  add(expression: string): boolean {
    const negative = expression.startsWith('!');
    try {
      const regexp = new RegExp(negative ? expression.slice(1) : expression, 'm');
      (negative ? this.#unwanted : this.#wanted).push(regexp);
      return true;
    } catch {
      return false;
    }
  }

  admits(event: readonly AmiField[]): boolean {
    if (this.#wanted.length === 0 && this.#unwanted.length === 0) return true;
    const text = event.map(([name, value]) => `${name}: ${value}`).join('\r\n');
    if (this.#unwanted.some((regexp) => regexp.test(text))) return false;
    return this.#wanted.length === 0 || this.#wanted.some((regexp) => regexp.test(text));
  }
}
