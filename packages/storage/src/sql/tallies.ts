import { setImmediate } from 'node:timers/promises';
import {
  type CallCount,
  type CallRow,
  type CallScope,
  incomingCount,
  isJoined,
  outgoingCount,
  type TallyRow,
  type TallySeed,
  WAIT_INTERVAL_S,
  WAIT_INTERVALS,
} from '@openeccp/core';
import { type RawBuilder, sql } from 'kysely';
import type { Connection } from '../connection/database.js';
import type { Dialect } from '../schema/dialect.js';
import { campaignOfOwner, readCallLists } from './call-lists.js';
import { ownerOfCall } from './campaign-of-call.js';
import { countContacts, highestCall } from './count-contacts.js';

/** Rows of one statement: on SQLite, which stops the event loop meanwhile, it takes some ten milliseconds. */
const CHUNK = 10_000;

/** Calls with the same words in their rows. */
interface CountedRow {
  readonly day: string | null;
  readonly status: string;
  readonly interval: number;
  readonly calls: number | string;
  readonly talkS: number | string | null;
  readonly longestTalkS: number | null;
}

/**
 * Counts all calls but those that `except` names (ECCP §8.5 getcampaignstatus). Tables are read in portions, so that no
 * statement takes long.
 *
 * @param snapshot On which everything is as it is at one instant.
 */
export async function loadTallies(
  snapshot: Connection,
  dialect: Dialect,
  except: readonly CallRow[],
): Promise<TallySeed> {
  const incoming = await countIncoming(snapshot, idsOf(except, 'incoming'));
  if (dialect.missingTables.includes('calls')) {
    return { rows: incoming, contacts: [], seen: { upTo: 0, lists: new Map() } };
  }
  const lists = await readCallLists(snapshot, dialect);
  const campaignOf = (owner: number): number | undefined => campaignOfOwner(dialect, lists, owner);
  const upTo = await highestCall(snapshot);
  return {
    rows: [...incoming, ...(await countOutgoing(snapshot, dialect, campaignOf, idsOf(except, 'outgoing')))],
    contacts: await countContacts({ db: snapshot, dialect, lists }, { above: 0, upTo }),
    seen: { upTo, lists: new Map([...lists].map(([id, { status }]) => [id, status])) },
  };
}

async function countOutgoing(
  db: Connection,
  dialect: Dialect,
  campaignOf: (owner: number) => number | undefined,
  except: ReadonlySet<number>,
): Promise<readonly TallyRow[]> {
  const owner = ownerOfCall(dialect, 'calls');
  const result: TallyRow[] = [];
  for await (const range of portions(db, 'calls', except)) {
    const { rows } = await sql<CountedRow & { owner: number }>`
      select ${owner} as owner, ${counted('datetime_originate')}
      from calls where ${range} and status is not null
      group by ${owner}, ${groups('datetime_originate')}`.execute(db);
    for (const row of rows) {
      const campaignId = campaignOf(row.owner);
      const count = outgoingCount(row.status);
      if (campaignId === undefined || count === undefined) continue;
      result.push(tallyRow({ kind: 'outgoing', campaignId }, count, row));
    }
  }
  return result;
}

async function countIncoming(db: Connection, except: ReadonlySet<number>): Promise<readonly TallyRow[]> {
  const queues = await db.selectFrom('queue_call_entry').select(['id', 'queue']).execute();
  const names = new Map(queues.map(({ id, queue }) => [id, queue ?? '']));
  const result: TallyRow[] = [];
  for await (const range of portions(db, 'call_entry', except)) {
    const { rows } = await sql<CountedRow & { campaign: number | null; queue: number }>`
      select id_campaign as campaign, id_queue_call_entry as queue, ${counted('datetime_entry_queue')}
      from call_entry where ${range} and status is not null
      group by id_campaign, id_queue_call_entry, ${groups('datetime_entry_queue')}`.execute(db);
    for (const row of rows) {
      const count = incomingCount(row.status);
      if (count === undefined) continue;
      const scope: CallScope =
        row.campaign === null
          ? { kind: 'queue', queue: names.get(row.queue) ?? '' }
          : { kind: 'incoming', campaignId: row.campaign };
      result.push(tallyRow(scope, count, row));
    }
  }
  return result;
}

function tallyRow(scope: CallScope, count: CallCount, row: CountedRow): TallyRow {
  const calls = Number(row.calls);
  const wasJoined = isJoined(count);
  return {
    scope,
    count,
    day: row.day ?? undefined,
    calls,
    talkS: wasJoined ? Number(row.talkS ?? 0) : 0,
    longestTalkS: wasJoined ? (row.longestTalkS ?? 0) : 0,
    waits: Array.from({ length: WAIT_INTERVALS }, (_, interval) =>
      wasJoined && interval === row.interval ? calls : 0,
    ),
  };
}

/** Conditions on `id` that hold for all rows of the table, a portion each, but for those to leave out. */
async function* portions(
  db: Connection,
  table: 'calls' | 'call_entry',
  except: ReadonlySet<number>,
): AsyncGenerator<RawBuilder<boolean>> {
  let above = 0;
  for (;;) {
    const { rows } = await sql<{ id: number }>`
      select id from ${sql.table(table)} where id > ${above} order by id limit 1 offset ${CHUNK - 1}`.execute(
      db,
    );
    const last = rows[0]?.id;
    const within = last === undefined ? sql`id > ${above}` : sql`id > ${above} and id <= ${last}`;
    const left = [...except].filter((id) => id > above && (last === undefined || id <= last));
    yield left.length === 0
      ? sql<boolean>`${within}`
      : sql<boolean>`${within} and id not in (${sql.join(left.map((id) => sql.lit(id)))})`;
    if (last === undefined) return;
    above = last;
    // SQLite answers within the turn: everybody else gets one in between.
    await setImmediate();
  }
}

function counted(time: string): RawBuilder<unknown> {
  return sql`${dayOf(time)} as day, status, ${INTERVAL} as ${sql.ref('interval')}, count(*) as calls,
    sum(duration) as talkS, max(duration) as longestTalkS`;
}

function groups(time: string): RawBuilder<unknown> {
  return sql`${dayOf(time)}, status, ${INTERVAL}`;
}

/** The day of a local date and time, as text on every database. */
function dayOf(time: string): RawBuilder<string | null> {
  return sql<string | null>`substr(${sql.ref(time)}, 1, 10)`;
}

/** Which interval of the histogram the wait belongs to; the first if there is none. */
const INTERVAL: RawBuilder<number> = sql<number>`case ${sql.join(
  Array.from(
    { length: WAIT_INTERVALS - 1 },
    (_, interval) =>
      sql`when coalesce(duration_wait, 0) < ${sql.lit((interval + 1) * WAIT_INTERVAL_S)} then ${sql.lit(interval)}`,
  ),
  sql` `,
)} else ${sql.lit(WAIT_INTERVALS - 1)} end`;

function idsOf(rows: readonly CallRow[], kind: CallRow['kind']): ReadonlySet<number> {
  return new Set(rows.filter((row) => row.kind === kind).map(({ id }) => id));
}
