import type { LeftoverReport } from '@openeccp/core';
import type { Connection, Database } from '../connection/database.js';
import { transaction } from '../connection/database.js';
import type { Catalog } from '../schema/catalog.js';
import { closeOpenAudits } from './close-open-audits.js';
import { closeOutgoingCalls } from './close-outgoing-calls.js';

/** Closes what a previous run left open, in one transaction. */
export async function closeLeftovers(
  database: Database,
  catalog: Catalog,
  now: number,
): Promise<LeftoverReport> {
  return transaction(database, async (connection) => ({
    currentCalls: await emptyCurrentCalls(connection, catalog),
    calls: (await closeIncomingCalls(connection)) + (await closeOutgoingCalls(connection, catalog, now)),
    audits: await closeOpenAudits(connection, catalog, now),
  }));
}

async function emptyCurrentCalls(connection: Connection, catalog: Catalog): Promise<number> {
  const incoming = await connection.deleteFrom('current_call_entry').executeTakeFirst();
  const outgoing = catalog.has('current_calls')
    ? await connection.deleteFrom('current_calls').executeTakeFirst()
    : { numDeletedRows: 0n };
  return Number(incoming.numDeletedRows + outgoing.numDeletedRows);
}

/** Nobody saw how these calls ended, so they get no end. */
async function closeIncomingCalls(connection: Connection): Promise<number> {
  const result = await connection
    .updateTable('call_entry')
    .set({ status: 'fin-monitoreo' })
    .where('datetime_end', 'is', null)
    .where((row) => row.or([row('status', 'is', null), row('status', '<>', 'fin-monitoreo')]))
    .executeTakeFirst();
  return Number(result.numUpdatedRows);
}
