import { join } from 'node:path';
import { parseAgentName, type StorageWrite } from '@openeccp/core';
import { openStorage, type SqlStorage, seedDemo } from '@openeccp/storage';
import { describe, expect, it, onTestFinished } from 'vitest';
import { capturedIo } from '../testing/captured-io.js';
import { scratchDir } from '../testing/scratch-dir.js';
import { main } from './main.js';

const NOON = Date.UTC(2026, 2, 10, 12, 0, 0);
const REFUSED = Object.assign(new Error('no such agent'), { code: 'ER_NO_REFERENCED_ROW_2' });

const session = (id: number, agentRowId: number): StorageWrite => ({
  kind: 'open-session',
  id,
  agentRowId,
  at: NOON,
  extension: 'PJSIP/412',
});
const closed = (id: number, agentRowId: number): StorageWrite => ({
  kind: 'close-audit',
  id,
  agentRowId,
  openedAt: NOON,
  at: NOON + 60_000,
});

/** A database with dead letters, and the command on it. */
async function deadLetters(...writes: readonly StorageWrite[]) {
  const cwd = scratchDir();
  const url = `sqlite:${join(cwd, 'call_center.db')}`;
  const storage: SqlStorage = await openStorage(url);
  onTestFinished(() => storage.close());
  await seedDemo(storage);
  await storage.deadLetters.add(
    writes.map((write) => ({ write, error: REFUSED, tries: 1 })),
    NOON,
  );
  const run = async (args: string) => {
    const io = capturedIo({ cwd, env: { OPENECCP_DATABASE_URL: url } });
    const code = await main(args.split(' '), io);
    return { code, out: io.stdout.join('\n'), err: io.stderr.join('\n') };
  };
  return { storage, run };
}

describe('openeccp deadletter', () => {
  it('lists the letters, for people and programs', async () => {
    const { run } = await deadLetters(session(1, 99), session(2, 1));
    expect((await run('deadletter list')).out.split('\n')).toEqual([
      '1  2026-03-10T12:00:00.000Z  agent:99  open-session  ER_NO_REFERENCED_ROW_2',
      '2  2026-03-10T12:00:00.000Z  agent:1   open-session  ER_NO_REFERENCED_ROW_2',
    ]);
    const { out, err } = await run('deadletter list --limit 1 --json');
    expect(JSON.parse(out)).toEqual([
      {
        id: 1,
        at: '2026-03-10T12:00:00.000Z',
        key: 'agent:99',
        kind: 'open-session',
        write: session(1, 99),
        reason: { code: 'ER_NO_REFERENCED_ROW_2', text: 'no such agent' },
        tries: 1,
      },
    ]);
    expect(err).toBe('1 more; --limit 2 shows them too.');
  });

  it('says when there is none', async () => {
    const { run } = await deadLetters();
    expect(await run('deadletter list')).toMatchObject({ code: 0, out: '' });
    expect((await run('deadletter list')).err).toContain('the database has taken every write');
    expect((await run('deadletter list --json')).out).toBe('[]');
    expect(await run('deadletter retry --all')).toMatchObject({ code: 0, err: 'There is no dead letter.' });
    const missing = await run('deadletter show 7');
    expect([missing.code, missing.err]).toEqual([1, expect.stringContaining('there is no dead letter 7')]);
  });

  it('shows all of a letter', async () => {
    const { run } = await deadLetters(session(1, 99));
    expect((await run('deadletter show 1')).out.split('\n')).toEqual([
      'letter 1, given up 2026-03-10T12:00:00.000Z after 1 try',
      '  open-session of agent:99',
      '  ER_NO_REFERENCED_ROW_2: no such agent',
      `  ${JSON.stringify(session(1, 99))}`,
    ]);
  });

  it('writes what can be written, in order, and says why the rest can not', async () => {
    const { storage, run } = await deadLetters(session(1, 99), closed(1, 99), session(2, 1), closed(2, 1));
    const first = await run('deadletter retry --all');
    expect(first.code).toBe(1);
    expect(first.out.split('\n')).toEqual([
      expect.stringMatching(/^letter 1: still refused: .*FOREIGN KEY/),
      'letter 2: not tried: letter 1 of agent:99 comes first',
      'letter 3: written',
      'letter 4: written',
    ]);
    const { db } = storage.database;
    const eva = { id: 99, type: 'SIP', number: '99', name: 'Eva', password: '' } as const;
    await db.insertInto('agent').values(eva).execute();
    expect(JSON.parse((await run('deadletter retry 2 1 --json')).out)).toEqual([
      { id: 1, outcome: 'written' },
      { id: 2, outcome: 'written' },
    ]);
    expect(await storage.deadLetters.count()).toBe(0);
    expect(await db.selectFrom('audit').select(['id', 'duration']).orderBy('id').execute()).toEqual([
      { id: 1, duration: '00:01:00' },
      { id: 2, duration: '00:01:00' },
    ]);
  });

  it('does not turn back a call that has gone on', async () => {
    const row = { kind: 'incoming', id: 1 } as const;
    const agent = parseAgentName('Agent/412');
    if (agent === undefined) throw new Error('bad name');
    const linked: StorageWrite = {
      kind: 'call-linked',
      row,
      currentId: 1,
      queueRowId: 1,
      queue: '9000',
      agentRowId: 1,
      agent,
      phone: '1',
      at: NOON + 1_000,
      waitedS: 1,
      uniqueid: '1.1',
      trunk: '',
      customerChannel: 'PJSIP/x-1',
    };
    const { storage, run } = await deadLetters(linked);
    await storage.apply([
      {
        kind: 'call-joined',
        row,
        queueRowId: 1,
        campaignId: undefined,
        phone: '1',
        at: NOON,
        uniqueid: '1.1',
        trunk: '',
      },
      { kind: 'call-ended', row, at: NOON + 9_000, durationS: 8, short: false },
    ]);
    const { code, out } = await run('deadletter retry 1');
    expect([code, out]).toEqual([1, expect.stringContaining('its call has gone on')]);
  });

  it('drops letters, once', async () => {
    const { storage, run } = await deadLetters(session(1, 99), session(2, 99), session(3, 99));
    expect(await run('deadletter drop 2')).toMatchObject({ code: 0, out: 'letter 2: dropped' });
    expect(await run('deadletter drop 2')).toMatchObject({ code: 1 });
    expect(await run('deadletter drop --all')).toMatchObject({
      code: 0,
      out: 'letter 1: dropped\nletter 3: dropped',
    });
    expect(await storage.deadLetters.count()).toBe(0);
  });

  it('says that the table is missing, and doctor what to do', async () => {
    const { storage, run } = await deadLetters(session(1, 99));
    const doctor = 'doctor --ami-secret x --ami 127.0.0.1:1 --no-http --eccp-port 0';
    expect((await run(doctor)).out).toContain(
      '! dead letters: 1 write could not be written\n    openeccp deadletter',
    );
    await storage.database.db.schema.dropTable('oe_dead_letter').execute();
    expect((await run(doctor)).out).toMatch(
      /! dead letters: the database has no table.*\n {4}openeccp migrate/,
    );
    // Opening an SQLite database migrates it.
    expect((await run('deadletter list')).err).toContain('There is no dead letter');
    expect((await run(doctor)).out).toContain('✓ dead letters: none');
  });
});
