import type { QueueTalk } from '@openeccp/core';
import type { Connection } from '../connection/database.js';
import type { LocalRange } from '../local-days.js';
import type { Dialect } from '../schema/dialect.js';
import { campaignOfCall } from './campaign-of-call.js';

/** By the row of the agent, queues in order. */
export type TalkByAgent = ReadonlyMap<number, readonly QueueTalk[]>;

interface TalkRow {
  readonly agent: number | null;
  readonly queue: string | null;
  readonly calls: number | string | bigint;
  readonly talkS: number | string | null;
}

/** Incoming calls that agents took in a range, found by the index on that time. */
export async function readIncomingTalk(db: Connection, range: LocalRange): Promise<TalkByAgent> {
  const rows = await db
    .selectFrom('call_entry as c')
    .innerJoin('queue_call_entry as q', 'q.id', 'c.id_queue_call_entry')
    .select(['c.id_agent as agent', 'q.queue'])
    .select((row) => [row.fn.countAll().as('calls'), row.fn.sum<string | null>('c.duration').as('talkS')])
    .where('c.datetime_init', '>=', range.from)
    .where('c.datetime_init', '<', range.until)
    .where('c.id_agent', 'is not', null)
    .groupBy(['c.id_agent', 'q.queue'])
    .orderBy('q.queue')
    .execute();
  return byAgent(rows);
}

/** Outgoing calls that agents took in a range, found by the index on that time. Of a contact the last attempt counts. */
export async function readOutgoingTalk(
  db: Connection,
  dialect: Dialect,
  range: LocalRange,
): Promise<TalkByAgent> {
  if (dialect.missingTables.some((table) => table === 'calls' || table === 'campaign')) return new Map();
  const rows = await db
    .selectFrom('calls as c')
    .innerJoin('campaign as k', (join) => join.on('k.id', '=', campaignOfCall(dialect, 'c')))
    .select(['c.id_agent as agent', 'k.queue'])
    .select((row) => [row.fn.countAll().as('calls'), row.fn.sum<string | null>('c.duration').as('talkS')])
    .where('c.start_time', '>=', range.from)
    .where('c.start_time', '<', range.until)
    .where('c.id_agent', 'is not', null)
    .groupBy(['c.id_agent', 'k.queue'])
    .orderBy('k.queue')
    .execute();
  return byAgent(rows);
}

function byAgent(rows: readonly TalkRow[]): TalkByAgent {
  const talks = new Map<number, QueueTalk[]>();
  for (const { agent, queue, calls, talkS } of rows) {
    if (agent === null) continue;
    const known = talks.get(agent) ?? [];
    known.push({ queue: queue ?? '', calls: Number(calls), talkS: Number(talkS ?? 0) });
    talks.set(agent, known);
  }
  return talks;
}
