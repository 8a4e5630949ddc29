import { createServer } from 'node:net';
import { createConnection } from 'mysql2/promise';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seedDemo } from '../demo/seed-demo.js';
import { failureKind } from '../failure-kind.js';
import { openStorage } from '../open-storage.js';
import { WriteBehind } from '../write-behind/write-behind.js';
import { withStorage } from './contract-backend.js';
import { foundSchemaContract } from './found-schema-contract.js';
import { logPlanContract } from './log-plan-contract.js';
import { mysqlBackend } from './mysql-backend.js';
import { callJoined, closeAudit, incoming, openSession } from './sample-writes.js';
import { writesContract } from './writes-contract.js';

/** As strict and as unlike the usual as it gets. */
const ODD_MODE =
  'STRICT_ALL_TABLES,NO_ZERO_DATE,ONLY_FULL_GROUP_BY,ANSI_QUOTES,NO_BACKSLASH_ESCAPES,PIPES_AS_CONCAT';

/**
 * What only a database server can do wrong. `serverUrl` answers
 * the URL of an account with all rights: global settings are changed.
 */
export function mysqlContract(serverUrl: () => string): void {
  const backend = mysqlBackend(serverUrl);

  describe.each([
    ['', [writesContract, foundSchemaContract]],
    [ODD_MODE, [foundSchemaContract]],
  ] as const)('storage with sql_mode %j', (mode, contracts) => {
    let before = '';
    beforeAll(async () => {
      before = String(await globalMode(serverUrl()));
      await setGlobalMode(serverUrl(), mode);
    });
    afterAll(() => setGlobalMode(serverUrl(), before));
    for (const contract of contracts) contract(backend);
  });

  logPlanContract(backend);

  describe('a MariaDB/MySQL server', () => {
    it('that refuses, is unknown or is none is named with what to mend, without the password', async () => {
      const url = new URL(serverUrl());
      url.pathname = '/openeccp_no_such_database';
      const failure = (text: string): Promise<Error> =>
        openStorage(text, { connectTimeoutMs: 2_000 }).then(
          () => new Error('opened'),
          (error: Error) => error,
        );
      expect((await failure(url.href)).message).toMatch(
        /no database of that name.*CREATE DATABASE openeccp_no_such/,
      );

      url.password = 'sesame';
      const refused = await failure(url.href);
      expect(refused.message).toMatch(/user \S+ is refused\. Correct user and password/);
      expect(`${refused.message}${refused.stack}`).not.toContain('sesame');

      const port = await freePort();
      expect((await failure(`mysql://u:sesame@127.0.0.1:${port}/d`)).message).toMatch(
        new RegExp(
          `Can't open MariaDB/MySQL database d at 127\\.0\\.0\\.1:${port}: the connection is refused\\. Start`,
        ),
      );
      expect((await failure('mysql://u:sesame@localhost/d?socketPath=/nowhere.sock')).message).toMatch(
        /no such socket/,
      );
    });

    it('that is silent is given up after the deadline', async () => {
      const server = createServer().listen(0, '127.0.0.1');
      await new Promise((resolve) => server.once('listening', resolve));
      const address = server.address();
      const port = typeof address === 'object' && address !== null ? address.port : 0;
      await expect(
        openStorage(`mysql://u:p@127.0.0.1:${port}/d`, { connectTimeoutMs: 100 }),
      ).rejects.toMatchObject({
        code: 'unreachable',
        message: expect.stringContaining('nobody answers'),
      });
      server.close();
    });

    it('is not created for by default', async () => {
      const database = await backend.create();
      await expect(openStorage(database.url)).rejects.toMatchObject({ code: 'schema' });
      await database.drop();
    });

    it('that cuts the connections is unavailable for a moment; the schema is read again', () =>
      withStorage(
        backend,
        async ({ storage, query }) => {
          await seedDemo(storage);
          await query('alter table audit drop column login_extension');
          await killOthers(query);
          // Whether the pool has noticed by now is up to the network.
          const failure: unknown = await storage.apply([openSession()]).then(
            () => 'none',
            (error: unknown) => failureKind(error),
          );
          expect(failure).toMatch(/^(none|unavailable)$/);
          await storage.apply([openSession()]);
          expect(await query('select count(*) as n from audit')).toEqual([{ n: 1 }]);
        },
        { open: { poolSize: 1, migrate: true } },
      ));

    it('that takes too long is unavailable, and the next statement gets its own answer', () =>
      withStorage(
        backend,
        async ({ storage, query }) => {
          await seedDemo(storage);
          await storage.apply([openSession()]);
          await query('begin');
          await query('select * from audit for update');
          const error: unknown = await storage.apply([closeAudit()]).catch((reason: unknown) => reason);
          expect(failureKind(error)).toBe('unavailable');
          await query('rollback');
          expect(await storage.nextRowIds()).toMatchObject({ audit: 2 });
          await storage.apply([closeAudit()]);
        },
        { open: { poolSize: 1, queryTimeoutMs: 200, migrate: true } },
      ));

    it('that cuts the connections again and again loses no write', () =>
      withStorage(backend, async ({ storage, query }) => {
        await seedDemo(storage);
        const dead: unknown[] = [];
        const queue = new WriteBehind({
          storage,
          onDeadLetter: ({ write }) => dead.push(write),
          minRetryMs: 1,
          maxRetryMs: 20,
        });
        const ids = Array.from({ length: 400 }, (_, index) => index + 1);
        for (const id of ids) {
          queue.enqueue(callJoined({ row: incoming(id) }));
          queue.enqueue({ kind: 'call-lost', row: incoming(id) });
          if (id % 50 === 0) {
            await queue.flush({ timeoutMs: 5 });
            await killOthers(query);
          }
        }
        expect(await queue.close({ timeoutMs: 20_000 })).toBe(0);
        expect(dead).toEqual([]);
        expect(await query('select count(*) as n, status from call_entry group by status')).toEqual([
          { n: ids.length, status: 'fin-monitoreo' },
        ]);
      }));

    it('holds text in utf8mb3 columns without what they lack', () =>
      withStorage(backend, async ({ storage, url, query }) => {
        await seedDemo(storage);
        await query('alter table call_entry convert to character set utf8');
        const reopened = await openStorage(url);
        await reopened.apply([callJoined({ trunk: 'PJSIP/ñ😀' })]);
        await reopened.close();
        expect(await query('select trunk from call_entry')).toEqual([{ trunk: 'PJSIP/ñ?' }]);
      }));
  });
}

async function killOthers(
  query: (statement: string) => Promise<readonly Record<string, unknown>[]>,
): Promise<void> {
  const rows = await query(
    'select id from information_schema.processlist where db = database() and id <> connection_id()',
  );
  for (const { id } of rows) await query(`kill ${Number(id)}`);
}

async function onServer<T>(serverUrl: string, statement: string): Promise<T> {
  const connection = await createConnection(serverUrl);
  try {
    const [rows] = await connection.query(statement);
    return rows as T;
  } finally {
    await connection.end();
  }
}

async function globalMode(serverUrl: string): Promise<unknown> {
  const rows = await onServer<readonly { mode: string }[]>(serverUrl, 'select @@global.sql_mode as mode');
  return rows[0]?.mode;
}

async function setGlobalMode(serverUrl: string, mode: string): Promise<void> {
  await onServer(serverUrl, `set global sql_mode = '${mode}'`);
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' && address !== null ? address.port : 0;
}
