import {
  type AgentRecord,
  type AgentSecret,
  type BreakRecord,
  type Directory,
  parseAgentName,
} from '@openeccp/core';
import type { Connection } from '../connection/database.js';
import { listClients } from './clients.js';

/**
 * Reads all master data. Of several active agents of one name the newest row counts: re-creating a deleted
 * agent inserts. Agents whose name ECCP can't say are left out.
 */
export async function loadDirectory(db: Connection): Promise<Directory> {
  const agents = new Map<string, { record: AgentRecord; secret: AgentSecret }>();
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
  return {
    agents: [...agents.values()].map(({ record }) => record),
    secrets: [...agents.values()].map(({ secret }) => secret),
    breaks: await loadBreaks(db),
    queues: await loadQueues(db),
    clients: await listClients(db),
  };
}

async function loadBreaks(db: Connection): Promise<readonly BreakRecord[]> {
  const rows = await db
    .selectFrom('break')
    .select(['id', 'name', 'description', 'status', 'tipo'])
    .orderBy('id')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    description: row.description ?? '',
    active: row.status === 'A',
    kind: row.tipo === 'H' ? 'hold' : 'break',
  }));
}

async function loadQueues(db: Connection): Promise<Directory['queues']> {
  const rows = await db
    .selectFrom('queue_call_entry')
    .select(['id', 'queue'])
    .where('estatus', '=', 'A')
    .orderBy('id', 'desc')
    .execute();
  // Read backwards, so that the first row of a queue that was entered twice counts.
  const queues = new Map(
    rows.flatMap(({ id, queue }) => (queue ? [[queue, { rowId: id, name: queue, campaigns: [] }]] : [])),
  );
  return [...queues.values()].reverse();
}
