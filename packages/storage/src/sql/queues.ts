import { type Database, transaction } from '../connection/database.js';
import type { Catalog } from '../schema/catalog.js';
import { holdsText } from '../schema/fit-text.js';
import { StorageError } from '../storage-error.js';
import { queueRows } from './queue-rows.js';

const TABLE = 'queue_call_entry';

/**
 * Makes the queue a monitored one. A row that was switched off is switched on again, so that its history goes on.
 * Throws a {@link StorageError} `unsupported` for a name that the table can't keep.
 */
export async function addQueue(
  database: Database,
  catalog: Catalog,
  name: string,
): Promise<'added' | 'exists'> {
  if (name === '' || !holdsText(catalog, TABLE, 'queue', name)) {
    throw new StorageError(
      'unsupported',
      `The queue name ${JSON.stringify(name)} can't be kept. Use 1 to 50 plain letters and digits.`,
    );
  }
  return transaction(database, async (connection) => {
    const rows = await queueRows(connection, catalog, name);
    if (rows.some(({ estatus }) => estatus === 'A')) return 'exists';
    const [first] = rows;
    if (first === undefined) {
      await connection.insertInto(TABLE).values({ queue: name, estatus: 'A', script: null }).execute();
    } else {
      await connection.updateTable(TABLE).set({ estatus: 'A' }).where('id', '=', first.id).execute();
    }
    return 'added';
  });
}

/** Switches the queue's rows off; calls keep pointing at them. Whether there was an active one. */
export async function removeQueue(database: Database, catalog: Catalog, name: string): Promise<boolean> {
  return transaction(database, async (connection) => {
    const active = (await queueRows(connection, catalog, name)).filter(({ estatus }) => estatus === 'A');
    if (active.length === 0) return false;
    const ids = active.map(({ id }) => id);
    await connection.updateTable(TABLE).set({ estatus: 'I' }).where('id', 'in', ids).execute();
    return true;
  });
}
