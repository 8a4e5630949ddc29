import type { Generated } from 'kysely';
import type { CampaignSchedule } from './campaign-schedule.js';
import type { LocalDate, LocalDateTime, LocalTime } from './column-types.js';

/**
 * Outgoing campaigns and their calls (database.md §4.4–§4.7, §4.11, §4.16). Optional columns belong to one
 * dialect only.
 */
export interface OutgoingTables {
  campaign: CampaignTable;
  campaign_lists: CampaignListsTable;
  calls: CallsTable;
  call_attribute: CallAttributeTable;
  current_calls: CurrentCallsTable;
  dont_call: DontCallTable;
}

interface CampaignTable extends CampaignSchedule {
  id: Generated<number>;
  name: string;
  retries: Generated<number>;
  /** `null`: the dialplan chooses. */
  trunk: string | null;
  context: string;
  queue: string;
  /** 0, or `null` in old rows: without limit. */
  max_canales: Generated<number | null>;
  num_completadas: number | null;
  /** Seconds. */
  promedio: number | null;
  /** Seconds. */
  desviacion: number | null;
  script: string;
  estatus: Generated<string>;
  /** Lists dialect. */
  callerid?: string | null;
}

/** Lists dialect. */
interface CampaignListsTable {
  id: Generated<number>;
  id_campaign: number;
  /** 0 outgoing; nothing else is in use. */
  type: Generated<number>;
  name: string;
  upload: string;
  date_entered: LocalDateTime;
  /** 1 active, 2 stopped, 3 finished. */
  status: Generated<number>;
  total_calls: Generated<number>;
  pending_calls: Generated<number>;
  sent_calls: Generated<number>;
  answered_calls: Generated<number>;
  no_answer_calls: Generated<number>;
  failed_calls: Generated<number>;
  paused_calls: Generated<number>;
  abandoned_calls: Generated<number>;
  short_calls: Generated<number>;
  is_recycled: Generated<number>;
  id_parent_list: number | null;
  is_deleted: Generated<number>;
}

interface CallsTable {
  id: Generated<number>;
  /** Classic dialect. */
  id_campaign?: number;
  /** Lists dialect. */
  id_list?: number;
  phone: string;
  /** Words of database.md §5.1; `null`: never tried. */
  status: string | null;
  uniqueid: string | null;
  /** When the originate was answered. */
  fecha_llamada: LocalDateTime | null;
  /** When an agent was connected. */
  start_time: LocalDateTime | null;
  end_time: LocalDateTime | null;
  retries: Generated<number>;
  /** Seconds of talk. */
  duration: number | null;
  id_agent: number | null;
  transfer: string | null;
  datetime_entry_queue: LocalDateTime | null;
  /** Seconds. */
  duration_wait: number | null;
  dnc: Generated<number>;
  date_init: LocalDate | null;
  date_end: LocalDate | null;
  time_init: LocalTime | null;
  time_end: LocalTime | null;
  /** `Type/Number` of the only agent that may take the call. */
  agent: string | null;
  failure_cause: number | null;
  failure_cause_txt: string | null;
  datetime_originate: LocalDateTime | null;
  trunk: string | null;
  scheduled: Generated<number>;
  /** Lists dialect. */
  callerid?: string | null;
}

/** One row for each attribute, or one for each call with a document in `data`: see `Dialect.attributes`. */
interface CallAttributeTable {
  id: Generated<number>;
  id_call: number;
  columna?: string | null;
  value?: string;
  column_number?: number;
  data?: string | null;
}

interface CurrentCallsTable {
  id: Generated<number>;
  id_call: number;
  fecha_inicio: LocalDateTime;
  uniqueid: string | null;
  queue: string;
  agentnum: string;
  event: string;
  Channel: Generated<string>;
  ChannelClient: string | null;
  hold: Generated<'N' | 'S'>;
}

interface DontCallTable {
  id: Generated<number>;
  caller_id: string;
  date_income: LocalDateTime | null;
  status: string | null;
}
