import { md5Hex } from '@openeccp/eccp';
import { describe, expect, it } from 'vitest';
import { ClientAccounts, formsOf } from './client-accounts.js';
import { hasDefaultPassword } from './default-password.js';
import { PasswordCheck } from './password-check.js';
import { hashPassword, isPasswordOf } from './password-hash.js';

const MD5 = md5Hex('s3cret');

describe('a salted hash', () => {
  it('is another each time, and good for its own password alone', async () => {
    const [one, other] = await Promise.all([hashPassword(MD5), hashPassword(MD5)]);
    expect(one).toMatch(/^scrypt\$15\$8\$1\$[\w-]{22}\$[\w-]{43}$/);
    expect(one).not.toBe(other);
    expect(await isPasswordOf(MD5, one)).toBe(true);
    expect(await isPasswordOf(md5Hex('other'), one)).toBe(false);
    expect(await isPasswordOf(one, one)).toBe(false);
  });

  it('of another cost is still understood', async () => {
    // RFC 7914 §12: password, SodiumChloride, N 16384, r 8, p 1; its first 32 bytes.
    const hash = Buffer.from('7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2', 'hex');
    const salt = Buffer.from('SodiumChloride').toString('base64url');
    expect(await isPasswordOf('pleaseletmein', `scrypt$14$8$1$${salt}$${hash.toString('base64url')}`)).toBe(
      true,
    );
  });

  it.each([
    '',
    'scrypt',
    `scrypt$15$8$1$short$${'A'.repeat(43)}`,
    `scrypt$0$8$1$${'A'.repeat(22)}$${'A'.repeat(43)}`,
    `scrypt$30$8$1$${'A'.repeat(22)}$${'A'.repeat(43)}`,
    `scrypt$17$99$1$${'A'.repeat(22)}$${'A'.repeat(43)}`,
    `bcrypt$15$8$1$${'A'.repeat(22)}$${'A'.repeat(43)}`,
  ])('%j is none, and costs nothing', async (text) => {
    expect(await isPasswordOf(MD5, text)).toBe(false);
  });
});

describe('checks of passwords', () => {
  /** Checks that end when they are told. */
  function slow() {
    const running: ((right: boolean) => void)[] = [];
    const check = new PasswordCheck(() => new Promise((resolve) => running.push(resolve)));
    return { check, running };
  }

  it('run two at a time, the same question once, and beyond a limit not at all', async () => {
    const { check, running } = slow();
    const answers = Array.from({ length: 600 }, (_, index) => check.ask(`${index}`, 'hash'));
    const same = check.ask('0', 'hash');
    expect(running.length).toBe(2);
    for (let index = 0; index < 502; index += 1) {
      running[index]?.(index === 0);
      await new Promise((resolve) => setImmediate(resolve));
      expect(running.length).toBe(Math.min(index + 3, 502));
    }
    const outcomes = await Promise.all(answers);
    expect([outcomes[0], outcomes[1], await same]).toEqual(['right', 'wrong', 'right']);
    expect(outcomes.filter((outcome) => outcome === 'busy').length).toBe(98);
    expect(await check.ask('0', 'hash')).toBe('right');
    void check.ask('1', 'hash');
    expect(running.length).toBe(503);
  });

  it('leave the event loop alone', async () => {
    const check = new PasswordCheck();
    const hash = await hashPassword(MD5);
    const checking = Promise.all(Array.from({ length: 4 }, (_, index) => check.ask(`${index}`, hash)));
    let turns = 0;
    let done = false;
    void checking.then(() => {
      done = true;
    });
    for (; !done; turns += 1) await new Promise((resolve) => setImmediate(resolve));
    expect(turns).toBeGreaterThan(100);
  });
});

describe('accounts with a salted hash', () => {
  it('take the password in both forms, or in the clear alone', async () => {
    const accounts = new ClientAccounts(
      [
        { kind: 'salted', username: 'console', hash: await hashPassword(MD5) },
        { kind: 'lost', username: 'lost' },
      ],
      new PasswordCheck(),
    );
    const match = async (name: string, password: string, acceptMd5: boolean) =>
      (await accounts.match(name, formsOf(password, acceptMd5))).kind;
    expect(await match('console', 's3cret', true)).toBe('salted');
    expect(await match('console', MD5.toUpperCase(), true)).toBe('salted');
    expect(await match('console', 's3cret', false)).toBe('salted');
    expect(await match('console', MD5, false)).toBe('none');
    expect(await match('console', 'S3cret', true)).toBe('none');
    expect(await match('lost', '', true)).toBe('none');
  });

  it('are as slow for names that do not exist', async () => {
    const asked: string[] = [];
    const check = new PasswordCheck(async (md5) => {
      asked.push(md5);
      return true;
    });
    const accounts = new ClientAccounts([{ kind: 'salted', username: 'console', hash: 'h' }], check);
    expect((await accounts.match('nobody', formsOf('s3cret', true))).kind).toBe('none');
    expect(asked.length).toBe(1);
  });

  it('tell a full house', async () => {
    const check = { ask: async () => 'busy' } as unknown as PasswordCheck;
    const accounts = new ClientAccounts([{ kind: 'salted', username: 'console', hash: 'h' }], check);
    expect((await accounts.match('console', formsOf('s3cret', true))).kind).toBe('busy');
  });

  it('may have the password that everybody knows', async () => {
    const username = 'agentconsole';
    const md5Password = md5Hex(username);
    expect(await hasDefaultPassword([{ kind: 'md5', username, md5Password }])).toBe(true);
    expect(await hasDefaultPassword([{ kind: 'md5', username: 'other', md5Password }])).toBe(false);
    const hash = await hashPassword(md5Password);
    expect(await hasDefaultPassword([{ kind: 'salted', username, hash }])).toBe(true);
    expect(await hasDefaultPassword([{ kind: 'salted', username, hash: await hashPassword(MD5) }])).toBe(
      false,
    );
  });
});
