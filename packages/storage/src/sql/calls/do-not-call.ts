import type { Connection } from '../../connection/database.js';
import type { Catalog } from '../../schema/catalog.js';
import { batchesOf } from '../batches.js';

/** Those of the numbers that must not be called (database.md §4.16). Asked at the last moment: the list may have grown. */
export async function forbiddenPhones(
  db: Connection,
  catalog: Catalog,
  phones: readonly string[],
): Promise<ReadonlySet<string>> {
  const forbidden = new Set<string>();
  if (!catalog.has('dont_call')) return forbidden;
  for (const batch of batchesOf(phones)) {
    const rows = await db
      .selectFrom('dont_call')
      .select('caller_id')
      .where('caller_id', 'in', batch)
      .where('status', '=', 'A')
      .execute();
    for (const row of rows) forbidden.add(row.caller_id);
  }
  return forbidden;
}
