import { toLocalDateTime } from '../../local-time.js';
import { fitColumn } from '../../schema/fit-text.js';
import type { CallEntryStatus } from '../../schema/tables/incoming-tables.js';
import { contactsWithPhone } from '../calls/contacts.js';
import { insertNumbered } from './insert-numbered.js';
import { mustExist, type WriteContext, type WriteOf } from './write-context.js';

/** A caller joined a queue: a row of `call_entry` (database.md §4.10). */
export async function joinIncoming(write: WriteOf<'call-joined'>, context: WriteContext): Promise<void> {
  const { catalog } = context;
  const fit = (column: string, text: string): string => fitColumn(catalog, 'call_entry', column, text);
  const row = {
    id: write.row.id,
    id_queue_call_entry: write.queueRowId,
    id_campaign: write.campaignId ?? null,
    id_contact: await onlyContact(write.phone, context),
    callerid: fit('callerid', write.phone),
    status: 'en-cola',
    datetime_entry_queue: toLocalDateTime(write.at),
    uniqueid: fit('uniqueid', write.uniqueid),
    // Empty where it isn't known: on most databases the column takes no NULL.
    trunk: fit('trunk', write.trunk),
  };
  return insertNumbered(context, 'call_entry', row, [
    'id_queue_call_entry',
    'datetime_entry_queue',
    'uniqueid',
  ]);
}

/** The contact with this number, if exactly one has it. */
async function onlyContact(phone: string, { connection, catalog }: WriteContext): Promise<number | null> {
  const [first, second] = await contactsWithPhone(connection, catalog, phone, 2);
  return first !== undefined && second === undefined ? first.id : null;
}

/** An agent has the call. The end of an earlier agent's part is taken back: the call goes on. */
export async function linkIncoming(write: WriteOf<'call-linked'>, context: WriteContext): Promise<void> {
  const at = toLocalDateTime(write.at);
  await updateCall(write.row.id, context, {
    status: 'activa',
    id_agent: write.agentRowId,
    datetime_init: at,
    datetime_end: null,
    duration: null,
    duration_wait: write.waitedS,
  });
  const fit = (column: string, text: string): string =>
    fitColumn(context.catalog, 'current_call_entry', column, text);
  const row = {
    id: write.currentId,
    id_agent: write.agentRowId,
    id_queue_call_entry: write.queueRowId ?? null,
    id_call_entry: write.row.id,
    callerid: fit('callerid', write.phone),
    datetime_init: at,
    uniqueid: fit('uniqueid', write.uniqueid),
    ChannelClient: fit('ChannelClient', write.customerChannel),
    hold: 'N',
  };
  return insertNumbered(context, 'current_call_entry', row, ['id_call_entry', 'id_agent']);
}

/** The row may have gone before, when this is written again: nothing of a mirror outlasts the call. */
export async function holdIncoming(write: WriteOf<'call-held'>, { connection }: WriteContext): Promise<void> {
  await connection
    .updateTable('current_call_entry')
    .set({ hold: write.held ? 'S' : 'N' })
    .where('id', '=', write.currentId)
    .where('id_call_entry', '=', write.row.id)
    .execute();
}

/** The row may have gone before; that is what was wanted. */
export async function unlinkIncoming(
  write: WriteOf<'call-unlinked'>,
  { connection }: WriteContext,
): Promise<void> {
  await connection
    .deleteFrom('current_call_entry')
    .where('id', '=', write.currentId)
    .where('id_call_entry', '=', write.row.id)
    .execute();
}

export function endIncoming(write: WriteOf<'call-ended'>, context: WriteContext): Promise<void> {
  return updateCall(write.row.id, context, {
    status: 'terminada',
    datetime_end: toLocalDateTime(write.at),
    duration: write.durationS,
  });
}

/** Nobody followed how long they talked. */
export function takeIncoming(write: WriteOf<'call-taken'>, context: WriteContext): Promise<void> {
  const at = toLocalDateTime(write.at);
  return updateCall(write.row.id, context, {
    status: 'terminada',
    datetime_init: at,
    datetime_end: at,
    duration: 0,
    duration_wait: write.waitedS,
  });
}

export function abandonIncoming(write: WriteOf<'call-abandoned'>, context: WriteContext): Promise<void> {
  return updateCall(write.row.id, context, {
    status: 'abandonada',
    datetime_end: toLocalDateTime(write.at),
    duration_wait: write.waitedS,
  });
}

export function loseIncoming(write: WriteOf<'call-lost'>, context: WriteContext): Promise<void> {
  return updateCall(write.row.id, context, { status: 'fin-monitoreo' });
}

interface CallEntryChange {
  readonly status: CallEntryStatus;
  readonly id_agent?: number;
  readonly datetime_init?: string;
  readonly datetime_end?: string | null;
  readonly duration?: number | null;
  readonly duration_wait?: number;
}

async function updateCall(id: number, { connection }: WriteContext, change: CallEntryChange): Promise<void> {
  const result = await connection
    .updateTable('call_entry')
    .set(change)
    .where('id', '=', id)
    .executeTakeFirst();
  mustExist(result, 'call_entry', id);
}
