import type { StorageWrite } from '@openeccp/core';
import { closeAudit, openAudit } from './audit-writes.js';
import {
  abandonIncoming,
  endIncoming,
  holdIncoming,
  joinIncoming,
  linkIncoming,
  loseIncoming,
  takeIncoming,
  unlinkIncoming,
} from './incoming-writes.js';
import { insertNumbered } from './insert-numbered.js';
import {
  abandonOutgoing,
  answerOutgoing,
  endOutgoing,
  failOutgoing,
  holdOutgoing,
  linkOutgoing,
  placeOutgoing,
  queueOutgoing,
  takeOutgoing,
  unansweredOutgoing,
  unlinkOutgoing,
} from './outgoing-writes.js';
import { progressRow } from './progress-row.js';
import { insertRecording } from './recording-write.js';
import { setTransfer } from './transfer-write.js';
import type { WriteContext } from './write-context.js';

/**
 * Carries out one write (database.md §6). Doing it twice is as good as once, so a write whose answer got lost may be
 * repeated. Throws `DuplicateRowIdError` when a new row's id belongs to another row, `StorageError` `row-missing` when
 * the row to change is not there.
 */
export async function applyWrite(write: StorageWrite, context: WriteContext): Promise<void> {
  switch (write.kind) {
    case 'open-session':
    case 'open-pause':
      return openAudit(write, context);
    case 'close-audit':
      return closeAudit(write, context);
    case 'call-joined':
      return joinIncoming(write, context);
    case 'call-placed':
      return placeOutgoing(write, context);
    case 'call-answered':
      return answerOutgoing(write, context);
    case 'call-failed':
      return failOutgoing(write, context);
    case 'call-unanswered':
      return unansweredOutgoing(write, context);
    case 'call-queued':
      return queueOutgoing(write, context);
    case 'call-linked':
      return write.row.kind === 'incoming' ? linkIncoming(write, context) : linkOutgoing(write, context);
    case 'call-held':
      return write.row.kind === 'incoming' ? holdIncoming(write, context) : holdOutgoing(write, context);
    case 'call-unlinked':
      return write.row.kind === 'incoming' ? unlinkIncoming(write, context) : unlinkOutgoing(write, context);
    case 'call-transferred':
      return setTransfer(write, context);
    case 'call-ended':
      return write.row.kind === 'incoming' ? endIncoming(write, context) : endOutgoing(write, context);
    case 'call-taken':
      return write.row.kind === 'incoming' ? takeIncoming(write, context) : takeOutgoing(write, context);
    case 'call-abandoned':
      return write.row.kind === 'incoming'
        ? abandonIncoming(write, context)
        : abandonOutgoing(write, context);
    case 'call-lost':
      return loseIncoming(write, context);
    case 'recording':
      return insertRecording(write, context);
    case 'progress':
      return insertNumbered(context, 'call_progress_log', await progressRow(write, context), [
        'id_call_incoming',
        'id_call_outgoing',
        'new_status',
        'datetime_entry',
      ]);
  }
}
