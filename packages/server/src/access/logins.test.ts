import { md5Hex } from '@openeccp/eccp';
import { describe, expect, it } from 'vitest';
import { logIn, TestServer } from '../testing/test-server.js';
import { VirtualClock } from '../testing/virtual-clock.js';
import { clientAddress } from './client-address.js';
import { Logins } from './logins.js';

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
