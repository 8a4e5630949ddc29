import type { Generated } from 'kysely';

/** Local date and time of the PBX host, `YYYY-MM-DD HH:MM:SS`. */
export type LocalDateTime = string;
/** `HH:MM:SS`, up to 838:59:59. */
export type LocalDuration = string;

interface AgentTable {
  id: Generated<number>;
  type: string;
  number: string;
  name: string;
  password: string;
  estatus: Generated<'A' | 'I' | null>;
  eccp_password: string | null;
}

interface AuditTable {
  id: Generated<number>;
  id_agent: number;
  /** `null` marks a login session. */
  id_break: number | null;
  datetime_init: LocalDateTime;
  datetime_end: LocalDateTime | null;
  duration: LocalDuration | null;
  /** Some databases lack the column. */
  login_extension?: string | null;
}

interface BreakTable {
  id: Generated<number>;
  name: string;
  description: string | null;
  status: Generated<string>;
  tipo: Generated<'B' | 'H' | null>;
}

interface QueueCallEntryTable {
  id: Generated<number>;
  queue: string | null;
  estatus: Generated<string>;
  script: string | null;
}

/** `call_entry.status`, the field's own words. */
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
  datetime_entry_queue: LocalDateTime | null;
  duration_wait: number | null;
  uniqueid: string | null;
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

interface CallProgressLogTable {
  id: Generated<number>;
  datetime_entry: LocalDateTime;
  id_call_incoming: number | null;
  new_status: string;
  uniqueid: string | null;
  trunk: string | null;
  id_agent: number | null;
  duration: number | null;
}

interface EccpAuthorizedClientsTable {
  id: Generated<number>;
  username: string;
  md5_password: string;
}

interface ValorConfigTable {
  config_key: string;
  config_value: string;
}

interface ContactTable {
  id: Generated<number>;
  telefono: string;
}

/** Outgoing calls: read where leftovers are closed. */
interface CallsTable {
  id: Generated<number>;
  id_agent: number | null;
  start_time: LocalDateTime | null;
  end_time: LocalDateTime | null;
}

interface CurrentCallsTable {
  id: Generated<number>;
}

/** The project's own bookkeeping of migrations. */
interface OeMigrationTable {
  name: string;
  started_at: LocalDateTime;
  finished_at: LocalDateTime | null;
}

/** The columns that OpenECCP reads and writes; the tables have more. */
export interface Tables {
  agent: AgentTable;
  audit: AuditTable;
  break: BreakTable;
  queue_call_entry: QueueCallEntryTable;
  call_entry: CallEntryTable;
  current_call_entry: CurrentCallEntryTable;
  call_progress_log: CallProgressLogTable;
  eccp_authorized_clients: EccpAuthorizedClientsTable;
  valor_config: ValorConfigTable;
  contact: ContactTable;
  calls: CallsTable;
  current_calls: CurrentCallsTable;
  oe_migration: OeMigrationTable;
}

/** Tables without which the server can't work. Others are used where they exist. */
export const REQUIRED_TABLES: readonly (keyof Tables)[] = [
  'agent',
  'audit',
  'break',
  'queue_call_entry',
  'call_entry',
  'current_call_entry',
  'call_progress_log',
  'eccp_authorized_clients',
];
