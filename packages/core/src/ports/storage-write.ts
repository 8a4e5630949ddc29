import type { AgentName, QueueName } from '../agent/agent.js';
import type { CallRow, IncomingRow, OutgoingRow } from './records.js';

/**
 * What the floor asks to be written, in the terms of the existing `call_center` schema (database.md §6). Times are epoch
 * milliseconds; the adapter turns them into the server's local `DATETIME`. A `row` of kind `incoming` is one of table
 * `call_entry` with its mirror in `current_call_entry`, of kind `outgoing` one of `calls` with `current_calls`.
 */
export type StorageWrite =
  /** `audit` row without break: a login session. */
  | {
      readonly kind: 'open-session';
      readonly id: number;
      readonly agentRowId: number;
      readonly at: number;
      readonly extension: string;
    }
  /** `audit` row with a break: a break or a hold. */
  | {
      readonly kind: 'open-pause';
      readonly id: number;
      readonly agentRowId: number;
      readonly breakId: number;
      readonly at: number;
    }
  /** End and duration of an `audit` row. */
  | {
      readonly kind: 'close-audit';
      readonly id: number;
      readonly agentRowId: number;
      readonly openedAt: number;
      readonly at: number;
    }
  /** New `call_entry` row, status `en-cola`. */
  | {
      readonly kind: 'call-joined';
      readonly row: IncomingRow;
      readonly queueRowId: number;
      readonly campaignId: number | undefined;
      readonly phone: string;
      readonly at: number;
      readonly uniqueid: string;
      readonly trunk: string;
    }
  /** `calls` row becomes `Placing` for another attempt; what earlier ones left behind is cleared. */
  | {
      readonly kind: 'call-placed';
      readonly row: OutgoingRow;
      readonly campaignId: number;
      readonly retry: number;
      readonly at: number;
      /** What the row said before, so that counters need not read it. */
      readonly before: PreviousAttempt | undefined;
    }
  /** The customer answered: `calls` row becomes `Ringing`, the schema's word for it. */
  | {
      readonly kind: 'call-answered';
      readonly row: OutgoingRow;
      readonly at: number;
      readonly uniqueid: string;
    }
  /** `calls` row becomes `Failure`. */
  | {
      readonly kind: 'call-failed';
      readonly row: OutgoingRow;
      readonly at: number;
      /** Q.850 cause and text of the leg that failed, where Asterisk told them. */
      readonly cause: number | undefined;
      readonly causeText: string | undefined;
    }
  /** Answered and hung up before queue or agent: `calls` row becomes `NoAnswer`. */
  | {
      readonly kind: 'call-unanswered';
      readonly row: OutgoingRow;
      readonly at: number;
    }
  /** The answered customer is in the queue: `calls` row becomes `OnQueue`. */
  | {
      readonly kind: 'call-queued';
      readonly row: OutgoingRow;
      readonly at: number;
      readonly trunk: string;
      readonly uniqueid: string;
    }
  /**
   * An agent has the call: `activa` or `Success`, and a row of the mirror. Of a call that had ended for another agent
   * the end is taken back.
   */
  | {
      readonly kind: 'call-linked';
      readonly row: CallRow;
      readonly currentId: number;
      /** Row of `queue_call_entry`; undefined for outgoing calls. */
      readonly queueRowId: number | undefined;
      readonly queue: QueueName | undefined;
      readonly agentRowId: number;
      readonly agent: AgentName;
      readonly phone: string;
      readonly at: number;
      readonly waitedS: number;
      readonly uniqueid: string;
      readonly trunk: string;
      readonly customerChannel: string;
    }
  /** `hold` flag of the mirror. */
  | {
      readonly kind: 'call-held';
      readonly row: CallRow;
      readonly currentId: number;
      readonly held: boolean;
    }
  /** The agent has no more part in the call: its row of the mirror goes. */
  | { readonly kind: 'call-unlinked'; readonly row: CallRow; readonly currentId: number }
  /** Column `transfer`: where the agent sends the customer; empty when a consultation came to nothing. */
  | { readonly kind: 'call-transferred'; readonly row: CallRow; readonly to: string }
  /** `terminada`; an outgoing call stays `Success`, or becomes `ShortCall`. */
  | {
      readonly kind: 'call-ended';
      readonly row: CallRow;
      readonly at: number;
      readonly durationS: number;
      readonly short: boolean;
    }
  /** Somebody who is no agent has the caller, and the call is followed no further: `terminada` or `Success`. */
  | { readonly kind: 'call-taken'; readonly row: CallRow; readonly at: number; readonly waitedS: number }
  /** `abandonada` or `Abandoned`. */
  | { readonly kind: 'call-abandoned'; readonly row: CallRow; readonly at: number; readonly waitedS: number }
  /** `call_entry` becomes `fin-monitoreo`: nobody saw how it ended. */
  | { readonly kind: 'call-lost'; readonly row: IncomingRow }
  /** A recording of the call has begun: one row of `call_recording` for each call and file. */
  | {
      readonly kind: 'recording';
      readonly row: CallRow;
      readonly at: number;
      readonly uniqueid: string;
      readonly channel: string;
      readonly file: string;
    }
  /** New row of `call_progress_log`. */
  | {
      readonly kind: 'progress';
      readonly id: number;
      readonly row: CallRow;
      readonly campaignId: number | undefined;
      readonly at: number;
      readonly status: ProgressStatus;
      /** Number of the attempt; undefined for incoming calls. */
      readonly retry: number | undefined;
      readonly uniqueid: string;
      readonly trunk: string;
      readonly agentRowId: number | undefined;
      readonly durationS: number | undefined;
    };

/** What an attempt before left in a row of `calls`. */
export interface PreviousAttempt {
  readonly status: string;
  /** When it was dialled, if the row says so. */
  readonly dialledAt: number | undefined;
}

/** Words of `call_progress_log.new_status` (database.md §5.3). */
export type ProgressStatus =
  | 'Placing'
  | 'Dialing'
  | 'Ringing'
  | 'OnQueue'
  | 'Success'
  | 'OnHold'
  | 'OffHold'
  | 'Transfer'
  | 'Hangup'
  | 'ShortCall'
  | 'Failure'
  | 'NoAnswer'
  | 'Abandoned';

/**
 * Writes with the same key must reach the database in the order in which they were asked for; others are
 * independent, so that a write that can't succeed holds up nobody else.
 */
export function orderKey(write: StorageWrite): string {
  switch (write.kind) {
    case 'open-session':
    case 'open-pause':
    case 'close-audit':
      return `agent:${write.agentRowId}`;
    case 'call-joined':
    case 'call-placed':
    case 'call-answered':
    case 'call-failed':
    case 'call-unanswered':
    case 'call-queued':
    case 'call-linked':
    case 'call-held':
    case 'call-unlinked':
    case 'call-transferred':
    case 'call-ended':
    case 'call-taken':
    case 'call-abandoned':
    case 'call-lost':
    case 'recording':
    case 'progress':
      return callKey(write.row);
  }
}

/** The order key of everything that is written for one call. */
export function callKey(row: CallRow): string {
  return `${row.kind}:${row.id}`;
}
