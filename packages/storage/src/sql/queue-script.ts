import type { Connection } from '../connection/database.js';
import type { Catalog } from '../schema/catalog.js';
import { queueRows } from './queue-rows.js';

/** Script of a queue for its callers outside campaigns, that of an active row first; undefined for an unknown queue. */
export async function readQueueScript(
  db: Connection,
  catalog: Catalog,
  queue: string,
): Promise<string | undefined> {
  const rows = await queueRows(db, catalog, queue);
  const row = rows.find(({ estatus }) => estatus === 'A') ?? rows[0];
  return row === undefined ? undefined : (row.script ?? '');
}
