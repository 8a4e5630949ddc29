import { type AgentRecord, type AgentSecret, parseAgentName } from '@openeccp/core';
import type { Connection } from '../connection/database.js';

export interface ActiveAgent {
  readonly record: AgentRecord;
  readonly secret: AgentSecret;
}

/**
 * Of several active agents of one name the newest row counts: re-creating a deleted agent inserts. Agents whose name
 * ECCP can't say are left out.
 */
export async function loadAgents(db: Connection): Promise<readonly ActiveAgent[]> {
  const agents = new Map<string, ActiveAgent>();
  const rows = await db
    .selectFrom('agent')
    .select(['id', 'type', 'number', 'name', 'eccp_password'])
    .where('estatus', '=', 'A')
    .orderBy('id')
    .execute();
  for (const row of rows) {
    const name = parseAgentName(`${row.type}/${row.number}`);
    if (name === undefined) continue;
    agents.set(name, {
      record: { rowId: row.id, name, displayName: row.name },
      secret: { name, eccpPassword: row.eccp_password },
    });
  }
  return [...agents.values()];
}
