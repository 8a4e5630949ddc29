import type { StorageWrite } from '@openeccp/core';
import type { Renumbering } from '../write-behind/row-renumbering.js';
import type { NumberedWrite, WriteJournal } from '../write-behind/write-journal.js';

/** A journal that outlives the queues of a test, not the test. */
export class MemoryJournal implements WriteJournal {
  readonly renumberings: Renumbering[] = [];
  /** Numbers in the order in which they were settled. */
  readonly done: number[] = [];
  isUnreadable = false;
  isFull = false;
  /** Every write there was, at its number less one. */
  readonly #all: NumberedWrite[] = [];
  readonly #held = new Set<number>();

  get size(): number {
    return this.#held.size;
  }

  /** Takes a write; answers its number. */
  hold(write: StorageWrite): number {
    const number = this.#all.push({ number: this.#all.length + 1, write });
    this.#held.add(number);
    return number;
  }

  left(): readonly StorageWrite[] {
    return this.#all.filter(({ number }) => this.#held.has(number)).map(({ write }) => write);
  }

  after(number: number, limit: number): readonly NumberedWrite[] | 'unreadable' {
    if (this.isUnreadable) return 'unreadable';
    const found: NumberedWrite[] = [];
    for (let index = number; index < this.#all.length && found.length < limit; index++) {
      const entry = this.#all[index];
      if (entry !== undefined && this.#held.has(entry.number)) found.push(entry);
    }
    return found;
  }

  settled(numbers: readonly number[]): void {
    for (const number of numbers) {
      if (!this.#held.delete(number)) throw new Error(`write ${number} was settled before`);
    }
    this.done.push(...numbers);
  }

  renumbered(renumbering: Renumbering): void {
    this.renumberings.push(renumbering);
  }
}
