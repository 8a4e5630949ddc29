import type { StorageWrite } from '@openeccp/core';
import type { Connection } from '../connection/database.js';
import { elapsedSeconds, toDuration, toLocalDateTime } from '../local-time.js';
import type { Schema } from '../schema/check-schema.js';
import { fitColumn } from '../schema/fit-text.js';
import type { CallEntryStatus } from '../schema/tables/incoming-tables.js';
import { StorageError } from '../storage-error.js';
import { insertNumbered } from './insert-numbered.js';
import { progressRow } from './progress-row.js';

/** What a write is carried out with. */
export interface WriteContext extends Schema {
  readonly connection: Connection;
}

type WriteOf<K extends StorageWrite['kind']> = Extract<StorageWrite, { kind: K }>;

/**
 * Carries out one write. Doing it twice is as good as once, so a write whose answer got lost may be repeated.
 * Throws `DuplicateRowIdError` when a new row's id belongs to another row, `StorageError` `row-missing` when the
 * row to change is not there.
 */
export async function applyWrite(write: StorageWrite, context: WriteContext): Promise<void> {
  switch (write.kind) {
    case 'open-session':
    case 'open-pause':
      return openAudit(write, context);
    case 'close-audit':
      return closeAudit(write, context);
    case 'call-joined':
      return joinCall(write, context);
    case 'call-linked':
      return linkCall(write, context);
    case 'call-held':
      return holdCall(write, context);
    case 'call-unlinked':
      return unlinkCall(write, context);
    case 'call-ended':
      return updateCall(write.id, context, {
        status: 'terminada',
        datetime_end: toLocalDateTime(write.at),
        duration: write.durationS,
      });
    case 'call-abandoned':
      return updateCall(write.id, context, {
        status: 'abandonada',
        datetime_end: toLocalDateTime(write.at),
        duration_wait: write.waitedS,
      });
    case 'call-lost':
      return updateCall(write.id, context, { status: 'fin-monitoreo' });
    case 'progress':
      return insertNumbered(context.connection, 'call_progress_log', await progressRow(write, context), [
        'id_call_incoming',
        'new_status',
        'datetime_entry',
      ]);
  }
}

async function openAudit(
  write: WriteOf<'open-session' | 'open-pause'>,
  { connection, catalog, dialect }: WriteContext,
): Promise<void> {
  const row = {
    id: write.id,
    id_agent: write.agentRowId,
    id_break: write.kind === 'open-pause' ? write.breakId : null,
    datetime_init: toLocalDateTime(write.at),
  };
  const extension =
    write.kind === 'open-session' && dialect.loginExtension
      ? { login_extension: fitColumn(catalog, 'audit', 'login_extension', write.extension) }
      : {};
  return insertNumbered(connection, 'audit', { ...row, ...extension }, [
    'id_agent',
    'id_break',
    'datetime_init',
  ]);
}

async function closeAudit(write: WriteOf<'close-audit'>, { connection }: WriteContext): Promise<void> {
  const result = await connection
    .updateTable('audit')
    .set({
      datetime_end: toLocalDateTime(write.at),
      duration: toDuration(elapsedSeconds(write.openedAt, write.at)),
    })
    .where('id', '=', write.id)
    .executeTakeFirst();
  mustExist(result, 'audit', write.id);
}

async function joinCall(write: WriteOf<'call-joined'>, context: WriteContext): Promise<void> {
  const { connection, catalog } = context;
  const fit = (column: string, text: string): string => fitColumn(catalog, 'call_entry', column, text);
  const row = {
    id: write.id,
    id_queue_call_entry: write.queueRowId,
    id_contact: await onlyContact(write.phone, context),
    callerid: fit('callerid', write.phone),
    status: 'en-cola',
    datetime_entry_queue: toLocalDateTime(write.at),
    uniqueid: fit('uniqueid', write.uniqueid),
    // Empty where it isn't known: on most databases the column takes no NULL.
    trunk: fit('trunk', write.trunk),
  };
  return insertNumbered(connection, 'call_entry', row, [
    'id_queue_call_entry',
    'datetime_entry_queue',
    'uniqueid',
  ]);
}

/** The contact with this number, if exactly one has it. */
async function onlyContact(phone: string, { connection, catalog }: WriteContext): Promise<number | null> {
  const storable =
    phone !== '' && catalog.has('contact') && fitColumn(catalog, 'contact', 'telefono', phone) === phone;
  if (!storable) return null;
  const rows = await connection
    .selectFrom('contact')
    .select('id')
    .where('telefono', '=', phone)
    .limit(2)
    .execute();
  const [first, second] = rows;
  return first !== undefined && second === undefined ? first.id : null;
}

async function linkCall(write: WriteOf<'call-linked'>, context: WriteContext): Promise<void> {
  const at = toLocalDateTime(write.at);
  await updateCall(write.id, context, {
    status: 'activa',
    id_agent: write.agentRowId,
    datetime_init: at,
    duration_wait: write.waitedS,
  });
  const fit = (column: string, text: string): string =>
    fitColumn(context.catalog, 'current_call_entry', column, text);
  const row = {
    id: write.currentId,
    id_agent: write.agentRowId,
    id_queue_call_entry: write.queueRowId,
    id_call_entry: write.id,
    callerid: fit('callerid', write.phone),
    datetime_init: at,
    uniqueid: fit('uniqueid', write.uniqueid),
    ChannelClient: fit('ChannelClient', write.customerChannel),
    hold: 'N',
  };
  return insertNumbered(context.connection, 'current_call_entry', row, ['id_call_entry', 'id_agent']);
}

async function holdCall(write: WriteOf<'call-held'>, { connection }: WriteContext): Promise<void> {
  const result = await connection
    .updateTable('current_call_entry')
    .set({ hold: write.held ? 'S' : 'N' })
    .where('id', '=', write.currentId)
    .executeTakeFirst();
  mustExist(result, 'current_call_entry', write.currentId);
}

/** The row may have gone before; that is what was wanted. */
async function unlinkCall(write: WriteOf<'call-unlinked'>, { connection }: WriteContext): Promise<void> {
  await connection
    .deleteFrom('current_call_entry')
    .where('id', '=', write.currentId)
    .where('id_call_entry', '=', write.id)
    .execute();
}

interface CallEntryChange {
  readonly status: CallEntryStatus;
  readonly id_agent?: number;
  readonly datetime_init?: string;
  readonly datetime_end?: string;
  readonly duration?: number;
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

/** Matched rows are counted, changed or not, on every database. */
function mustExist(result: { readonly numUpdatedRows: bigint }, table: string, id: number): void {
  if (result.numUpdatedRows > 0n) return;
  throw new StorageError(
    'row-missing',
    `Row ${id} of table ${table} isn't there: it was deleted or never written.`,
  );
}
