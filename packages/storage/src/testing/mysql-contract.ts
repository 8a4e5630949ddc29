import { createServer } from 'node:net';
import { createConnection } from 'mysql2/promise';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { failureKind } from '../failure-kind.js';
import { openStorage } from '../open-storage.js';
import { seedDemo } from '../seed-demo.js';
import { withStorage } from './contract-backend.js';
import { foundSchemaContract } from './found-schema-contract.js';
import { mysqlBackend } from './mysql-backend.js';
import { callJoined, closeAudit, openSession } from './sample-writes.js';
import { writesContract } from './writes-contract.js';

/** What only a database server can do wrong. `serverUrl`: an account with all rights, for it changes global settings. */
export function mysqlContract(serverUrl: string): void {
  const backend = mysqlBackend(serverUrl);

  describe.each([
    '',
    'STRICT_ALL_TABLES,NO_ZERO_DATE,ONLY_FULL_GROUP_BY,ANSI_QUOTES,NO_BACKSLASH_ESCAPES,PIPES_AS_CONCAT',
  ])('storage with sql_mode %j', (mode) => {
    let before = '';
    beforeAll(async () => {
      before = String(await globalMode(serverUrl));
      await setGlobalMode(serverUrl, mode);
    });
    afterAll(() => setGlobalMode(serverUrl, before));
    writesContract(backend);
    foundSchemaContract(backend);
  });

  describe('a MariaDB/MySQL server', () => {
    it('that refuses, is unknown or is none is named with what to mend, without the password', async () => {
      const url = new URL(serverUrl);
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
          const error: unknown = await storage.apply([openSession()]).catch((reason: unknown) => reason);
          expect(failureKind(error)).toBe('unavailable');
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
