import type { CallRow } from '@openeccp/core';
import { sql } from 'kysely';
import type { Connection } from '../../connection/database.js';
import type { Catalog } from '../../schema/catalog.js';

/** `Type/Number` of the agent that had a call. The whole is undefined when there is no such call. */
export async function readCallOwner(
  db: Connection,
  catalog: Catalog,
  row: CallRow,
): Promise<{ readonly agent: string | undefined } | undefined> {
  const table = row.kind === 'incoming' ? 'call_entry' : 'calls';
  if (!catalog.has(table)) return undefined;
  const { rows } = await sql<{ readonly type: string | null; readonly number: string | null }>`
    select a.type, a.number from ${sql.table(table)} c left join agent a on a.id = c.id_agent
    where c.id = ${row.id}`.execute(db);
  const [found] = rows;
  if (found === undefined) return undefined;
  return { agent: found.type === null ? undefined : `${found.type}/${found.number}` };
}
