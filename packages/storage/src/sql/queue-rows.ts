import type { Connection } from '../connection/database.js';
import type { Catalog } from '../schema/catalog.js';
import { holdsText } from '../schema/fit-text.js';

/** A row of `queue_call_entry`; a queue may have several. */
export interface QueueRow {
  readonly id: number;
  readonly estatus: string;
  readonly script: string | null;
}

/** Oldest first. Databases compare names by their collation; Asterisk tells `Sales` from `sales`. */
export async function queueRows(
  db: Connection,
  catalog: Catalog,
  name: string,
): Promise<readonly QueueRow[]> {
  if (!holdsText(catalog, 'queue_call_entry', 'queue', name)) return [];
  const rows = await db
    .selectFrom('queue_call_entry')
    .select(['id', 'queue', 'estatus', 'script'])
    .where('queue', '=', name)
    .orderBy('id')
    .execute();
  return rows.filter((row) => row.queue === name);
}
