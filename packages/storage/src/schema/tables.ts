import type { AgentTables } from './tables/agent-tables.js';
import type { FormTables } from './tables/form-tables.js';
import type { HistoryTables } from './tables/history-tables.js';
import type { IncomingTables } from './tables/incoming-tables.js';
import type { OutgoingTables } from './tables/outgoing-tables.js';
import type { SettingTables } from './tables/setting-tables.js';

/** The columns that OpenECCP reads and writes; the tables have more. */
export interface Tables
  extends AgentTables,
    IncomingTables,
    OutgoingTables,
    FormTables,
    HistoryTables,
    SettingTables {}

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
