import type { CallRow, RowIds, StorageWrite } from '@openeccp/core';
import type { NumberedTable } from '../storage-error.js';

/** A row got another id than the one that the server gave it in memory. */
export interface Renumbering {
  readonly table: NumberedTable;
  readonly from: number;
  readonly to: number;
}

/** Renumbered rows that are remembered; the oldest go first, whose calls and sessions are long over. */
const REMEMBERED = 10_000;

/**
 * Rows whose id was taken by somebody else, and the id that they got instead. Every later write of such a row is
 * translated.
 */
export class RowRenumbering {
  readonly #renumbered = new Map<string, number>();
  readonly #highest = new Map<NumberedTable, number>();

  /** Notes the ids in use, so that a fresh one is none of them. */
  see(write: StorageWrite): void {
    for (const [table, id] of rowsOf(write)) {
      if (id > (this.#highest.get(table) ?? 0)) this.#highest.set(table, id);
    }
  }

  /** Gives the row of `table` that the write inserts a fresh id. */
  renumber(write: StorageWrite, table: NumberedTable, free: RowIds): Renumbering | undefined {
    const from = rowsOf(write).find(([candidate]) => candidate === table)?.[1];
    if (from === undefined) return undefined;
    const to = Math.max(nextFree(free, table), (this.#highest.get(table) ?? 0) + 1);
    const renumbering = { table, from, to };
    this.remember(renumbering);
    return renumbering;
  }

  /** The row `from` of memory is row `to` of the database. */
  remember({ table, from, to }: Renumbering): void {
    this.#highest.set(table, Math.max(to, this.#highest.get(table) ?? 0));
    this.#renumbered.set(`${table}:${from}`, to);
    const [oldest] = this.#renumbered.keys();
    if (this.#renumbered.size > REMEMBERED && oldest !== undefined) this.#renumbered.delete(oldest);
  }

  /** The write with the ids that the database knows. */
  translate(write: StorageWrite): StorageWrite {
    if (this.#renumbered.size === 0) return write;
    const id = (table: NumberedTable, from: number): number =>
      this.#renumbered.get(`${table}:${from}`) ?? from;
    switch (write.kind) {
      case 'open-session':
      case 'open-pause':
      case 'close-audit':
        return { ...write, id: id('audit', write.id) };
      case 'call-joined':
      case 'call-lost':
        return { ...write, row: { ...write.row, id: id('call_entry', write.row.id) } };
      case 'call-ended':
      case 'call-taken':
      case 'call-abandoned':
      case 'call-transferred':
      case 'recording':
        return { ...write, row: this.#translateRow(write.row) };
      case 'call-linked':
      case 'call-held':
      case 'call-unlinked':
        return {
          ...write,
          row: this.#translateRow(write.row),
          currentId: id(mirrorOf(write.row), write.currentId),
        };
      case 'progress':
        return {
          ...write,
          id: id('call_progress_log', write.id),
          row: this.#translateRow(write.row),
        };
      case 'call-placed':
      case 'call-answered':
      case 'call-failed':
      case 'call-unanswered':
      case 'call-queued':
        return write;
    }
  }

  /** Rows of `calls` are there before the server is, so only those of `call_entry` can have got another id. */
  #translateRow(row: CallRow): CallRow {
    if (row.kind === 'outgoing') return row;
    return { kind: 'incoming', id: this.#renumbered.get(`call_entry:${row.id}`) ?? row.id };
  }
}

/** The table that mirrors a call while an agent has it. */
function mirrorOf(row: CallRow): NumberedTable {
  return row.kind === 'incoming' ? 'current_call_entry' : 'current_calls';
}

/** Rows that a write inserts, with the ids of memory. */
function rowsOf(write: StorageWrite): readonly (readonly [NumberedTable, number])[] {
  switch (write.kind) {
    case 'open-session':
    case 'open-pause':
      return [['audit', write.id]];
    case 'call-joined':
      return [['call_entry', write.row.id]];
    case 'call-linked':
      return [[mirrorOf(write.row), write.currentId]];
    case 'progress':
      return [['call_progress_log', write.id]];
    case 'close-audit':
    case 'call-placed':
    case 'call-answered':
    case 'call-failed':
    case 'call-unanswered':
    case 'call-queued':
    case 'call-held':
    case 'call-unlinked':
    case 'call-transferred':
    case 'call-ended':
    case 'call-taken':
    case 'call-abandoned':
    case 'call-lost':
    case 'recording':
      return [];
  }
}

function nextFree(ids: RowIds, table: NumberedTable): number {
  switch (table) {
    case 'audit':
      return ids.audit;
    case 'call_entry':
      return ids.callEntry;
    case 'current_call_entry':
      return ids.currentCallEntry;
    case 'current_calls':
      return ids.currentCalls;
    case 'call_progress_log':
      return ids.progress;
  }
}
