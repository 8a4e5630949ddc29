import type { Connection } from '../connection/database.js';
import { toLocalDateTime } from '../local-time.js';
import type { Catalog } from '../schema/catalog.js';
import { batchesOf } from './batches.js';

/** On the way to an agent. */
const UNDER_WAY: readonly string[] = ['Placing', 'Ringing', 'OnQueue'];
/** With an agent, for as long as there is no end. */
const TAKEN: readonly string[] = ['Success', 'OnHold'];

/** What reports know a lost attempt by (database.md §8). */
const LOST = { status: 'Failure', failure_cause: 0, failure_cause_txt: 'Orphaned call at startup' } as const;

interface OpenCall {
  readonly id: number;
  readonly status: string | null;
  readonly retries: number;
  readonly start_time: string | null;
}

/**
 * Closes the calls of campaigns that nobody saw end. One that an agent had is finished where it began: it must not be
 * dialled again (database.md §11). Any other is a failed attempt. The table has no index that could find them, so it is
 * read once, without a lock.
 *
 * @returns How many rows were closed.
 */
export async function closeOutgoingCalls(
  connection: Connection,
  catalog: Catalog,
  used: ReadonlySet<number>,
  now: number,
): Promise<number> {
  if (!catalog.has('calls')) return 0;
  const rows = await connection
    .selectFrom('calls')
    .select(['id', 'status', 'retries', 'start_time'])
    .where((row) =>
      row.or([
        row('status', 'in', UNDER_WAY),
        row.and([row('status', 'in', TAKEN), row('end_time', 'is', null)]),
      ]),
    )
    .execute();
  const open = rows.filter(({ id }) => !used.has(id));
  for (const batch of batchesOf(open)) {
    const linked = await linkedAttempts(connection, batch);
    const wasTaken = (call: OpenCall): boolean =>
      call.start_time !== null ||
      TAKEN.includes(call.status ?? '') ||
      linked.has(keyOf(call.id, call.retries));
    await finish(connection, idsOf(batch.filter(wasTaken)), toLocalDateTime(now));
    await lose(connection, idsOf(batch.filter((call) => !wasTaken(call))));
  }
  return open.length;
}

/** Attempts of these calls that an agent had by the log, which is written also where the row was not. */
async function linkedAttempts(
  connection: Connection,
  calls: readonly OpenCall[],
): Promise<ReadonlySet<string>> {
  const rows = await connection
    .selectFrom('call_progress_log')
    .select(['id_call_outgoing', 'retry'])
    .where('id_call_outgoing', 'in', idsOf(calls))
    .where('new_status', '=', 'Success')
    .execute();
  return new Set(rows.map(({ id_call_outgoing: id, retry }) => keyOf(id, retry)));
}

async function finish(connection: Connection, ids: readonly number[], now: string): Promise<void> {
  if (ids.length === 0) return;
  await connection
    .updateTable('calls')
    .set((row) => ({ status: 'Success', end_time: row.fn.coalesce('start_time', row.val(now)) }))
    .where('id', 'in', ids)
    .execute();
}

async function lose(connection: Connection, ids: readonly number[]): Promise<void> {
  if (ids.length === 0) return;
  await connection.updateTable('calls').set(LOST).where('id', 'in', ids).execute();
}

function idsOf(calls: readonly OpenCall[]): readonly number[] {
  return calls.map(({ id }) => id);
}

function keyOf(id: number | null, retry: number | null): string {
  return `${id}:${retry}`;
}
