import { type CallRow, CallTally, callKey, type TallySeed } from '@openeccp/core';
import type { CountedCall } from './calls-over.js';
import type { Recount } from './counted-calls.js';

/**
 * A count of the database that is under way. What is written meanwhile may be in it or not, so the calls of this run
 * are left out of it and added as they are when it arrives; of all others the database says what they were before.
 */
export class SeedInProgress {
  /** By call, what the count lacks. Undefined until the instant of the count has come. */
  #missed: Map<string, Recount> | undefined;

  /** The instant has come: names the calls that are not to be counted. */
  begin(calls: Iterable<CountedCall>): readonly CallRow[] {
    const missed = new Map<string, Recount>();
    for (const { row, scope, mark } of calls) {
      missed.set(callKey(row), { row, scope, from: undefined, to: mark });
    }
    this.#missed = missed;
    return [...missed.values()].map(({ row }) => row);
  }

  take(recount: Recount): void {
    if (this.#missed === undefined) return;
    const key = callKey(recount.row);
    const { from } = this.#missed.get(key) ?? recount;
    this.#missed.set(key, { ...recount, from });
  }

  /** The count has arrived. */
  finish(seed: TallySeed): CallTally {
    const tally = new CallTally();
    tally.seed(seed);
    for (const { scope, from, to } of this.#missed?.values() ?? []) tally.move(scope, from, to);
    return tally;
  }
}
