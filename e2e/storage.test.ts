import { openStorage, seedDemo, WriteBehind } from '@openeccp/storage';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mysqlBackend } from '../packages/storage/src/testing/mysql-backend.js';
import { mysqlContract } from '../packages/storage/src/testing/mysql-contract.js';
import { callJoined, incoming } from '../packages/storage/src/testing/sample-writes.js';
import { storageContract } from '../packages/storage/src/testing/storage-contract.js';
import { type MariaDb, startMariaDb } from './lab/mariadb.js';
import { describeWith } from './lab/requirements.js';

/** `mysql://user:password@host:port` of a server to test on instead, with an account of all rights. */
const given = process.env['OPENECCP_TEST_MYSQL_URL'];

if (given !== undefined) {
  describe('storage on the given server', () => {
    storageContract(
      'MariaDB/MySQL',
      mysqlBackend(() => given),
    );
    mysqlContract(() => given);
  });
}

describeWith(['mariadb'], 'storage on MariaDB', () => {
  let server: MariaDb | undefined;
  const running = (): MariaDb => {
    if (server === undefined) throw new Error('MariaDB did not start');
    return server;
  };
  const url = (): string => running().url;

  beforeAll(async () => {
    server = await startMariaDb();
  });
  afterAll(() => server?.close());

  if (given === undefined) {
    storageContract('MariaDB', mysqlBackend(url));
    mysqlContract(url);
  }

  it('loses no write when the server is killed and comes back', async () => {
    const storage = await openStorage(await running().createDatabase('killed'), { migrate: true });
    await seedDemo(storage);
    const dead: unknown[] = [];
    const queue = new WriteBehind({
      storage,
      onDeadLetter: ({ write }) => dead.push(write),
      maxRetryMs: 500,
    });
    const ids = Array.from({ length: 300 }, (_, index) => index + 1);
    for (const id of ids) {
      queue.enqueue(callJoined({ row: incoming(id) }));
      if (id === 100) expect(await queue.flush({ timeoutMs: 10_000 })).toBe(true);
      if (id === 150) await running().stop('SIGKILL');
      if (id === 200) expect(await queue.flush({ timeoutMs: 100 })).toBe(false);
    }
    await running().start();
    expect(await queue.close({ timeoutMs: 20_000 })).toBe(0);
    expect(dead).toEqual([]);
    expect((await storage.nextRowIds()).callEntry).toBe(301);
    await storage.close();
    expect((await running().sql('select count(*) from call_entry', 'killed')).trim()).toBe('300');
  });
});
