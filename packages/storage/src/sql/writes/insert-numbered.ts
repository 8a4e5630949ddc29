import { sql } from 'kysely';
import { isDuplicateKey } from '../../failure-kind.js';
import { DuplicateRowIdError, type NumberedTable } from '../../storage-error.js';
import { asOfNow, type WriteContext } from './write-context.js';

/** A row with the id that this server chose. */
export type NumberedRow = Readonly<Record<string, string | number | null>> & { readonly id: number };

/**
 * Inserts a row whose id this server chose. If there is such a row with the same `identity` columns it is this
 * very row, written before an answer got lost, and all is well; any other throws {@link DuplicateRowIdError}.
 */
export async function insertNumbered(
  { connection, kind }: WriteContext,
  table: NumberedTable,
  row: NumberedRow,
  identity: readonly string[],
): Promise<void> {
  const names = Object.keys(row);
  const columns = sql.join(names.map((name) => sql.ref(name)));
  const values = sql.join(names.map((name) => row[name]));
  try {
    await sql`insert into ${sql.table(table)} (${columns}) values (${values})`.execute(connection);
  } catch (cause) {
    if (!isDuplicateKey(cause)) throw cause;
    // The failed statement alone was undone, the transaction goes on.
    const { rows } =
      await sql<NumberedRow>`select * from ${sql.table(table)} where id = ${row.id} ${asOfNow(kind)}`.execute(
        connection,
      );
    const ours = identity.every((name) => rows[0]?.[name] === row[name]);
    if (!ours) throw new DuplicateRowIdError(table, row.id, { cause });
  }
}
