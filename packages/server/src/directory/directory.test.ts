import type { AgentName, Directory as Rows } from '@openeccp/core';
import { failures } from '@openeccp/eccp';
import { describe, expect, it } from 'vitest';
import { PasswordCheck } from '../access/password-check.js';
import { refuseAgent } from '../eccp/authorise-agent.js';
import { MemoryStorage } from '../testing/memory-storage.js';
import { VirtualClock } from '../testing/virtual-clock.js';
import { Directory } from './directory.js';

const HASH = '7e53aa92f7566f44f39f3f1842832581';
const EMPTY: Rows = { agents: [], secrets: [], breaks: [], queues: [], clients: [] };

async function directoryOf(clients: Rows['clients']) {
  const clock = new VirtualClock();
  const storage = new MemoryStorage({ ...EMPTY, clients });
  const directory = new Directory(storage, () => clock.now());
  await directory.reload();
  return { clock, storage, directory };
}

describe('client accounts, ECCP §5.1', () => {
  it.each([
    ['clear text', HASH, 'agentconsole', 'accepted'],
    ['md5', HASH, HASH, 'accepted'],
    ['md5 in capitals', HASH, HASH.toUpperCase(), 'accepted'],
    ['md5 stored in capitals', HASH.toUpperCase(), HASH, 'accepted'],
    ['clear text against capitals', HASH.toUpperCase(), 'agentconsole', 'accepted'],
    ['clear text in another case', HASH, 'AgentConsole', 'refused'],
    ['half an md5', HASH, HASH.slice(0, 16), 'refused'],
    ['nothing', HASH, '', 'refused'],
    ['nothing against an account without password', '', '', 'accepted'],
  ])('%s', async (_, stored, sent, outcome) => {
    const { directory } = await directoryOf([{ kind: 'md5', username: 'console', md5Password: stored }]);
    expect(await directory.authenticate('console', sent)).toBe(outcome);
  });

  it('several rows of one name are several good passwords', async () => {
    const { directory } = await directoryOf([
      { kind: 'md5', username: 'console', md5Password: HASH },
      { kind: 'md5', username: 'console', md5Password: 'b'.repeat(32) },
    ]);
    expect(await directory.authenticate('console', 'agentconsole')).toBe('accepted');
    expect(await directory.authenticate('console', 'b'.repeat(32))).toBe('accepted');
    expect(await directory.authenticate('constructor', '')).toBe('refused');
  });

  it('an account added while the server runs is found, at the latest a second later', async () => {
    const { clock, storage, directory } = await directoryOf([]);
    storage.rows = { ...EMPTY, clients: [{ kind: 'md5', username: 'new', md5Password: HASH }] };
    expect(await directory.authenticate('new', 'agentconsole')).toBe('refused');
    clock.advance(1_000);
    expect(await directory.authenticate('new', 'agentconsole')).toBe('accepted');
    expect(storage.loads).toBe(2);
  });

  it('a thousand refusals at once share one reading of the database', async () => {
    const { clock, storage, directory } = await directoryOf([]);
    clock.advance(1_000);
    storage.rows = { ...EMPTY, clients: [{ kind: 'md5', username: 'new', md5Password: HASH }] };
    const outcomes = await Promise.all(
      Array.from({ length: 1000 }, (_, index) =>
        directory.authenticate(index % 2 === 0 ? 'new' : 'nobody', 'agentconsole'),
      ),
    );
    expect(new Set(outcomes.filter((_, index) => index % 2 === 0))).toEqual(new Set(['accepted']));
    expect(new Set(outcomes.filter((_, index) => index % 2 === 1))).toEqual(new Set(['refused']));
    expect(storage.loads).toBe(2);
  });

  it('while the database is away known accounts get in, others can’t be told, and it is asked once a second', async () => {
    const { clock, storage, directory } = await directoryOf([
      { kind: 'md5', username: 'console', md5Password: HASH },
    ]);
    storage.failure = new Error('gone');
    clock.advance(1_000);
    expect(await directory.authenticate('console', 'agentconsole')).toBe('accepted');
    for (let times = 0; times < 5; times += 1) {
      expect(await directory.authenticate('console', 'wrong')).toBe('unreadable');
    }
    expect(storage.loads).toBe(2);
    storage.failure = undefined;
    clock.advance(1_000);
    expect(await directory.authenticate('console', 'wrong')).toBe('refused');
  });
});

describe('agents and breaks', () => {
  it('are unknown until the first reading; a reading that fails changes nothing', async () => {
    const storage = new MemoryStorage({
      ...EMPTY,
      secrets: [
        { name: 'Agent/1' as AgentName, eccpPassword: null },
        { name: 'Agent/2' as AgentName, eccpPassword: '' },
      ],
    });
    const directory = new Directory(storage, () => 0);
    expect([directory.loaded, directory.breaks, directory.hasAgent('Agent/1' as AgentName)]).toEqual([
      false,
      [],
      false,
    ]);
    await directory.reload();
    storage.failure = new Error('gone');
    await expect(directory.reload()).rejects.toThrow('gone');
    expect(directory.loaded).toBe(true);
    expect(['Agent/1', 'Agent/2', 'Agent/3'].map((name) => directory.secretOf(name as AgentName))).toEqual([
      null,
      '',
      undefined,
    ]);
  });

  it('without a password accept any hash, or none where the configuration says so (M-02)', async () => {
    const secrets = [{ name: 'Agent/1' as AgentName, eccpPassword: null }];
    const storage = new MemoryStorage({ ...EMPTY, secrets });
    for (const accept of [true, false]) {
      const rules = { acceptMd5: true, acceptNoAgentPassword: accept, check: new PasswordCheck() };
      const directory = new Directory(storage, () => 0, rules);
      await directory.reload();
      const ask = (agentHash: string | undefined) =>
        refuseAgent(directory, { agentNumber: 'Agent/1', agentHash }, 'cookie');
      expect(ask('anything')?.failure).toEqual(accept ? undefined : failures.unauthorizedAgent);
      expect(ask(undefined)?.failure).toEqual(failures.unauthorizedAgent);
    }
  });
});
