import type { Connection } from '../connection/database.js';
import { elapsedSeconds, fromLocalDateTime, toDuration, toLocalDateTime } from '../local-time.js';
import type { Catalog } from '../schema/catalog.js';
import type { LocalDateTime } from '../schema/tables/column-types.js';

/** A row of `audit`; one without break is a session. */
interface AuditRow {
  readonly id: number;
  readonly id_agent: number;
  readonly id_break: number | null;
  readonly datetime_init: LocalDateTime;
}

/**
 * Ends every open row of `audit`. A session ends at the last thing known of its agent in it: its start, a break's
 * or a call's start or end. Breaks end with their session, or where the agent's next break begins.
 * Local date-times compare as text.
 *
 * @returns How many rows were closed.
 */
export async function closeOpenAudits(
  connection: Connection,
  catalog: Catalog,
  used: ReadonlySet<number>,
  now: number,
): Promise<number> {
  const rows = await connection
    .selectFrom('audit')
    .select(['id', 'id_agent', 'id_break', 'datetime_init'])
    .where('datetime_end', 'is', null)
    .orderBy('datetime_init')
    .orderBy('id')
    .execute();
  const open = rows.filter(({ id }) => !used.has(id));
  // Sessions first: the breaks in them need their end.
  for (const row of open.filter((candidate) => candidate.id_break === null)) {
    await close(connection, row, await sessionEnd(connection, catalog, row, toLocalDateTime(now)));
  }
  for (const row of open.filter((candidate) => candidate.id_break !== null)) {
    await close(connection, row, await breakEnd(connection, row));
  }
  return open.length;
}

/** The last thing known between the session's start and the agent's next session. */
async function sessionEnd(
  connection: Connection,
  catalog: Catalog,
  session: AuditRow,
  now: LocalDateTime,
): Promise<LocalDateTime> {
  const from = session.datetime_init;
  const next = await connection
    .selectFrom('audit')
    .select((row) => row.fn.min('datetime_init').as('start'))
    .where('id_agent', '=', session.id_agent)
    .where('id_break', 'is', null)
    .where((row) =>
      row.or([
        row('datetime_init', '>', from),
        row.and([row('datetime_init', '=', from), row('id', '>', session.id)]),
      ]),
    )
    .executeTakeFirst();
  const until = next?.start ?? now;

  const breaks = await connection
    .selectFrom('audit')
    .select((row) => [row.fn.max('datetime_init').as('start'), row.fn.max('datetime_end').as('end')])
    .where('id_agent', '=', session.id_agent)
    .where('id_break', 'is not', null)
    .where('datetime_init', '>=', from)
    .where('datetime_init', '<=', until)
    .executeTakeFirst();
  const incoming = await connection
    .selectFrom('call_entry')
    .select((row) => [row.fn.max('datetime_init').as('start'), row.fn.max('datetime_end').as('end')])
    .where('id_agent', '=', session.id_agent)
    .where('datetime_init', '>=', from)
    .where('datetime_init', '<=', until)
    .executeTakeFirst();
  const outgoing = catalog.has('calls')
    ? await connection
        .selectFrom('calls')
        .select((row) => [row.fn.max('start_time').as('start'), row.fn.max('end_time').as('end')])
        .where('id_agent', '=', session.id_agent)
        .where('start_time', '>=', from)
        .where('start_time', '<=', until)
        .executeTakeFirst()
    : undefined;

  const known = [breaks, incoming, outgoing].flatMap((found) => [found?.start, found?.end]);
  const times = known.filter((time) => typeof time === 'string');
  return earliest(until, latest(from, ...times));
}

async function breakEnd(connection: Connection, pause: AuditRow): Promise<LocalDateTime> {
  const from = pause.datetime_init;
  const session = await connection
    .selectFrom('audit')
    .select('datetime_end')
    .where('id_agent', '=', pause.id_agent)
    .where('id_break', 'is', null)
    .where('datetime_init', '<=', from)
    .orderBy('datetime_init', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  const next = await connection
    .selectFrom('audit')
    .select((row) => row.fn.min('datetime_init').as('start'))
    .where('id_agent', '=', pause.id_agent)
    .where('id_break', 'is not', null)
    .where('datetime_init', '>', from)
    .executeTakeFirst();
  const end = latest(from, session?.datetime_end ?? from);
  return earliest(end, next?.start ?? end);
}

function latest(first: LocalDateTime, ...others: readonly LocalDateTime[]): LocalDateTime {
  let result = first;
  for (const time of others) if (time > result) result = time;
  return result;
}

function earliest(first: LocalDateTime, second: LocalDateTime): LocalDateTime {
  if (first < second) return first;
  return second;
}

async function close(connection: Connection, row: AuditRow, end: LocalDateTime): Promise<void> {
  const start = fromLocalDateTime(row.datetime_init) ?? 0;
  const seconds = elapsedSeconds(start, fromLocalDateTime(end) ?? start);
  await connection
    .updateTable('audit')
    .set({ datetime_end: end, duration: toDuration(seconds) })
    .where('id', '=', row.id)
    .execute();
}
