import { join } from 'node:path';
import { md5Hex } from '@openeccp/eccp';
import { openStorage } from '@openeccp/storage';
import { describe, expect, it, vi } from 'vitest';
import { Directory } from '../directory/directory.js';
import { scratchDir } from '../testing/scratch-dir.js';
import { logIn, TestServer } from '../testing/test-server.js';
import { VirtualClock } from '../testing/virtual-clock.js';
import { clientAddress } from './client-address.js';
import { LoginGuard } from './login-guard.js';
import { Logins } from './logins.js';
import { PasswordCheck } from './password-check.js';
import { PasswordSalting } from './password-salting.js';

describe('the password that everybody knows', () => {
  const DEFAULT = md5Hex('agentconsole');
  const attempt = (from: string, password: string, allowDefaultPassword = false) => {
    const logins = new Logins({
      authenticate: async () => 'accepted',
      freeFailures: 0,
      allowDefaultPassword,
      clock: new VirtualClock(),
      log: { warn: () => {} },
    });
    return logins.attempt({ address: clientAddress(from), alive: () => true }, 'agentconsole', password);
  };

  it.each(['127.0.0.1', '127.9.9.9', '::1', '::ffff:127.0.0.1'])(
    'is good on this machine: %s',
    async (from) => {
      expect(await attempt(from, 'agentconsole')).toBe('accepted');
    },
  );

  it.each(['192.0.2.1', '::ffff:192.0.2.1', '2001:db8::1', 'unknown'])('is refused from %s', async (from) => {
    expect(await attempt(from, 'agentconsole')).toBe('refused');
    expect(await attempt(from, DEFAULT)).toBe('refused');
    expect(await attempt(from, DEFAULT.toUpperCase())).toBe('refused');
    expect(await attempt(from, 'another')).toBe('accepted');
    expect(await attempt(from, 'agentconsole', true)).toBe('accepted');
  });
});

describe('a login that is refused', () => {
  it('is counted, one that is accepted is not', async () => {
    let refused = 0;
    const logins = new Logins({
      authenticate: async (_, password) => (password === 'right' ? 'accepted' : 'refused'),
      freeFailures: 10,
      allowDefaultPassword: false,
      onRefused: () => {
        refused += 1;
      },
      clock: new VirtualClock(),
      log: { warn: () => {} },
    });
    const applicant = { address: clientAddress('192.0.2.1'), alive: () => true };
    for (const password of ['wrong', 'right', 'wrong']) await logins.attempt(applicant, 'console', password);
    await logins.attempt(applicant, 'agentconsole', 'agentconsole');
    expect(refused).toBe(3);
    logins.close();
  });
});

describe('the name of an account', () => {
  it('takes no memory and no room in the log, however long it is', async () => {
    const attempts = vi.spyOn(LoginGuard.prototype, 'attempt');
    const logged: object[] = [];
    const logins = new Logins({
      authenticate: async () => 'refused',
      freeFailures: 1,
      allowDefaultPassword: false,
      clock: new VirtualClock(),
      log: { warn: (detail) => logged.push(detail) },
    });
    const applicant = { address: clientAddress('192.0.2.1'), alive: () => true };
    await logins.attempt(applicant, 'x'.repeat(1_000_000), 'wrong');
    expect(attempts.mock.calls.map(([{ account }]) => account.length)).toEqual([32]);
    expect(logged).toEqual([{ place: applicant.address.place, account: 'x'.repeat(64), failures: 1 }]);
    attempts.mockRestore();
    logins.close();
  });
});

describe('logins over the wire', () => {
  const login = (password: string) =>
    `<login><username>agentconsole</username><password>${password}</password></login>`;

  it('a connection that guesses is made to wait, the next one from there too, and the right password gets in', async () => {
    await using server = await TestServer.start({ failedLogins: 3 });
    const guesser = server.connect();
    for (let id = 0; id < 3; id += 1) {
      expect(await guesser.ask(id, login(`guess ${id}`))).toContain('Invalid username or password');
    }
    guesser.send(`<request id="4">${login('guess 4')}</request>`);
    const console = server.connect();
    const answer = console.ask('right', login('agentconsole'));
    const deadline = server.clock.now() + 5_000;
    let served = false;
    void answer.then(() => {
      served = true;
    });
    while (!served && server.clock.now() < deadline) {
      server.clock.advance(100);
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(await answer).toContain('<app_cookie>');
    expect(server.log.map(({ text }) => text)).toEqual([
      'logins fail; further ones from there are made to wait',
    ]);
  });

  it('a thousand consoles that come back at once are all served, without another reading of the database', async () => {
    await using server = await TestServer.start({ failedLogins: 3 });
    const loads = server.storage.loads;
    const clients = Array.from({ length: 1_000 }, () => server.connect());
    await Promise.all(clients.map(logIn));
    expect(server.storage.loads).toBe(loads);
  });
});

describe('with passwordHash: upgrade', () => {
  async function start(url: string, rules: { readonly acceptMd5: boolean }) {
    const storage = await openStorage(url, { migrate: true });
    const check = new PasswordCheck();
    const log: string[] = [];
    const salting = new PasswordSalting({
      storage,
      check,
      onSalted: () => directory.reload(),
      log: { info: (_, text) => log.push(text), warn: (_, text) => log.push(text) },
    });
    const directory: Directory = new Directory(storage, () => Date.now(), {
      ...rules,
      acceptNoAgentPassword: true,
      check,
      onMd5Login: (account) => salting.take(account),
    });
    await storage.putClient({ username: 'console', md5Password: md5Hex('s3cret') });
    await directory.reload();
    return { storage, directory, salting, log };
  }

  it('the md5 goes at the first login, and the same password is good afterwards, also for a new process', async () => {
    const url = `sqlite:${join(scratchDir(), 'call_center.db')}`;
    const { storage, directory, salting, log } = await start(url, { acceptMd5: true });
    const storm = Array.from({ length: 200 }, () => directory.authenticate('console', 's3cret'));
    expect(new Set(await Promise.all(storm))).toEqual(new Set(['accepted']));
    await salting.close();
    expect(log).toEqual(['the password of a client is kept as a salted hash now']);
    expect(await storage.listClients()).toEqual([
      { kind: 'salted', username: 'console', hash: expect.stringMatching(/^scrypt\$/) },
    ]);
    await storage.close();

    const reopened = await openStorage(url);
    const later = new Directory(reopened, () => Date.now());
    await later.reload();
    expect(await later.authenticate('console', 's3cret')).toBe('accepted');
    expect(await later.authenticate('console', md5Hex('s3cret'))).toBe('accepted');
    expect(await later.authenticate('console', 'wrong')).toBe('refused');
    const strict = new Directory(reopened, () => Date.now(), {
      acceptMd5: false,
      acceptNoAgentPassword: true,
      check: new PasswordCheck(),
    });
    await strict.reload();
    expect(await strict.authenticate('console', 's3cret')).toBe('accepted');
    expect(await strict.authenticate('console', md5Hex('s3cret'))).toBe('refused');
    await reopened.close();
  });

  it('without our table all stays as it is, and it is said once', async () => {
    const account = { username: 'console', md5Password: md5Hex('s3cret') };
    const log: string[] = [];
    const salting = new PasswordSalting({
      storage: { saltClient: async () => 'unsupported' },
      check: new PasswordCheck(),
      onSalted: async () => log.push('salted'),
      log: { info: (_, text) => log.push(text), warn: (_, text) => log.push(text) },
    });
    for (let times = 0; times < 3; times += 1) {
      salting.take(account);
      await salting.idle();
    }
    expect(log).toEqual([expect.stringContaining('openeccp migrate makes it')]);
  });

  it('a database that is away costs nobody a login; the next one tries again', async () => {
    const account = { username: 'console', md5Password: md5Hex('s3cret') };
    const outcomes = [Promise.reject(new Error('gone')), Promise.resolve('salted' as const)];
    for (const outcome of outcomes) outcome.catch(() => {});
    const log: string[] = [];
    const salting = new PasswordSalting({
      storage: { saltClient: async () => (await outcomes.shift()) ?? 'changed' },
      check: new PasswordCheck(),
      onSalted: async () => log.push('salted'),
      log: { info: () => {}, warn: (_, text) => log.push(text) },
    });
    for (let times = 0; times < 2; times += 1) {
      salting.take(account);
      await salting.idle();
    }
    expect(log).toEqual([expect.stringContaining('the next login tries again'), 'salted']);
  });
});
