import { type CallRow, callKey } from '@openeccp/core';
import { openStorage, type SqlStorage } from '@openeccp/storage';
import { BREAKS, DIRECTORY, PASSWORD } from '../center.js';
import { mirrorKey, type OpenRows, type SimulatedDatabase } from './rows.js';

/** SQLite in memory, filled with the call center's master data. Nothing is scheduled in it. */
export async function openSqliteDatabase(): Promise<SimulatedDatabase & { readonly storage: SqlStorage }> {
  const storage = await openStorage('sqlite::memory:');
  for (const { id, name, description, kind } of BREAKS) {
    await storage.database.db
      .insertInto('break')
      .values({ id, name, description, status: 'A', tipo: kind === 'hold' ? 'H' : 'B' })
      .execute();
  }
  for (const { name } of DIRECTORY.queues) await storage.addQueue(name);
  for (const { name, displayName } of DIRECTORY.agents) {
    await storage.addAgent({ name, displayName, phonePassword: PASSWORD, eccpPassword: PASSWORD });
  }
  for (const account of DIRECTORY.clients) {
    if (account.kind === 'md5') await storage.putClient(account);
  }
  return Object.assign(storage, { storage, openRows: () => readOpenRows(storage) });
}

async function readOpenRows({ database: { db } }: SqlStorage): Promise<OpenRows> {
  const audits = await db
    .selectFrom('audit')
    .select(['id', 'id_agent', 'id_break'])
    .where('datetime_end', 'is', null)
    .execute();
  const entries = await db
    .selectFrom('call_entry')
    .select(['id', 'status'])
    .where('status', 'in', ['en-cola', 'activa'])
    .execute();
  const mirrors = await db.selectFrom('current_call_entry').select(['id', 'id_call_entry', 'hold']).execute();
  const incoming = (id: number): CallRow => ({ kind: 'incoming', id });
  return {
    audits: new Map(
      audits.map((row) => [row.id, { agentRowId: row.id_agent, breakId: row.id_break ?? undefined }]),
    ),
    calls: new Map(entries.map(({ id, status }) => [callKey(incoming(id)), status ?? ''])),
    mirrors: new Map(
      mirrors.map((row) => [
        mirrorKey('incoming', row.id),
        { row: incoming(row.id_call_entry), held: row.hold === 'S' },
      ]),
    ),
  };
}
