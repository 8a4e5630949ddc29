import type { Generated } from 'kysely';
import type { LocalDateTime } from './column-types.js';

/** What is only ever added to, for calls of both directions (database.md §4.12, §4.13). */
export interface HistoryTables {
  call_progress_log: CallProgressLogTable;
  call_recording: CallRecordingTable;
}

interface CallProgressLogTable {
  id: Generated<number>;
  datetime_entry: LocalDateTime;
  id_campaign_incoming: number | null;
  id_call_incoming: number | null;
  id_campaign_outgoing: number | null;
  id_call_outgoing: number | null;
  /** Words of database.md §5.3. */
  new_status: string;
  /** Attempt of an outgoing call. */
  retry: number | null;
  uniqueid: string | null;
  trunk: string | null;
  id_agent: number | null;
  /** Seconds. */
  duration: number | null;
}

interface CallRecordingTable {
  id: Generated<number>;
  datetime_entry: LocalDateTime;
  id_call_incoming: number | null;
  id_call_outgoing: number | null;
  uniqueid: string;
  channel: string;
  recordingfile: string | null;
}
