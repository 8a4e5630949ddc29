import type { CallCount, CallMark, CallRow, CallScope, LocalDay } from '@openeccp/core';
import { Palette } from './palette.js';

/** A call of this run, and what it counts as now. */
export interface CountedCall {
  readonly row: CallRow;
  readonly scope: CallScope;
  readonly mark: CallMark;
}

/** Stands for a call that was over and is not any more, or is over once more and has a later place. */
const NO_ROW = 0;

/**
 * Calls that are over, as many as were over last. They are tens of thousands, and each of them is forgotten hours after
 * the objects around it: kept as objects they would leave holes all over the heap, so they are kept as numbers.
 */
export class CallsOver {
  readonly #places = { incoming: new Map<number, number>(), outgoing: new Map<number, number>() };
  /** The place that the next call takes, of the one that has been over for the longest time. */
  #next = 0;
  readonly #ids: Float64Array;
  readonly #scopes: Uint32Array;
  readonly #counts: Uint32Array;
  readonly #days: Uint32Array;
  readonly #talkS: Float64Array;
  readonly #waitS: Float64Array;
  readonly #scope = new Palette<CallScope>((scope) =>
    scope.kind === 'queue' ? `queue ${scope.queue}` : `${scope.kind} ${scope.campaignId}`,
  );
  readonly #count = new Palette<CallCount>((count) => count);
  readonly #day = new Palette<LocalDay | undefined>((day) => day ?? '');

  /** @param most how many are remembered */
  constructor(most: number) {
    this.#ids = new Float64Array(most);
    this.#scopes = new Uint32Array(most);
    this.#counts = new Uint32Array(most);
    this.#days = new Uint32Array(most);
    this.#talkS = new Float64Array(most);
    this.#waitS = new Float64Array(most);
  }

  /** The call is over, as the last one. */
  put({ row, scope, mark }: CountedCall): void {
    this.forget(row);
    const place = this.#next;
    this.#next = (place + 1) % this.#ids.length;
    const oldest = this.#at(place);
    if (oldest !== undefined) this.forget(oldest.row);
    this.#places[row.kind].set(row.id, place);
    this.#ids[place] = row.id;
    this.#scopes[place] = this.#scope.numberOf(scope);
    this.#counts[place] = this.#count.numberOf(mark.count);
    this.#days[place] = this.#day.numberOf(mark.day);
    this.#talkS[place] = mark.talkS;
    this.#waitS[place] = mark.waitS;
  }

  get(row: CallRow): CountedCall | undefined {
    const place = this.#places[row.kind].get(row.id);
    return place === undefined ? undefined : this.#at(place);
  }

  forget({ kind, id }: CallRow): void {
    const place = this.#places[kind].get(id);
    if (place === undefined) return;
    this.#places[kind].delete(id);
    this.#ids[place] = NO_ROW;
  }

  /** All of them, in no order. */
  *[Symbol.iterator](): Iterator<CountedCall> {
    for (let place = 0; place < this.#ids.length; place += 1) {
      const call = this.#at(place);
      if (call !== undefined) yield call;
    }
  }

  #at(place: number): CountedCall | undefined {
    const id = this.#ids[place] ?? NO_ROW;
    const scope = this.#scope.at(this.#scopes[place] ?? 0);
    const count = this.#count.at(this.#counts[place] ?? 0);
    if (id === NO_ROW || scope === undefined || count === undefined) return undefined;
    const day = this.#day.at(this.#days[place] ?? 0);
    const talkS = this.#talkS[place] ?? 0;
    const waitS = this.#waitS[place] ?? 0;
    const kind = scope.kind === 'outgoing' ? 'outgoing' : 'incoming';
    return { row: { kind, id }, scope, mark: { count, day, talkS, waitS } };
  }
}
