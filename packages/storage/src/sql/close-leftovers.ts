import type { LeftoverReport, RowsInUse } from '@openeccp/core';
import type { Connection, Database } from '../connection/database.js';
import { transaction } from '../connection/database.js';
import type { Catalog } from '../schema/catalog.js';
import { batchesOf } from './batches.js';
import { closeOpenAudits } from './close-open-audits.js';
import { closeOutgoingCalls } from './close-outgoing-calls.js';

/** Closes what a previous run left open and nobody goes on with, in one transaction. */
export async function closeLeftovers(
  database: Database,
  catalog: Catalog,
  inUse: RowsInUse,
  now: number,
): Promise<LeftoverReport> {
  const mirrors: readonly (readonly [Mirror, ReadonlySet<number>])[] = [
    ['current_call_entry', inUse.currentIncoming],
    ...(catalog.has('current_calls') ? [['current_calls', inUse.currentOutgoing] as const] : []),
  ];
  return transaction(database, async (connection) => {
    let currentCalls = 0;
    for (const [mirror, used] of mirrors) currentCalls += await emptyMirror(connection, mirror, used);
    return {
      currentCalls,
      calls:
        (await closeIncomingCalls(connection, inUse.incoming)) +
        (await closeOutgoingCalls(connection, catalog, inUse.outgoing, now)),
      audits: await closeOpenAudits(connection, catalog, inUse.audits, now),
    };
  });
}

type Mirror = 'current_call_entry' | 'current_calls';

async function emptyMirror(
  connection: Connection,
  mirror: Mirror,
  used: ReadonlySet<number>,
): Promise<number> {
  const rows = await connection.selectFrom(mirror).select('id').execute();
  const ids = unused(rows, used);
  for (const batch of batchesOf(ids)) await connection.deleteFrom(mirror).where('id', 'in', batch).execute();
  return ids.length;
}

/** Nobody saw how these calls ended, so they get no end. */
async function closeIncomingCalls(connection: Connection, used: ReadonlySet<number>): Promise<number> {
  const rows = await connection
    .selectFrom('call_entry')
    .select('id')
    .where('datetime_end', 'is', null)
    .where((row) => row.or([row('status', 'is', null), row('status', '<>', 'fin-monitoreo')]))
    .execute();
  const ids = unused(rows, used);
  for (const batch of batchesOf(ids)) {
    await connection
      .updateTable('call_entry')
      .set({ status: 'fin-monitoreo' })
      .where('id', 'in', batch)
      .execute();
  }
  return ids.length;
}

function unused(rows: readonly { readonly id: number }[], used: ReadonlySet<number>): readonly number[] {
  return rows.map(({ id }) => id).filter((id) => !used.has(id));
}
