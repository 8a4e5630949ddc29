import { orderKey, type RowIds, type StorageWrite } from '@openeccp/core';
import { failureKind } from '../failure-kind.js';
import { DuplicateRowIdError } from '../storage-error.js';
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
  readonly postponed: readonly StorageWrite[];
  /** The database is away; otherwise only the keys in `contended` have to wait. */
  readonly away: boolean;
  readonly contended: ReadonlySet<string>;
  /** Writes that can never succeed, with the reason. */
  readonly failed: readonly FailedWrite[];
  readonly renumbered: readonly Renumbering[];
}

export interface FailedWrite {
  readonly write: StorageWrite;
  readonly error: unknown;
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

  constructor(target: WriteTarget) {
    this.#target = target;
  }

  /** Notes a write that will come: its ids are in use. */
  expect(write: StorageWrite): void {
    this.#ids.see(write);
  }

  /** Never rejects. */
  async write(batch: readonly StorageWrite[]): Promise<BatchResult> {
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

  async #write(batch: readonly StorageWrite[], result: Progress): Promise<void> {
    const ready = batch.filter((write) => !mustWait(write, result));
    result.postponed.push(...batch.filter((write) => mustWait(write, result)));
    const [first, second] = ready;
    if (first === undefined) return;
    try {
      await this.#target.apply(ready.map((write) => this.#ids.translate(write)));
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
  async #settle(write: StorageWrite, error: unknown, result: Progress): Promise<void> {
    if (failureKind(error) === 'contention') {
      result.contended.add(orderKey(write));
      result.postponed.push(write);
      result.away = result.contended.size >= TABLE_LOCKED;
      return;
    }
    const tries = result.renumbered.filter(({ write: other }) => other === write).length;
    if (!(error instanceof DuplicateRowIdError) || tries >= RENUMBERINGS) {
      result.failed.push({ write, error });
      return;
    }
    await this.#renumber(write, error, result);
  }

  /** Another program inserts into the same table: the row gets a fresh id and is tried again. */
  async #renumber(write: StorageWrite, error: DuplicateRowIdError, result: Progress): Promise<void> {
    try {
      const renumbering = this.#ids.renumber(write, error.table, await this.#target.nextRowIds());
      if (renumbering === undefined) throw error;
      result.renumbered.push({ ...renumbering, write });
    } catch (failure) {
      if (failureKind(failure) === 'permanent') {
        result.failed.push({ write, error });
        return;
      }
      result.away = true;
    }
    await this.#write([write], result);
  }
}

/** A {@link BatchResult} in the making. */
interface Progress {
  written: number;
  readonly postponed: StorageWrite[];
  away: boolean;
  readonly contended: Set<string>;
  readonly failed: FailedWrite[];
  readonly renumbered: (Renumbering & { readonly write: StorageWrite })[];
}

/** A write may not overtake an earlier one of its key. */
function mustWait(write: StorageWrite, { away, contended }: Progress): boolean {
  return away || contended.has(orderKey(write));
}
