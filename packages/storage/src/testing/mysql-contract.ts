import { createServer } from 'node:net';
import { createConnection } from 'mysql2/promise';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seedDemo } from '../demo/seed-demo.js';
import { failureKind } from '../failure-kind.js';
import { openStorage } from '../open-storage.js';
import { WriteBehind } from '../write-behind/write-behind.js';
import { withStorage } from './contract-backend.js';
import { kindOf } from './failures-contract.js';
import { foundSchemaContract } from './found-schema-contract.js';
import { logPlanContract } from './log-plan-contract.js';
import { mysqlBackend } from './mysql-backend.js';
import { callJoined, closeAudit, incoming, openSession, progress } from './sample-writes.js';
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

    it.each([
      ['text that is too long', `update agent set number = repeat('1', 300)`, 'permanent'],
      ['a date that is none', `update audit set datetime_init = '2026-02-31 25:00:00'`, 'permanent'],
      ['a number that is none', `update audit set id_break = 'x'`, 'permanent'],
      ['a word that the column does not know', `update agent set estatus = 'Q'`, 'permanent'],
      ['a write where one may only read', 'start transaction read only', 'unavailable'],
    ] as const)('that refuses %s is understood', (_, statement, kind) =>
      withStorage(backend, async ({ storage, query }) => {
        await seedDemo(storage);
        await storage.apply([openSession()]);
        await query(`set session sql_mode = 'STRICT_ALL_TABLES'`);
        const failures = [await kindOf(query(statement))];
        if (failures[0] === 'none') failures.push(await kindOf(query('update audit set id_break = null')));
        expect(failures.at(-1)).toBe(kind);
        await query('rollback');
      }),
    );

    it('that is read-only is unavailable, and the write is taken afterwards', () =>
      withStorage(backend, async ({ storage, url, query }) => {
        await seedDemo(storage);
        const account = new URL(url);
        const database = account.pathname.slice(1);
        account.username = 'writer';
        account.password = 'writer';
        const writer = `writer@'%'`;
        await query(`create or replace user ${writer} identified by 'writer'`);
        await query(`grant select, insert, update, delete on ${database}.* to ${writer}`);
        const limited = await openStorage(account.href);
        try {
          await query('set global read_only = 1');
          expect(await kindOf(limited.apply([openSession()]))).toBe('unavailable');
          await query('set global read_only = 0');
          await limited.apply([openSession()]);
        } finally {
          await query('set global read_only = 0');
          await limited.close();
          await query(`drop user ${writer}`);
        }
      }));

    it('that ends a deadlock lets the write be tried again soon', () =>
      withStorage(backend, async ({ storage, query }) => {
        await seedDemo(storage);
        await storage.apply([openSession(), openSession({ id: 2, agentRowId: 2 })]);
        await query('begin');
        await query('update audit set datetime_end = null where id = 2');
        const ours = kindOf(storage.apply([closeAudit(), closeAudit({ id: 2, agentRowId: 2 })]));
        await lockIsAwaited(query);
        // Whose transaction is ended is the server's choice.
        const theirs = await kindOf(query('update audit set datetime_end = null where id = 1'));
        expect([theirs, await ours].sort()).toEqual(['contention', 'none']);
        await query('rollback');
      }));

    it('whose answer got lost is not taken for another program when the row appears later', () =>
      withStorage(backend, async ({ storage, query }) => {
        await seedDemo(storage);
        await storage.apply([callJoined({ row: incoming(9) })]);
        // The transaction of the lost connection is about to be committed.
        await query('begin');
        await query(
          'insert into call_entry (id, id_queue_call_entry, callerid, datetime_entry_queue, uniqueid, status, trunk) ' +
            `values (1, 1, '612345678', '2026-03-10 12:00:00', '1773140400.17', 'en-cola', 'PJSIP/provider')`,
        );
        // The first write reads, and with that the transaction's view of the rows is made.
        const again = storage.apply([progress({ row: incoming(9) }), callJoined()]);
        await lockIsAwaited(query);
        await query('commit');
        await again;
        expect(await query('select id from call_entry order by id')).toEqual([{ id: 1 }, { id: 9 }]);
      }));

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

/** Resolves when a transaction waits for a row of another. */
async function lockIsAwaited(
  query: (statement: string) => Promise<readonly Record<string, unknown>[]>,
): Promise<void> {
  const waiting = async (): Promise<number> => {
    const [row] = await query(`show global status like 'Innodb_row_lock_current_waits'`);
    return Number(row?.['Value']);
  };
  await expect.poll(waiting, { interval: 10, timeout: 5_000 }).toBeGreaterThan(0);
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
