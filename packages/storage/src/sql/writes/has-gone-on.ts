import type { StorageWrite } from '@openeccp/core';
import { toLocalDateTime } from '../../local-time.js';
import type { WriteContext } from './write-context.js';

/** How far a call has come, by the words of its row; an outgoing one that ends well stays `Success`. */
const STAGES: Readonly<Record<string, number>> = {
  'en-cola': 2,
  activa: 3,
  'fin-monitoreo': 4,
  terminada: 5,
  abandonada: 5,
  Placing: 0,
  Ringing: 1,
  OnQueue: 2,
  Success: 3,
  OnHold: 3,
  Failure: 5,
  NoAnswer: 5,
  Abandoned: 5,
  ShortCall: 5,
  Hangup: 5,
};
const ENDED = 5;

/** The stage that a write of a call's row brings it to; undefined for writes that turn nothing back. */
function stageOf(write: StorageWrite): number | undefined {
  switch (write.kind) {
    case 'call-answered':
      return 1;
    case 'call-queued':
      return 2;
    case 'call-linked':
      return 3;
    case 'call-lost':
      return 4;
    case 'call-failed':
    case 'call-unanswered':
    case 'call-ended':
    case 'call-taken':
    case 'call-abandoned':
      return ENDED;
    case 'open-session':
    case 'open-pause':
    case 'close-audit':
    case 'call-joined':
    case 'call-placed':
    case 'call-held':
    case 'call-unlinked':
    case 'call-transferred':
    case 'recording':
    case 'progress':
      return undefined;
  }
}

/**
 * Whether the call's row tells of something later than a write that comes too late: to do it now would turn the row back,
 * e.g. make a call that is over a live one for ever.
 */
export async function hasGoneOn(write: StorageWrite, context: WriteContext): Promise<boolean> {
  if (write.kind === 'call-placed') return hasBeenPlaced(write.row.id, write.retry, context);
  const stage = stageOf(write);
  if (stage === undefined || !('row' in write)) return false;
  const row = await readRow(write.row, context);
  if (row === undefined) return false;
  const reached = row.ended ? ENDED : (STAGES[row.status ?? ''] ?? 0);
  const at = 'at' in write ? toLocalDateTime(write.at) : undefined;
  return reached > stage || (at !== undefined && row.moments.some((moment) => moment > at));
}

async function hasBeenPlaced(id: number, retry: number, { connection }: WriteContext): Promise<boolean> {
  const row = await connection.selectFrom('calls').select('retries').where('id', '=', id).executeTakeFirst();
  return row !== undefined && row.retries >= retry;
}

interface CallState {
  readonly status: string | null;
  readonly ended: boolean;
  /** Local date and time, as text that sorts. */
  readonly moments: readonly string[];
}

async function readRow(
  { kind, id }: Extract<StorageWrite, { row: unknown }>['row'],
  { connection }: WriteContext,
): Promise<CallState | undefined> {
  if (kind === 'incoming') {
    const row = await connection
      .selectFrom('call_entry')
      .select(['status', 'datetime_entry_queue', 'datetime_init', 'datetime_end'])
      .where('id', '=', id)
      .executeTakeFirst();
    return row && stateOf(row.status, row.datetime_end, [row.datetime_entry_queue, row.datetime_init]);
  }
  const row = await connection
    .selectFrom('calls')
    .select([
      'status',
      'datetime_originate',
      'fecha_llamada',
      'datetime_entry_queue',
      'start_time',
      'end_time',
    ])
    .where('id', '=', id)
    .executeTakeFirst();
  return (
    row &&
    stateOf(row.status, row.end_time, [
      row.datetime_originate,
      row.fecha_llamada,
      row.datetime_entry_queue,
      row.start_time,
    ])
  );
}

function stateOf(status: string | null, end: string | null, moments: readonly (string | null)[]): CallState {
  return {
    status,
    ended: end !== null,
    moments: [...moments, end].filter((moment) => moment !== null),
  };
}
