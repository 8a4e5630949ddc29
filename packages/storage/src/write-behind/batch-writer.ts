import type { RowIds, StorageWrite } from '@openeccp/core';
import type { DeadLetter } from '../dead-letters/dead-letter.js';
import { failureKind } from '../failure-kind.js';
import { DuplicateRowIdError } from '../storage-error.js';
import type { QueuedWrite } from './queued-write.js';
import { type Renumbering, RowRenumbering } from './row-renumbering.js';

/** What the writer needs of a storage: the methods of the port. */
export interface WriteTarget {
  apply(writes: readonly StorageWrite[]): Promise<void>;
  nextRowIds(): Promise<RowIds>;
}

/** What became of a batch. */
export interface BatchResult {
  readonly written: number;
  /** To be tried again, in the order in which they were given. */
  readonly postponed: readonly QueuedWrite[];
  /** The database is away; otherwise only the keys in `contended` have to wait. */
  readonly away: boolean;
  readonly contended: ReadonlySet<string>;
  /** Writes that can never succeed, with the reason. */
  readonly failed: readonly FailedWrite[];
  readonly renumbered: readonly Renumbering[];
}

export interface FailedWrite {
  readonly entry: QueuedWrite;
  readonly letter: DeadLetter;
}

/** When this many keys are held up at once it is not their rows that are locked but a table. */
const TABLE_LOCKED = 3;
/** Fresh ids tried for one row while somebody else keeps inserting. */
const RENUMBERINGS = 5;

/**
 * Writes a batch in one transaction. When that fails for a reason that lies in a write, halves it until that
 * write stands alone, so that only it fails.
 */
export class BatchWriter {
  readonly #target: WriteTarget;
  readonly #ids = new RowRenumbering();

  readonly #onRenumbering: (renumbering: Renumbering) => void;

  /** @param onRenumbering Hears of every row that is about to be inserted under another id. */
  constructor(target: WriteTarget, onRenumbering: (renumbering: Renumbering) => void) {
    this.#target = target;
    this.#onRenumbering = onRenumbering;
  }

  /** Notes the rows that got another id in earlier runs. */
  remember(renumberings: readonly Renumbering[]): void {
    for (const renumbering of renumberings) this.#ids.remember(renumbering);
  }

  /** Notes a write that will come: its ids are in use. */
  expect(write: StorageWrite): void {
    this.#ids.see(write);
  }

  /** Never rejects. */
  async write(batch: readonly QueuedWrite[]): Promise<BatchResult> {
    const result = {
      written: 0,
      postponed: [],
      away: false,
      contended: new Set<string>(),
      failed: [],
      renumbered: [],
    };
    await this.#write(batch, result);
    return result;
  }

  async #write(batch: readonly QueuedWrite[], result: Progress): Promise<void> {
    const ready = batch.filter((write) => !mustWait(write, result));
    result.postponed.push(...batch.filter((write) => mustWait(write, result)));
    const [first, second] = ready;
    if (first === undefined) return;
    for (const entry of ready) entry.tries++;
    try {
      await this.#target.apply(ready.map(({ write }) => this.#ids.translate(write)));
      result.written += ready.length;
    } catch (error) {
      if (failureKind(error) === 'unavailable') {
        result.away = true;
        result.postponed.push(...ready);
      } else if (second === undefined) {
        await this.#settle(first, error, result);
      } else {
        const middle = Math.ceil(ready.length / 2);
        await this.#write(ready.slice(0, middle), result);
        await this.#write(ready.slice(middle), result);
      }
    }
  }

  /** Decides about a write that failed alone. */
  async #settle(entry: QueuedWrite, error: unknown, result: Progress): Promise<void> {
    if (failureKind(error) === 'contention') {
      result.contended.add(entry.key);
      result.postponed.push(entry);
      result.away = result.contended.size >= TABLE_LOCKED;
      return;
    }
    const renumberings = result.renumbered.filter(({ entry: other }) => other === entry).length;
    if (!(error instanceof DuplicateRowIdError) || renumberings >= RENUMBERINGS) {
      this.#fail(entry, error, result);
      return;
    }
    await this.#renumber(entry, error, result);
  }

  /** Another program inserts into the same table: the row gets a fresh id and is tried again. */
  async #renumber(entry: QueuedWrite, error: DuplicateRowIdError, result: Progress): Promise<void> {
    try {
      const renumbering = this.#ids.renumber(entry.write, error.table, await this.#target.nextRowIds());
      if (renumbering === undefined) throw error;
      this.#onRenumbering(renumbering);
      result.renumbered.push({ ...renumbering, entry });
    } catch (failure) {
      if (failureKind(failure) === 'permanent') {
        this.#fail(entry, error, result);
        return;
      }
      result.away = true;
    }
    await this.#write([entry], result);
  }

  #fail(entry: QueuedWrite, error: unknown, result: Progress): void {
    const write = this.#ids.translate(entry.write);
    result.failed.push({ entry, letter: { write, error, tries: entry.tries } });
  }
}

/** A {@link BatchResult} in the making. */
interface Progress {
  written: number;
  readonly postponed: QueuedWrite[];
  away: boolean;
  readonly contended: Set<string>;
  readonly failed: FailedWrite[];
  readonly renumbered: (Renumbering & { readonly entry: QueuedWrite })[];
}

/** A write may not overtake an earlier one of its key. */
function mustWait({ key }: QueuedWrite, { away, contended }: Progress): boolean {
  return away || contended.has(key);
}
