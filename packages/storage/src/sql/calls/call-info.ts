import type { CallQuestion, StoredCall } from '@openeccp/core';
import type { Connection } from '../../connection/database.js';
import { fromLocalDateTime } from '../../local-time.js';
import type { Schema } from '../../schema/check-schema.js';
import { isOfCampaign } from './of-campaign.js';

/** The row of a call (ECCP §8.4 getcallinfo). */
export function readCallInfo(
  db: Connection,
  schema: Schema,
  question: CallQuestion,
): Promise<StoredCall | undefined> {
  return question.kind === 'incoming'
    ? readIncoming(db, question.id)
    : readOutgoing(db, schema, question.id, question.campaignId);
}

async function readIncoming(db: Connection, id: number): Promise<StoredCall | undefined> {
  const row = await db
    .selectFrom('call_entry as c')
    .leftJoin('queue_call_entry as q', 'q.id', 'c.id_queue_call_entry')
    .leftJoin('agent as a', 'a.id', 'c.id_agent')
    .select(['c.id_campaign', 'c.callerid', 'c.status', 'c.uniqueid', 'c.duration', 'c.trunk', 'q.queue'])
    .select(['c.datetime_entry_queue', 'c.datetime_init', 'c.datetime_end'])
    .select(['a.type as agentType', 'a.number as agentNumber'])
    .where('c.id', '=', id)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  return {
    row: { kind: 'incoming', id },
    campaignId: row.id_campaign ?? undefined,
    phone: row.callerid,
    status: row.status ?? undefined,
    uniqueid: row.uniqueid ?? undefined,
    durationS: row.duration ?? undefined,
    dialledAt: undefined,
    answeredAt: undefined,
    joinedAt: instant(row.datetime_entry_queue),
    linkedAt: instant(row.datetime_init),
    endedAt: instant(row.datetime_end),
    retries: undefined,
    failureCause: undefined,
    failureText: undefined,
    trunk: row.trunk ?? undefined,
    queue: row.queue ?? undefined,
    agent: agentName(row),
  };
}

async function readOutgoing(
  db: Connection,
  { dialect }: Schema,
  id: number,
  campaignId: number,
): Promise<StoredCall | undefined> {
  if (dialect.missingTables.includes('calls')) return undefined;
  const row = await db
    .selectFrom('calls as c')
    .leftJoin('agent as a', 'a.id', 'c.id_agent')
    .select(['c.phone', 'c.status', 'c.uniqueid', 'c.duration', 'c.trunk', 'c.retries'])
    .select([
      'c.datetime_originate',
      'c.fecha_llamada',
      'c.datetime_entry_queue',
      'c.start_time',
      'c.end_time',
    ])
    .select(['c.failure_cause', 'c.failure_cause_txt'])
    .select(['a.type as agentType', 'a.number as agentNumber'])
    .where('c.id', '=', id)
    .where(isOfCampaign(dialect, 'c', campaignId))
    .executeTakeFirst();
  if (row === undefined) return undefined;
  return {
    row: { kind: 'outgoing', id },
    campaignId,
    phone: row.phone,
    status: row.status ?? undefined,
    uniqueid: row.uniqueid ?? undefined,
    durationS: row.duration ?? undefined,
    dialledAt: instant(row.datetime_originate),
    answeredAt: instant(row.fecha_llamada),
    joinedAt: instant(row.datetime_entry_queue),
    linkedAt: instant(row.start_time),
    endedAt: instant(row.end_time),
    retries: row.retries,
    failureCause: row.failure_cause ?? undefined,
    failureText: row.failure_cause_txt ?? undefined,
    trunk: row.trunk ?? undefined,
    queue: undefined,
    agent: agentName(row),
  };
}

function instant(local: string | null): number | undefined {
  return local === null ? undefined : fromLocalDateTime(local);
}

function agentName(row: {
  readonly agentType: string | null;
  readonly agentNumber: string | null;
}): string | undefined {
  return row.agentType === null ? undefined : `${row.agentType}/${row.agentNumber}`;
}
