import type { Generated } from 'kysely';
import type { LocalDateTime, LocalDuration } from './column-types.js';

/** Who works here, and when (database.md §4.1–§4.3, §4.18). */
export interface AgentTables {
  agent: AgentTable;
  audit: AuditTable;
  break: BreakTable;
  eccp_authorized_clients: EccpAuthorizedClientsTable;
}

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

interface EccpAuthorizedClientsTable {
  id: Generated<number>;
  username: string;
  md5_password: string;
}
