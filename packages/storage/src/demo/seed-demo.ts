import { createHash } from 'node:crypto';
import { type AgentName, type NewAgent, parseAgentName } from '@openeccp/core';
import { type Connection, transaction } from '../connection/database.js';
import type { SqlStorage } from '../sql-storage.js';

const PASSWORD = '1234';

const AGENTS: readonly NewAgent[] = [
  agent('Agent/412', 'Alicia Rey'),
  agent('Agent/9000', 'Bruno Díaz'),
  agent('Agent/9001', 'Carmen Núñez'),
  agent('Agent/9002', 'David Ortega'),
  agent('Agent/9003', 'Elena Pons'),
  agent('PJSIP/101', 'Fabio Luna'),
  agent('PJSIP/102', 'Greta Soler'),
  agent('PJSIP/103', 'Hugo Marín'),
];

/** The agents of the sample data. */
export const SAMPLE_AGENTS: readonly AgentName[] = AGENTS.map(({ name }) => name);

const HOLD = 'Hold';
const BREAKS = ['Lunch', 'Coffee', 'Training', 'Meeting', 'Restroom'] as const;
const QUEUES = ['9000', '8000', '8001'] as const;
const CLIENT = 'agentconsole';

/**
 * Sample data: agents (passwords `1234`), breaks, queues and the client `agentconsole`, password the same.
 * Adds what is missing and changes nothing that exists, so it may be repeated.
 */
export async function seedDemo(storage: SqlStorage): Promise<void> {
  await transaction(storage.database, async (connection) => {
    await seedBreaks(connection);
    await seedQueues(connection);
  });
  for (const newAgent of AGENTS) await storage.addAgent(newAgent);
  const clients = await storage.listClients();
  if (!clients.some(({ username }) => username === CLIENT)) {
    await storage.putClient({
      username: CLIENT,
      md5Password: createHash('md5').update(CLIENT).digest('hex'),
    });
  }
}

/** Adds the break that marks holds unless there is one, active or not: without it no call can be held. */
export function ensureHoldBreak(storage: SqlStorage): Promise<'added' | 'exists'> {
  return transaction(storage.database, seedHoldBreak);
}

async function seedHoldBreak(connection: Connection): Promise<'added' | 'exists'> {
  const existing = await connection.selectFrom('break').select('tipo').execute();
  if (existing.some(({ tipo }) => tipo === 'H')) return 'exists';
  // Row 1, as installations have it, where it is free.
  const id = existing.length === 0 ? { id: 1 } : {};
  await connection
    .insertInto('break')
    .values({ ...id, name: HOLD, description: HOLD, status: 'A', tipo: 'H' })
    .execute();
  return 'added';
}

async function seedBreaks(connection: Connection): Promise<void> {
  await seedHoldBreak(connection);
  const existing = await connection.selectFrom('break').select('name').execute();
  for (const name of BREAKS) {
    if (existing.some((row) => row.name === name)) continue;
    await connection
      .insertInto('break')
      .values({ name, description: name, status: 'A', tipo: 'B' })
      .execute();
  }
}

async function seedQueues(connection: Connection): Promise<void> {
  const existing = await connection.selectFrom('queue_call_entry').select('queue').execute();
  for (const queue of QUEUES) {
    if (existing.some((row) => row.queue === queue)) continue;
    await connection.insertInto('queue_call_entry').values({ queue, estatus: 'A', script: null }).execute();
  }
}

function agent(text: string, displayName: string): NewAgent {
  const name: AgentName | undefined = parseAgentName(text);
  if (name === undefined) throw new Error(`bad agent name ${text}`);
  return { name, displayName, phonePassword: PASSWORD, eccpPassword: PASSWORD };
}
