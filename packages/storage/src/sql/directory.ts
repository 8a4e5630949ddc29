import type { BreakRecord, Directory } from '@openeccp/core';
import type { Connection } from '../connection/database.js';
import { loadAgents } from './active-agents.js';
import { listClients } from './clients.js';

/** Reads all master data. */
export async function loadDirectory(db: Connection): Promise<Directory> {
  const agents = await loadAgents(db);
  return {
    agents: agents.map(({ record }) => record),
    secrets: agents.map(({ secret }) => secret),
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
