import type { LocalDay } from '../ports/local-day.js';
import type { TallyRow } from '../ports/tally-store.js';
import { type CallCount, isJoined } from './call-counts.js';
import type { CallMark } from './call-mark.js';
import { WAIT_INTERVALS, waitInterval } from './queue-wait.js';

/** The calls of one scope, one day and one count. Nothing in it falls below zero. */
export class TallyCell {
  readonly count: CallCount;
  readonly day: LocalDay | undefined;
  readonly waits: number[] = new Array<number>(WAIT_INTERVALS).fill(0);
  #calls = 0;
  #talkS = 0;
  /** How many calls had which talk, so that the longest is known when one goes. */
  readonly #talks = new Map<number, number>();
  /** The longest of calls that are known only together. They are finished: one that goes is an exception. */
  #longestOfManyS = 0;

  constructor(count: CallCount, day: LocalDay | undefined) {
    this.count = count;
    this.day = day;
  }

  get calls(): number {
    return this.#calls;
  }

  /** Seconds. */
  get talkS(): number {
    return this.#talkS;
  }

  /** Seconds. */
  longestTalkS(): number {
    let longest = this.#longestOfManyS;
    for (const talk of this.#talks.keys()) longest = Math.max(longest, talk);
    return longest;
  }

  addRow(row: TallyRow): void {
    this.#calls += row.calls;
    this.#talkS += row.talkS;
    const areAlike = row.talkS === row.calls * row.longestTalkS;
    if (areAlike) this.#countTalk(row.longestTalkS, row.calls);
    else this.#longestOfManyS = Math.max(this.#longestOfManyS, row.longestTalkS);
    row.waits.forEach((calls, interval) => this.#countWait(interval, calls));
  }

  add({ talkS, waitS }: CallMark): void {
    this.#calls += 1;
    if (!isJoined(this.count)) return;
    this.#talkS += talkS;
    this.#countTalk(talkS, 1);
    this.#countWait(waitInterval(waitS), 1);
  }

  remove({ talkS, waitS }: CallMark): void {
    if (this.#calls === 0) return;
    this.#calls -= 1;
    if (!isJoined(this.count)) return;
    this.#talkS = Math.max(0, this.#talkS - talkS);
    this.#countTalk(talkS, -1);
    this.#countWait(waitInterval(waitS), -1);
  }

  #countTalk(talkS: number, calls: number): void {
    const count = (this.#talks.get(talkS) ?? 0) + calls;
    if (count > 0) this.#talks.set(talkS, count);
    else this.#talks.delete(talkS);
  }

  #countWait(interval: number, calls: number): void {
    this.waits[interval] = Math.max(0, (this.waits[interval] ?? 0) + calls);
  }
}
