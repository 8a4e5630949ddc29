import type { CallId } from '@openeccp/core';

/** Customers who are to be sent on as soon as it is known to be possible, and are not if that is called off until then. */
export class WantedRedirects {
  readonly #attempts = new Map<CallId, number>();

  get size(): number {
    return this.#attempts.size;
  }

  begin(call: CallId, attempt: number): void {
    this.#attempts.set(call, attempt);
  }

  /** It is done, or not wanted any more. */
  end(call: CallId, attempt: number): void {
    if (this.isWanted(call, attempt)) this.#attempts.delete(call);
  }

  isWanted(call: CallId, attempt: number): boolean {
    return this.#attempts.get(call) === attempt;
  }
}
