import type { Span } from '@openeccp/core';
import { type RawBuilder, sql } from 'kysely';
import type { Connection, DatabaseKind } from '../connection/database.js';
import type { LocalRange } from '../local-days.js';
import { fromLocalDateTime } from '../local-time.js';
import type { IdBounds } from './id-bounds.js';

/** An agent's sessions and pauses that began in a range. */
export interface AuditSummary {
  /** Seconds of the sessions that have ended. */
  readonly loginS: number;
  readonly lastSession: Span | undefined;
  readonly lastPause: Span | undefined;
}

/** By the row of the agent; those without any are left out. Only the rows of the range are read, by their ids. */
export async function readAuditSummaries(
  db: Connection,
  kind: DatabaseKind,
  bounds: IdBounds,
  range: LocalRange,
): Promise<ReadonlyMap<number, AuditSummary>> {
  const ids = await bounds.idsBetween(db, 'audit', range);
  const sums = await db
    .selectFrom('audit')
    .select((row) => [
      'id_agent',
      row.fn.max('id').as('newest'),
      row.fn.max('id_break').as('pause'),
      row.fn.sum<number | string | null>(durationS(kind)).as('durationS'),
    ])
    .where('id', '>=', ids.from)
    .where('id', '<', ids.until)
    .where('datetime_init', '>=', range.from)
    .where('datetime_init', '<', range.until)
    .groupBy(['id_agent', (row) => row('id_break', 'is', null)])
    .execute();
  const spans = await readSpans(
    db,
    sums.map(({ newest }) => newest),
  );
  const summaries = new Map<number, AuditSummary>();
  for (const { id_agent, newest, pause, durationS } of sums) {
    const summary = summaries.get(id_agent) ?? NOTHING;
    const span = spans.get(newest);
    summaries.set(
      id_agent,
      pause === null
        ? { ...summary, loginS: Number(durationS ?? 0), lastSession: span }
        : { ...summary, lastPause: span },
    );
  }
  return summaries;
}

const NOTHING: AuditSummary = { loginS: 0, lastSession: undefined, lastPause: undefined };

async function readSpans(db: Connection, ids: readonly number[]): Promise<ReadonlyMap<number, Span>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .selectFrom('audit')
    .select(['id', 'datetime_init', 'datetime_end'])
    .where('id', 'in', ids)
    .execute();
  return new Map(
    rows.map(({ id, datetime_init, datetime_end }) => {
      const until = datetime_end === null ? undefined : fromLocalDateTime(datetime_end);
      return [id, { from: fromLocalDateTime(datetime_init) ?? 0, until }];
    }),
  );
}

/** Seconds of column `duration`, which counts real ones also where the clock was changed. */
function durationS(kind: DatabaseKind): RawBuilder<number> {
  return kind === 'mysql'
    ? sql<number>`time_to_sec(duration)`
    : sql<number>`(substr(duration, 1, instr(duration, ':') - 1) * 3600
        + substr(duration, -5, 2) * 60 + substr(duration, -2))`;
}
