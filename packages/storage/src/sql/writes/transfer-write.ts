import { fitColumn } from '../../schema/fit-text.js';
import { mustExist, type WriteContext, type WriteOf } from './write-context.js';

/** Where an agent sent the customer; the column holds six characters (database.md §4.6, §4.10). */
export async function setTransfer(
  write: WriteOf<'call-transferred'>,
  { connection, catalog }: WriteContext,
): Promise<void> {
  const table = write.row.kind === 'incoming' ? 'call_entry' : 'calls';
  const result = await connection
    .updateTable(table)
    .set({ transfer: fitColumn(catalog, table, 'transfer', write.to) })
    .where('id', '=', write.row.id)
    .executeTakeFirst();
  mustExist(result, table, write.row.id);
}
