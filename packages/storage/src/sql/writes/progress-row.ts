import type { CallRow, StorageWrite } from '@openeccp/core';
import { toLocalDateTime } from '../../local-time.js';
import { fitColumn } from '../../schema/fit-text.js';
import type { NumberedRow } from './insert-numbered.js';
import type { WriteContext } from './write-context.js';

type Progress = Extract<StorageWrite, { kind: 'progress' }>;

/** What a row of the log says beyond its status. */
interface Details {
  readonly retry: number | null;
  readonly uniqueid: string | null;
  readonly trunk: string | null;
  readonly id_agent: number | null;
  readonly duration: number | null;
}

/**
 * A row of the log. What the write leaves open is copied from the call's last row, so that each tells all that is known
 * of the attempt; another attempt begins with nothing (database.md §4.12).
 */
export async function progressRow(write: Progress, context: WriteContext): Promise<NumberedRow> {
  const fit = (column: string, text: string): string | null =>
    text === '' ? null : fitColumn(context.catalog, 'call_progress_log', column, text);
  const before = await lastDetails(write.row, context);
  const told: Details = {
    retry: write.retry ?? before?.retry ?? null,
    uniqueid: fit('uniqueid', write.uniqueid),
    trunk: fit('trunk', write.trunk),
    id_agent: write.agentRowId ?? null,
    duration: write.durationS ?? null,
  };
  const last = before?.retry === told.retry ? before : undefined;
  const campaign = write.campaignId ?? null;
  const incoming = write.row.kind === 'incoming';
  return {
    id: write.id,
    id_call_incoming: incoming ? write.row.id : null,
    id_campaign_incoming: incoming ? campaign : null,
    id_call_outgoing: incoming ? null : write.row.id,
    id_campaign_outgoing: incoming ? null : campaign,
    datetime_entry: toLocalDateTime(write.at),
    new_status: write.status,
    retry: told.retry,
    uniqueid: told.uniqueid ?? last?.uniqueid ?? null,
    trunk: told.trunk ?? last?.trunk ?? null,
    id_agent: told.id_agent ?? last?.id_agent ?? null,
    duration: told.duration ?? last?.duration ?? null,
  };
}

async function lastDetails(row: CallRow, { connection }: WriteContext): Promise<Details | undefined> {
  return connection
    .selectFrom('call_progress_log')
    .select(['retry', 'uniqueid', 'trunk', 'id_agent', 'duration'])
    .where(row.kind === 'incoming' ? 'id_call_incoming' : 'id_call_outgoing', '=', row.id)
    .orderBy('datetime_entry', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
}
