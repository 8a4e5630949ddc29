import { sql } from 'kysely';
import type { Connection } from '../connection/database.js';
import { addHours, type LocalRange } from '../local-days.js';
import type { LocalDateTime } from '../schema/tables/column-types.js';

/** Tables whose rows are only ever added, so that their ids grow with time, and the column of that time. */
const TIMES = {
  audit: 'datetime_init',
  call_entry: 'datetime_entry_queue',
  call_progress_log: 'datetime_entry',
} as const;

export type TimedTable = keyof typeof TIMES;

/** Ids, `until` not included. */
export interface IdRange {
  readonly from: number;
  readonly until: number;
}

interface TimedRow {
  readonly id: number;
  readonly at: LocalDateTime;
}

/** Rows may be out of order by as much: the clock is put back once a year, or was wrong for a while. Hours. */
const DISORDER_H = 2;

/** More than anybody looks back to in one day; a bound all the same. */
const LIMIT = 1_000;

/**
 * Tells from which id on rows are of a time: these tables have no index on it alone, so the primary key is searched by
 * halving. What was found once stays true, since rows are only added.
 */
export class IdBounds {
  readonly #known = new Map<string, number>();

  /** All rows of the range have such ids; some of these ids are of other times. */
  async idsBetween(db: Connection, table: TimedTable, { from, until }: LocalRange): Promise<IdRange> {
    return {
      from: await this.firstIdAt(db, table, addHours(from, -DISORDER_H)),
      until: await this.firstIdAt(db, table, addHours(until, DISORDER_H)),
    };
  }

  /** The first id whose row is of that local time or later; one above all rows if there is none. */
  async firstIdAt(db: Connection, table: TimedTable, at: LocalDateTime): Promise<number> {
    const key = `${table} ${at}`;
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const newest = await rowBeside(db, table, 'last', undefined);
    if (newest === undefined) return 1;
    // Rows of that time are still to come: nothing to remember.
    if (newest.at < at) return newest.id + 1;
    const oldest = await rowBeside(db, table, 'first', undefined);
    let low = oldest?.id ?? 1;
    let high = newest.id;
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      const row = await rowBeside(db, table, 'first', middle);
      if (row === undefined || row.at >= at) high = middle;
      else low = row.id + 1;
    }
    if (this.#known.size >= LIMIT) this.#known.clear();
    this.#known.set(key, low);
    return low;
  }
}

/** The first row from an id on, or the last of all. */
async function rowBeside(
  db: Connection,
  table: TimedTable,
  end: 'first' | 'last',
  from: number | undefined,
): Promise<TimedRow | undefined> {
  const at = sql.ref(TIMES[table]);
  const order = sql.raw(end === 'first' ? 'asc' : 'desc');
  const { rows } = await sql<TimedRow>`
    select id, ${at} as at from ${sql.table(table)}
    where id >= ${from ?? 0} and ${at} is not null order by id ${order} limit 1`.execute(db);
  return rows[0];
}
