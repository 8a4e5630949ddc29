import type { FloorImage } from './journal.js';
import type { CallRow } from './records.js';
import type { StorageWrite } from './storage-write.js';

/** Rows of the database that the server goes on with, by id. */
export interface RowsInUse {
  readonly audits: ReadonlySet<number>;
  /** `call_entry` and its mirror. */
  readonly incoming: ReadonlySet<number>;
  readonly currentIncoming: ReadonlySet<number>;
  /** `calls` and its mirror. */
  readonly outgoing: ReadonlySet<number>;
  readonly currentOutgoing: ReadonlySet<number>;
}

export const NO_ROWS: RowsInUse = Object.freeze({
  audits: new Set<number>(),
  incoming: new Set<number>(),
  currentIncoming: new Set<number>(),
  outgoing: new Set<number>(),
  currentOutgoing: new Set<number>(),
});

/** A row that the database has under another id than the floor. */
export interface RenumberedRow {
  readonly table: string;
  readonly from: number;
  readonly to: number;
}

/** The rows of what the server before this one has left, and those that are still to be written. */
export function rowsInUse(
  image: FloorImage | undefined,
  writes: Iterable<StorageWrite>,
  renumbered: readonly RenumberedRow[],
): RowsInUse {
  const rows = {
    audits: new Set<number>(),
    incoming: new Set<number>(),
    currentIncoming: new Set<number>(),
    outgoing: new Set<number>(),
    currentOutgoing: new Set<number>(),
  };
  const use = ({ kind, id }: CallRow, currentId: number | undefined): void => {
    const [calls, mirrors] =
      kind === 'incoming' ? [rows.incoming, rows.currentIncoming] : [rows.outgoing, rows.currentOutgoing];
    calls.add(id);
    if (currentId !== undefined) mirrors.add(currentId);
  };
  for (const { presence } of image?.agents ?? []) {
    if (presence.kind !== 'logged-in') continue;
    for (const id of [presence.sessionId, presence.break?.auditId, presence.hold?.auditId]) {
      if (id !== undefined) rows.audits.add(id);
    }
  }
  for (const { origin, rowId, currentRowId } of image?.calls ?? []) {
    use({ kind: origin.kind, id: rowId }, currentRowId);
  }
  for (const write of writes) {
    if ('row' in write) use(write.row, 'currentId' in write ? write.currentId : undefined);
    else rows.audits.add(write.id);
  }
  return {
    audits: translated(rows.audits, 'audit', renumbered),
    incoming: translated(rows.incoming, 'call_entry', renumbered),
    currentIncoming: translated(rows.currentIncoming, 'current_call_entry', renumbered),
    outgoing: rows.outgoing,
    currentOutgoing: translated(rows.currentOutgoing, 'current_calls', renumbered),
  };
}

/** All at once: the id that one row got may be the one that another had. */
function translated(
  ids: ReadonlySet<number>,
  table: string,
  renumbered: readonly RenumberedRow[],
): ReadonlySet<number> {
  const ofTable = renumbered.filter((row) => row.table === table);
  const newIds = new Map(ofTable.map(({ from, to }) => [from, to]));
  return new Set([...ids].map((id) => newIds.get(id) ?? id));
}
