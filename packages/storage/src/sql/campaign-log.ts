import type { CampaignScope, LogEntry, LogQuery, QueueScope } from '@openeccp/core';
import type { Connection } from '../connection/database.js';
import { addHours, type LocalRange, localRange } from '../local-days.js';
import { fromLocalDateTime } from '../local-time.js';
import type { Schema } from '../schema/check-schema.js';
import type { LocalDateTime } from '../schema/tables/column-types.js';
import type { IdBounds, IdRange } from './id-bounds.js';
import { queueRows } from './queue-rows.js';

/** Rows of `call_progress_log`: ids, `until` not included, and time. */
interface Stretch extends LocalRange {
  readonly fromId: number;
  readonly untilId: number;
  readonly limit: number;
}

interface LogRow {
  readonly id: number;
  readonly datetime_entry: string;
  readonly new_status: string;
  readonly retry: number | null;
  readonly uniqueid: string | null;
  readonly trunk: string | null;
  readonly duration: number | null;
  readonly callId: number | null;
  readonly phone: string | null;
  readonly queue: string | null;
  readonly agentType: string | null;
  readonly agentNumber: string | null;
}

/**
 * No row has this id. Asked for beside another it makes MariaDB enter the index at the id that is wanted; for one value
 * alone it may walk there from the newest row of the campaign, however many there are.
 */
const NO_ROW = 0;

/** A call is over by then, or nobody looks for it any more. Hours. */
const LONGEST_CALL_H = 6;

/**
 * The newest entries of the log, in ascending ids. Only the ids of the days asked for are looked at, from the newest
 * back, by the index that the campaign's foreign key has.
 */
export async function readCampaignLog(
  db: Connection,
  schema: Schema,
  bounds: IdBounds,
  query: LogQuery,
): Promise<readonly LogEntry[]> {
  const range = localRange(query.days);
  const ids = await bounds.idsBetween(db, 'call_progress_log', range);
  const untilId = Math.min(ids.until, query.before ?? ids.until);
  const stretch: Stretch = { ...range, fromId: ids.from, untilId, limit: query.limit };
  const { scope } = query;
  const rows =
    scope.kind === 'queue'
      ? await readQueue(db, schema, bounds, scope, stretch)
      : await (scope.kind === 'outgoing' ? readOutgoing : readIncoming)(db, schema, scope, stretch);
  return rows.map((row) => entryOf(row, query)).reverse();
}

async function readOutgoing(
  db: Connection,
  { dialect }: Schema,
  { campaignId }: CampaignScope,
  stretch: Stretch,
): Promise<readonly LogRow[]> {
  if (dialect.missingTables.some((table) => table === 'calls' || table === 'campaign')) return [];
  return logRows(db, stretch)
    .leftJoin('calls as c', 'c.id', 'l.id_call_outgoing')
    .leftJoin('campaign as k', 'k.id', 'l.id_campaign_outgoing')
    .select(['l.id_call_outgoing as callId', 'c.phone', 'k.queue'])
    .where('l.id_campaign_outgoing', 'in', [NO_ROW, campaignId])
    .orderBy('l.id_campaign_outgoing', 'desc')
    .orderBy('l.id', 'desc')
    .execute();
}

async function readIncoming(
  db: Connection,
  _: Schema,
  { campaignId }: CampaignScope,
  stretch: Stretch,
): Promise<readonly LogRow[]> {
  return logRows(db, stretch)
    .leftJoin('call_entry as c', 'c.id', 'l.id_call_incoming')
    .leftJoin('queue_call_entry as q', 'q.id', 'c.id_queue_call_entry')
    .select(['l.id_call_incoming as callId', 'c.callerid as phone', 'q.queue'])
    .where('l.id_campaign_incoming', 'in', [NO_ROW, campaignId])
    .orderBy('l.id_campaign_incoming', 'desc')
    .orderBy('l.id', 'desc')
    .execute();
}

/**
 * The log doesn't say of which queue a call is, so the calls of the queue are looked for first: as many of the newest as
 * entries are wanted, and those that may have lasted until then. Each has at least one entry.
 */
async function readQueue(
  db: Connection,
  { catalog }: Schema,
  bounds: IdBounds,
  { queue }: QueueScope,
  stretch: Stretch,
): Promise<readonly LogRow[]> {
  const queueRowIds = (await queueRows(db, catalog, queue)).map(({ id }) => id);
  if (queueRowIds.length === 0) return [];
  const calls = await callsOf(db, bounds, queueRowIds, stretch);
  if (calls === undefined) return [];
  return logRows(db, stretch)
    .innerJoin('call_entry as c', 'c.id', 'l.id_call_incoming')
    .innerJoin('queue_call_entry as q', 'q.id', 'c.id_queue_call_entry')
    .select(['l.id_call_incoming as callId', 'c.callerid as phone', 'q.queue'])
    .where('c.id_queue_call_entry', 'in', queueRowIds)
    .where('c.id_campaign', 'is', null)
    .where('c.id', '>=', calls.from)
    .where('c.id', '<', calls.until)
    .orderBy('l.id', 'desc')
    .execute();
}

/**
 * Ids of the calls that may have entries among those that are wanted: as many of the queue's newest calls as entries are
 * wanted have at least one each, and calls before them may have lasted until then.
 */
async function callsOf(
  db: Connection,
  bounds: IdBounds,
  queueRowIds: readonly number[],
  stretch: Stretch,
): Promise<IdRange | undefined> {
  const newest = await logStretch(db, stretch)
    .select('l.datetime_entry')
    .orderBy('l.id', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (newest === undefined) return undefined;
  const { from, limit } = stretch;
  const until = newest.datetime_entry;
  const ids = await bounds.idsBetween(db, 'call_entry', { from, until: addHours(hourOf(until), 1) });
  const calls = await db
    .selectFrom('call_entry')
    .select('datetime_entry_queue as at')
    .where('id_queue_call_entry', 'in', [NO_ROW, ...queueRowIds])
    // An index that leads to all calls outside campaigns would be taken.
    .where((row) => row(row.fn.coalesce('id_campaign', row.lit(0)), '=', 0))
    .where('id', '>=', ids.from)
    .where('id', '<', ids.until)
    .where('datetime_entry_queue', '>=', from)
    .where('datetime_entry_queue', '<', until)
    .orderBy('id_queue_call_entry', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
  const oldest =
    calls.length < limit
      ? from
      : calls.reduce((least, { at }) => (at !== null && at < least ? at : least), until);
  const started = addHours(hourOf(oldest), -LONGEST_CALL_H);
  return { from: await bounds.firstIdAt(db, 'call_entry', started), until: ids.until };
}

/** Bounds are remembered, so they are asked for by the hour. */
function hourOf(at: LocalDateTime): LocalDateTime {
  return `${at.slice(0, 13)}:00:00`;
}

function logStretch(db: Connection, { from, until, fromId, untilId, limit }: Stretch) {
  return db
    .selectFrom('call_progress_log as l')
    .where('l.id', '>=', fromId)
    .where('l.id', '<', untilId)
    .where('l.datetime_entry', '>=', from)
    .where('l.datetime_entry', '<', until)
    .limit(limit);
}

function logRows(db: Connection, stretch: Stretch) {
  return logStretch(db, stretch)
    .leftJoin('agent as a', 'a.id', 'l.id_agent')
    .select(['l.id', 'l.datetime_entry', 'l.new_status', 'l.retry', 'l.uniqueid', 'l.trunk', 'l.duration'])
    .select(['a.type as agentType', 'a.number as agentNumber']);
}

function entryOf(row: LogRow, { scope }: LogQuery): LogEntry {
  const { agentType, agentNumber } = row;
  return {
    id: row.id,
    at: fromLocalDateTime(row.datetime_entry) ?? 0,
    phone: row.phone ?? '',
    queue: row.queue ?? '',
    kind: scope.kind === 'outgoing' ? 'outgoing' : 'incoming',
    campaignId: scope.kind === 'queue' ? undefined : scope.campaignId,
    callId: row.callId ?? 0,
    status: row.new_status,
    retry: row.retry ?? undefined,
    uniqueid: row.uniqueid ?? undefined,
    trunk: row.trunk ?? undefined,
    durationS: row.duration ?? undefined,
    agent: agentType === null || agentNumber === null ? undefined : `${agentType}/${agentNumber}`,
  };
}
