import type { LogQuery } from '@openeccp/core';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStorage } from '../open-storage.js';
import type { SqlStorage } from '../sql-storage.js';
import type { ContractBackend, ContractDatabase } from './contract-backend.js';
import { withTables } from './found-schema.js';
import { fillWithCalls } from './many-calls.js';

const CONTACTS = 20_000;
const LIMIT = 100;
/** Entries, their calls and agents. The log has 92 000 rows, a campaign 7 200. */
const FEW = 400;
/** With the calls of a quarter of a day, which may have lasted as long. */
const FEW_OF_QUEUE = 2_000;

const YEAR = { first: '2026-01-01', last: '2026-12-31' };
const SCOPES = {
  'an outgoing campaign': { kind: 'outgoing', campaignId: 3 },
  'an incoming campaign': { kind: 'incoming', campaignId: 1 },
  'no campaign that there is': { kind: 'outgoing', campaignId: 99 },
  'a busy queue': { kind: 'queue', queue: '9001' },
  'a quiet queue': { kind: 'queue', queue: '9005' },
} as const;

/** How many rows the database touches for a page of a long log, on a server that counts them. */
export function logPlanContract(backend: ContractBackend): void {
  describe('a page of a long log costs as little as one of a short log', () => {
    let database: ContractDatabase | undefined;
    let storage: SqlStorage | undefined;
    beforeAll(async () => {
      database = await withTables(backend, 'classic').create();
      const { query } = database;
      await fillWithCalls({ query: (statement) => query(statement), schema: 'classic' }, 'mysql', CONTACTS);
      await query('analyze table call_progress_log, call_entry, calls');
      storage = await openStorage(database.url, { poolSize: 1 });
    });
    afterAll(async () => {
      await storage?.close();
      await database?.drop();
    });

    it.each(
      Object.entries(SCOPES).flatMap(([name, scope]) => [
        { name, query: { scope, days: YEAR, limit: LIMIT } },
        { name: `${name}, far back`, query: { scope, days: YEAR, limit: LIMIT, before: 120_000 } },
        {
          name: `${name}, one day`,
          query: { scope, days: { first: '2026-02-01', last: '2026-02-01' }, limit: LIMIT },
        },
      ]),
    )('$name', async ({ query }: { readonly query: LogQuery }) => {
      if (storage === undefined) throw new Error('no storage');
      const before = await rowsRead(storage);
      const entries = await storage.campaignLog(query);
      expect((await rowsRead(storage)) - before).toBeLessThan(
        query.scope.kind === 'queue' ? FEW_OF_QUEUE : FEW,
      );
      expect(entries.length).toBeLessThanOrEqual(LIMIT);
    });
  });
}

/** Rows that the connection has read so far: the storage has only one. */
async function rowsRead({ database }: SqlStorage): Promise<number> {
  const { rows } = await sql<{ Value: string }>`show session status like 'Handler_read%'`.execute(
    database.db,
  );
  return rows.reduce((sum, { Value }) => sum + Number(Value), 0);
}
