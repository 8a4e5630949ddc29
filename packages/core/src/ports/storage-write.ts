/**
 * What the floor asks to be written, in the terms of the existing `call_center` schema. Times are epoch
 * milliseconds; the adapter turns them into the server's local `DATETIME`.
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
      readonly id: number;
      readonly queueRowId: number;
      readonly phone: string;
      readonly at: number;
      readonly uniqueid: string;
      readonly trunk: string;
    }
  /** `call_entry` becomes `activa` and a `current_call_entry` row mirrors it. */
  | {
      readonly kind: 'call-linked';
      readonly id: number;
      readonly currentId: number;
      readonly queueRowId: number;
      readonly agentRowId: number;
      readonly phone: string;
      readonly at: number;
      readonly waitedS: number;
      readonly uniqueid: string;
      readonly customerChannel: string;
    }
  /** `hold` flag of `current_call_entry`. */
  | { readonly kind: 'call-held'; readonly id: number; readonly currentId: number; readonly held: boolean }
  /** The agent has no more part in the call: its `current_call_entry` row goes. */
  | { readonly kind: 'call-unlinked'; readonly id: number; readonly currentId: number }
  /** `call_entry` becomes `terminada`. */
  | { readonly kind: 'call-ended'; readonly id: number; readonly at: number; readonly durationS: number }
  /** `call_entry` becomes `abandonada`. */
  | { readonly kind: 'call-abandoned'; readonly id: number; readonly at: number; readonly waitedS: number }
  /** `call_entry` becomes `fin-monitoreo`: nobody saw how it ended. */
  | { readonly kind: 'call-lost'; readonly id: number }
  /** New row of `call_progress_log`. */
  | {
      readonly kind: 'progress';
      readonly id: number;
      readonly callRowId: number;
      readonly at: number;
      readonly status: ProgressStatus;
      readonly uniqueid: string;
      readonly trunk: string;
      readonly agentRowId: number | undefined;
      readonly durationS: number | undefined;
    };

/** Words of `call_progress_log.new_status` that an incoming call can have. */
export type ProgressStatus = 'OnQueue' | 'Success' | 'OnHold' | 'OffHold' | 'Hangup' | 'Abandoned';

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
    case 'call-linked':
    case 'call-held':
    case 'call-unlinked':
    case 'call-ended':
    case 'call-abandoned':
    case 'call-lost':
      return `call:${write.id}`;
    case 'progress':
      return `call:${write.callRowId}`;
  }
}
