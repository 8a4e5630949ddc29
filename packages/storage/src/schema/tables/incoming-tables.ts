import type { Generated } from 'kysely';
import type { CampaignSchedule } from './campaign-schedule.js';
import type { LocalDateTime } from './column-types.js';

/** Incoming calls, and the queues and campaigns that they come by (database.md §4.8–§4.11, §4.15). */
export interface IncomingTables {
  queue_call_entry: QueueCallEntryTable;
  campaign_entry: CampaignEntryTable;
  call_entry: CallEntryTable;
  current_call_entry: CurrentCallEntryTable;
  contact: ContactTable;
}

interface QueueCallEntryTable {
  id: Generated<number>;
  queue: string | null;
  estatus: Generated<string>;
  script: string | null;
}

interface CampaignEntryTable extends CampaignSchedule {
  id: Generated<number>;
  name: Generated<string>;
  id_queue_call_entry: number;
  /** The one form of old databases; those of `campaign_form_entry` count. */
  id_form: number | null;
  estatus: Generated<string>;
  script: string;
}

/** `call_entry.status`, the field's own words (database.md §5.2). */
export type CallEntryStatus = 'en-cola' | 'activa' | 'abandonada' | 'terminada' | 'fin-monitoreo';

interface CallEntryTable {
  id: Generated<number>;
  id_agent: number | null;
  id_queue_call_entry: number;
  id_contact: number | null;
  callerid: string;
  datetime_init: LocalDateTime | null;
  datetime_end: LocalDateTime | null;
  duration: number | null;
  status: CallEntryStatus | null;
  transfer: string | null;
  datetime_entry_queue: LocalDateTime | null;
  duration_wait: number | null;
  uniqueid: string | null;
  id_campaign: number | null;
  /** Takes no `NULL` on most databases. */
  trunk: string | null;
}

interface CurrentCallEntryTable {
  id: Generated<number>;
  id_agent: number;
  id_queue_call_entry: number;
  id_call_entry: number;
  callerid: string;
  datetime_init: LocalDateTime;
  uniqueid: string | null;
  ChannelClient: string | null;
  hold: Generated<'N' | 'S'>;
}

interface ContactTable {
  id: Generated<number>;
  cedula_ruc: string;
  name: string;
  telefono: string;
  apellido: string;
  origen: Generated<string | null>;
}
