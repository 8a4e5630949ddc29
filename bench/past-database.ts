import { openStorage, seedDemo } from '@openeccp/storage';
import { startMariaDb } from '../e2e/lab/mariadb.js';
import type { ContractDatabase } from '../packages/storage/src/testing/contract-backend.js';
import { fillWithCalls } from '../packages/storage/src/testing/many-calls.js';
import { mysqlBackend } from '../packages/storage/src/testing/mysql-backend.js';
import { sqliteBackend } from '../packages/storage/src/testing/sqlite-backend.js';

/** A database with the past of a call center: one outgoing campaign, 1, with so many calls. */
export interface PastDatabase extends AsyncDisposable {
  readonly url: string;
}

/** Pages of a server that is worth the name; the lab's starts with 128 MB. */
const BUFFER_POOL_BYTES = 512 * 2 ** 20;

export async function pastInSqlite(calls: number): Promise<PastDatabase> {
  return withPast(await sqliteBackend.create(), 'sqlite', calls, async () => {});
}

/** On a MariaDB server of its own, from the lab. */
export async function pastInMariaDb(calls: number): Promise<PastDatabase> {
  const server = await startMariaDb();
  try {
    const database = await mysqlBackend(() => server.url).create();
    await database.query(`set global innodb_buffer_pool_size = ${BUFFER_POOL_BYTES}`);
    return await withPast(database, 'mysql', calls, () => server.close());
  } catch (error) {
    await server.close();
    throw error;
  }
}

async function withPast(
  database: ContractDatabase,
  kind: 'sqlite' | 'mysql',
  calls: number,
  close: () => Promise<void>,
): Promise<PastDatabase> {
  const { url, query } = database;
  const storage = await openStorage(url, { migrate: true });
  try {
    await fillWithCalls({ query, schema: 'classic' }, kind, calls, 1);
    await seedDemo(storage);
  } finally {
    await storage.close();
  }
  return {
    url,
    [Symbol.asyncDispose]: async () => {
      await database.drop();
      await close();
    },
  };
}
