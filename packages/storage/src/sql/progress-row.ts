import type { StorageWrite } from '@openeccp/core';
import { toLocalDateTime } from '../local-time.js';
import { fitColumn } from '../schema/fit-text.js';
import type { WriteContext } from './apply-write.js';
import type { NumberedRow } from './insert-numbered.js';

type Progress = Extract<StorageWrite, { kind: 'progress' }>;

/** What a row of the log says beyond its status. */
interface Details {
  readonly uniqueid: string | null;
  readonly trunk: string | null;
  readonly id_agent: number | null;
  readonly duration: number | null;
}

/** A row of the log. What the write leaves open is copied from the call's last row: each row tells all that is known. */
export async function progressRow(write: Progress, context: WriteContext): Promise<NumberedRow> {
  const fit = (column: string, text: string): string | null =>
    text === '' ? null : fitColumn(context.catalog, 'call_progress_log', column, text);
  const told: Details = {
    uniqueid: fit('uniqueid', write.uniqueid),
    trunk: fit('trunk', write.trunk),
    id_agent: write.agentRowId ?? null,
    duration: write.durationS ?? null,
  };
  const last = await lastDetails(write.callRowId, context);
  return {
    id: write.id,
    id_call_incoming: write.callRowId,
    datetime_entry: toLocalDateTime(write.at),
    new_status: write.status,
    uniqueid: told.uniqueid ?? last?.uniqueid ?? null,
    trunk: told.trunk ?? last?.trunk ?? null,
    id_agent: told.id_agent ?? last?.id_agent ?? null,
    duration: told.duration ?? last?.duration ?? null,
  };
}

async function lastDetails(callRowId: number, { connection }: WriteContext): Promise<Details | undefined> {
  return connection
    .selectFrom('call_progress_log')
    .select(['uniqueid', 'trunk', 'id_agent', 'duration'])
    .where('id_call_incoming', '=', callRowId)
    .orderBy('datetime_entry', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
}
