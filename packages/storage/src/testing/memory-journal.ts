import type { StorageWrite } from '@openeccp/core';
import type { Renumbering } from '../write-behind/row-renumbering.js';
import type { NumberedWrite, WriteJournal } from '../write-behind/write-journal.js';

/** A journal that outlives the queues of a test, not the test. */
export class MemoryJournal implements WriteJournal {
  readonly renumberings: Renumbering[] = [];
  /** Numbers in the order in which they were settled. */
  readonly done: number[] = [];
  readonly #held = new Map<number, StorageWrite>();
  #newest = 0;

  get size(): number {
    return this.#held.size;
  }

  /** Takes a write; answers its number. */
  hold(write: StorageWrite): number {
    this.#held.set(++this.#newest, write);
    return this.#newest;
  }

  after(number: number, limit: number): readonly NumberedWrite[] {
    return [...this.#held]
      .filter(([held]) => held > number)
      .slice(0, limit)
      .map(([held, write]) => ({ number: held, write }));
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
