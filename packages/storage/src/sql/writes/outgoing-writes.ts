import { sql, type UpdateObject } from 'kysely';
import { toLocalDateTime } from '../../local-time.js';
import { fitColumn } from '../../schema/fit-text.js';
import type { Tables } from '../../schema/tables.js';
import { insertNumbered } from './insert-numbered.js';
import { mustExist, type WriteContext, type WriteOf } from './write-context.js';

type CallsChange = UpdateObject<Tables, 'calls'>;

/** Another attempt: the row is the attempt's from now on, its history is in the log (database.md §4.6). */
export function placeOutgoing(write: WriteOf<'call-placed'>, context: WriteContext): Promise<void> {
  return updateCall(write.row.id, context, {
    status: 'Placing',
    datetime_originate: toLocalDateTime(write.at),
    retries: write.retry,
    uniqueid: null,
    fecha_llamada: null,
    start_time: null,
    end_time: null,
    duration: null,
    id_agent: null,
    transfer: null,
    datetime_entry_queue: null,
    duration_wait: null,
    failure_cause: null,
    failure_cause_txt: null,
    trunk: null,
    ...presentedCallerId(write.campaignId, context),
  });
}

/** Lists dialect: what the customer saw at this attempt. */
function presentedCallerId(campaignId: number, { catalog }: WriteContext): CallsChange {
  const kept = ['calls', 'campaign'].every((table) => catalog.get(table)?.has('callerid') === true);
  return kept ? { callerid: sql`(select callerid from campaign where id = ${campaignId})` } : {};
}

/** The customer answered; the schema calls that `Ringing` (telephony.md §9.2). */
export function answerOutgoing(write: WriteOf<'call-answered'>, context: WriteContext): Promise<void> {
  return updateCall(write.row.id, context, {
    status: 'Ringing',
    fecha_llamada: toLocalDateTime(write.at),
    uniqueid: fitColumn(context.catalog, 'calls', 'uniqueid', write.uniqueid),
  });
}

export function failOutgoing(write: WriteOf<'call-failed'>, context: WriteContext): Promise<void> {
  const { cause, causeText } = write;
  return updateCall(write.row.id, context, {
    status: 'Failure',
    fecha_llamada: toLocalDateTime(write.at),
    failure_cause: cause ?? null,
    failure_cause_txt:
      causeText === undefined ? null : fitColumn(context.catalog, 'calls', 'failure_cause_txt', causeText),
  });
}

export function unansweredOutgoing(write: WriteOf<'call-unanswered'>, context: WriteContext): Promise<void> {
  return updateCall(write.row.id, context, { status: 'NoAnswer' });
}

export function queueOutgoing(write: WriteOf<'call-queued'>, context: WriteContext): Promise<void> {
  const fit = (column: string, text: string): string => fitColumn(context.catalog, 'calls', column, text);
  return updateCall(write.row.id, context, {
    status: 'OnQueue',
    datetime_entry_queue: toLocalDateTime(write.at),
    trunk: write.trunk === '' ? null : fit('trunk', write.trunk),
    uniqueid: fit('uniqueid', write.uniqueid),
  });
}

/** An agent has the call. The end of an earlier agent's part is taken back: the call goes on. */
export async function linkOutgoing(write: WriteOf<'call-linked'>, context: WriteContext): Promise<void> {
  const { catalog } = context;
  const at = toLocalDateTime(write.at);
  await updateCall(write.row.id, context, {
    status: 'Success',
    id_agent: write.agentRowId,
    start_time: at,
    end_time: null,
    duration: null,
    duration_wait: write.waitedS,
    uniqueid: fitColumn(catalog, 'calls', 'uniqueid', write.uniqueid),
    ...(write.trunk === '' ? {} : { trunk: fitColumn(catalog, 'calls', 'trunk', write.trunk) }),
  });
  if (!catalog.has('current_calls')) return;
  const fit = (column: string, text: string): string => fitColumn(catalog, 'current_calls', column, text);
  const row = {
    id: write.currentId,
    id_call: write.row.id,
    fecha_inicio: at,
    uniqueid: fit('uniqueid', write.uniqueid),
    queue: fit('queue', write.queue ?? ''),
    agentnum: fit('agentnum', write.agent.slice(write.agent.indexOf('/') + 1)),
    event: 'Link',
    Channel: fit('Channel', write.agent),
    ChannelClient: fit('ChannelClient', write.customerChannel),
    hold: 'N',
  };
  return insertNumbered(context, 'current_calls', row, ['id_call', 'Channel']);
}

/** The row may have gone before, when this is written again: nothing of a mirror outlasts the call. */
export async function holdOutgoing(
  write: WriteOf<'call-held'>,
  { connection, catalog }: WriteContext,
): Promise<void> {
  if (!catalog.has('current_calls')) return;
  await connection
    .updateTable('current_calls')
    .set({ hold: write.held ? 'S' : 'N' })
    .where('id', '=', write.currentId)
    .where('id_call', '=', write.row.id)
    .execute();
}

/** The row may have gone before; that is what was wanted. */
export async function unlinkOutgoing(
  write: WriteOf<'call-unlinked'>,
  { connection, catalog }: WriteContext,
): Promise<void> {
  if (!catalog.has('current_calls')) return;
  await connection
    .deleteFrom('current_calls')
    .where('id', '=', write.currentId)
    .where('id_call', '=', write.row.id)
    .execute();
}

/** `Success` stays what it is: that and an end say that the call was finished. */
export function endOutgoing(write: WriteOf<'call-ended'>, context: WriteContext): Promise<void> {
  return updateCall(write.row.id, context, {
    end_time: toLocalDateTime(write.at),
    duration: write.durationS,
    ...(write.short ? { status: 'ShortCall' } : {}),
  });
}

/** Nobody followed how long they talked. */
export function takeOutgoing(write: WriteOf<'call-taken'>, context: WriteContext): Promise<void> {
  const at = toLocalDateTime(write.at);
  return updateCall(write.row.id, context, {
    status: 'Success',
    start_time: at,
    end_time: at,
    duration: 0,
    duration_wait: write.waitedS,
  });
}

export function abandonOutgoing(write: WriteOf<'call-abandoned'>, context: WriteContext): Promise<void> {
  return updateCall(write.row.id, context, {
    status: 'Abandoned',
    end_time: toLocalDateTime(write.at),
    duration_wait: write.waitedS,
  });
}

async function updateCall(id: number, { connection }: WriteContext, change: CallsChange): Promise<void> {
  const result = await connection.updateTable('calls').set(change).where('id', '=', id).executeTakeFirst();
  mustExist(result, 'calls', id);
}
