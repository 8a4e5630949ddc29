import type { CallRow } from '@openeccp/core';
import { sql } from 'kysely';
import type { Connection } from '../../connection/database.js';
import type { Catalog } from '../../schema/catalog.js';

/**
 * `Type/Number` of all agents that had a call: the last one is in its row, those before only in the log (database.md
 * §4.12). Of an outgoing call only its last attempt counts. Undefined when there is no such call.
 */
export async function readCallAgents(
  db: Connection,
  catalog: Catalog,
  row: CallRow,
): Promise<readonly string[] | undefined> {
  const [table, log, attempt] =
    row.kind === 'incoming'
      ? (['call_entry', 'id_call_incoming', sql`true`] as const)
      : (['calls', 'id_call_outgoing', sql`(l.retry is null or l.retry = c.retries)`] as const);
  if (!catalog.has(table)) return undefined;
  const before = catalog.has('call_progress_log')
    ? sql`exists (select 1 from call_progress_log l
        where l.${sql.ref(log)} = c.id and l.id_agent = a.id and ${attempt})`
    : sql`false`;
  const { rows } = await sql<{ readonly type: string | null; readonly number: string | null }>`
    select a.type, a.number from ${sql.table(table)} c left join agent a on a.id = c.id_agent or ${before}
    where c.id = ${row.id} order by a.id`.execute(db);
  if (rows.length === 0) return undefined;
  return rows.flatMap(({ type, number }) => (type === null ? [] : `${type}/${number}`));
}
