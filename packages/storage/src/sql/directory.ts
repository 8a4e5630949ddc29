import type { BreakRecord, CampaignSchedule, Directory, QueueRecord } from '@openeccp/core';
import type { Connection } from '../connection/database.js';
import type { Catalog } from '../schema/catalog.js';
import { loadAgents } from './active-agents.js';
import { listClients } from './clients.js';
import { readIncomingSchedules } from './incoming-schedules.js';

/** Reads all master data. When incoming campaigns are open is told from `now` on, epoch milliseconds. */
export async function loadDirectory(db: Connection, catalog: Catalog, now: number): Promise<Directory> {
  const agents = await loadAgents(db);
  return {
    agents: agents.map(({ record }) => record),
    secrets: agents.map(({ secret }) => secret),
    breaks: await loadBreaks(db),
    queues: await loadQueues(db, await readIncomingSchedules(db, catalog, now)),
    clients: await listClients(db, catalog),
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

async function loadQueues(
  db: Connection,
  schedules: ReadonlyMap<string, readonly CampaignSchedule[]>,
): Promise<readonly QueueRecord[]> {
  const rows = await db
    .selectFrom('queue_call_entry')
    .select(['id', 'queue'])
    .where('estatus', '=', 'A')
    .orderBy('id', 'desc')
    .execute();
  // Read backwards, so that the first row of a queue that was entered twice counts.
  const queues = new Map<string, QueueRecord>();
  for (const { id, queue } of rows) {
    if (queue) queues.set(queue, { rowId: id, name: queue, campaigns: schedules.get(queue) ?? [] });
  }
  return [...queues.values()].reverse();
}
