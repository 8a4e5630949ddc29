import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import LibsqlDatabase from 'libsql';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { failureKind } from './failure-kind.js';
import { openStorage } from './open-storage.js';
import { kindOf } from './testing/failures-contract.js';
import { agentName } from './testing/sample-writes.js';
import { sqliteBackend } from './testing/sqlite-backend.js';
import { storageContract } from './testing/storage-contract.js';

// Files are made and flushed; a disk that others write to may take its time.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

storageContract('SQLite', sqliteBackend);

describe('SQLite files', () => {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'openeccp-sqlite-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it('may be in memory', async () => {
    const storage = await openStorage('sqlite::memory:');
    expect((await storage.loadDirectory()).agents).toEqual([]);
    await storage.close();
  });

  it('outlive the process', async () => {
    const url = `sqlite:${join(folder, 'kept.db')}`;
    const first = await openStorage(url);
    await first.putClient({ username: 'web', md5Password: 'f'.repeat(32) });
    await first.close();
    const second = await openStorage(url);
    expect((await second.listClients()).map(({ username }) => username)).toEqual(['web']);
    await second.close();
  });

  it('that cannot be opened are refused with what to mend', async () => {
    const text = join(folder, 'notes.txt');
    writeFileSync(text, 'no database at all, but long enough to be looked at');
    await expect(openStorage(`sqlite:${text}`)).rejects.toThrow(
      /file is not a database.*must be an SQLite database/,
    );
    await expect(openStorage(`sqlite:${folder}/no/where.db`)).rejects.toThrow(
      /there is no directory .*Create it first/,
    );
    await expect(openStorage(`sqlite:${folder}`)).rejects.toMatchObject({ code: 'unreachable' });
  });

  it.each([
    ['full', 'max_page_count = 1'],
    ['read-only', 'query_only = on'],
  ])('that are %s are to be tried again', async (_, pragma) => {
    const storage = await openStorage(`sqlite:${join(folder, `${pragma}.db`)}`, { lockWaitMs: 1 });
    await sql.raw(`pragma ${pragma}`).execute(storage.database.db);
    const ana = { name: agentName('Agent/414'), displayName: 'Ana'.repeat(10_000), phonePassword: '1' };
    const attempt = storage.addAgent({ ...ana, eccpPassword: 'x'.repeat(10_000) });
    expect(await kindOf(attempt)).toBe('unavailable');
    await storage.close();
  });

  it('that another process has locked are to be tried again', async () => {
    const file = join(folder, 'locked.db');
    const storage = await openStorage(`sqlite:${file}`, { lockWaitMs: 1 });
    const other = new LibsqlDatabase(file);
    other.exec('begin immediate');
    const attempt = storage.putClient({ username: 'web', md5Password: 'f'.repeat(32) });
    const error: unknown = await attempt.catch((reason: unknown) => reason);
    expect(failureKind(error)).toBe('unavailable');
    other.exec('rollback');
    expect(await storage.putClient({ username: 'web', md5Password: 'f'.repeat(32) })).toBe('added');
    other.close();
    await storage.close();
  });
});
