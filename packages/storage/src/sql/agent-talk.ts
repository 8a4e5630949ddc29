import type { QueueTalk } from '@openeccp/core';
import type { Connection } from '../connection/database.js';
import type { LocalRange } from '../local-days.js';
import type { Dialect } from '../schema/dialect.js';
import { campaignOfOwner, readCallLists } from './call-lists.js';
import { ownerOfCall } from './campaign-of-call.js';

/** By the row of the agent, queues in the order of their names. */
export type TalkByAgent = ReadonlyMap<number, readonly QueueTalk[]>;

/** Calls of one agent that have one way in common: the row of a queue, a campaign, a list. */
interface TalkRow {
  readonly agent: number | null;
  readonly way: number;
  readonly calls: number | string | bigint;
  readonly talkS: number | string | null;
}

/** Incoming calls that agents took in a range. */
export async function readIncomingTalk(db: Connection, range: LocalRange): Promise<TalkByAgent> {
  // Nothing is joined: databases would not begin with the index on the time then.
  const rows = await db
    .selectFrom('call_entry')
    .select(['id_agent as agent', 'id_queue_call_entry as way'])
    .select((row) => [row.fn.countAll().as('calls'), row.fn.sum<string | null>('duration').as('talkS')])
    .where('datetime_init', '>=', range.from)
    .where('datetime_init', '<', range.until)
    .groupBy(['id_agent', 'id_queue_call_entry'])
    .execute();
  const queues = await db.selectFrom('queue_call_entry').select(['id', 'queue']).execute();
  const names = new Map(queues.map(({ id, queue }) => [id, queue]));
  return byAgent(rows, (way) => names.get(way));
}

/** Outgoing calls that agents took in a range. Of a contact the last attempt counts. */
export async function readOutgoingTalk(
  db: Connection,
  dialect: Dialect,
  range: LocalRange,
): Promise<TalkByAgent> {
  if (dialect.missingTables.some((table) => table === 'calls' || table === 'campaign')) return new Map();
  const owner = ownerOfCall(dialect, 'calls');
  const rows = await db
    .selectFrom('calls')
    .select(['id_agent as agent', owner.as('way')])
    .select((row) => [row.fn.countAll().as('calls'), row.fn.sum<string | null>('duration').as('talkS')])
    .where('start_time', '>=', range.from)
    .where('start_time', '<', range.until)
    .groupBy(['id_agent', owner])
    .execute();
  const lists = await readCallLists(db, dialect);
  const campaigns = await db.selectFrom('campaign').select(['id', 'queue']).execute();
  const queues = new Map(campaigns.map(({ id, queue }) => [id, queue]));
  return byAgent(rows, (way) => queues.get(campaignOfOwner(dialect, lists, way) ?? way));
}

function byAgent(rows: readonly TalkRow[], queueOf: (way: number) => string | null | undefined): TalkByAgent {
  const talks = new Map<number, Map<string, QueueTalk>>();
  for (const row of rows) {
    if (row.agent === null) continue;
    const queue = queueOf(row.way) ?? '';
    const ofAgent = talks.get(row.agent) ?? new Map<string, QueueTalk>();
    const { calls, talkS } = ofAgent.get(queue) ?? { calls: 0, talkS: 0 };
    ofAgent.set(queue, { queue, calls: calls + Number(row.calls), talkS: talkS + Number(row.talkS ?? 0) });
    talks.set(row.agent, ofAgent);
  }
  return new Map([...talks].map(([agent, queues]) => [agent, [...queues.values()].sort(byName)]));
}

function byName(one: QueueTalk, other: QueueTalk): number {
  if (one.queue === other.queue) return 0;
  return one.queue < other.queue ? -1 : 1;
}
