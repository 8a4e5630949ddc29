import type { CallScope, CampaignKind } from './call-scope.js';
import type { DayRange } from './local-day.js';

/** Which changes of state are wanted (ECCP §8.5 campaignlog). */
export interface LogQuery {
  readonly scope: CallScope;
  readonly days: DayRange;
  /** The newest that many, at most. A log has no end: whoever asks must bound it. */
  readonly limit: number;
  /** Only entries with a smaller id. */
  readonly before?: number | undefined;
}

/** One change of a call's state: a row of `call_progress_log` (database.md §4.12). */
export interface LogEntry {
  readonly id: number;
  /** Epoch milliseconds. */
  readonly at: number;
  readonly phone: string;
  readonly queue: string;
  readonly kind: CampaignKind;
  /** Undefined for incoming calls outside campaigns. */
  readonly campaignId: number | undefined;
  /** Row of `call_entry` or `calls`. */
  readonly callId: number;
  /** Words of database.md §5.3. */
  readonly status: string;
  /** Attempt of an outgoing call. */
  readonly retry: number | undefined;
  readonly uniqueid: string | undefined;
  readonly trunk: string | undefined;
  /** Seconds. */
  readonly durationS: number | undefined;
  /** `Type/Number`. */
  readonly agent: string | undefined;
}
