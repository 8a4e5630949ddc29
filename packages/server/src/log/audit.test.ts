import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { scratchDir } from '../testing/scratch-dir.js';
import { command, LUIS, logIn, loginAgent, ROSA, TestServer } from '../testing/test-server.js';
import { AuditFile } from './audit-file.js';
import { AuditTrail } from './audit-trail.js';
import { humanLine } from './human-lines.js';

describe('the audit trail', () => {
  it('has every login and everything that acts, with who, from where, which agent and what became of it', async () => {
    await using server = await TestServer.start();
    const client = server.connect();
    const bad = '<login><username>agentconsole</username><password>wrong</password></login>';
    await client.ask(1, bad);
    await client.ask(2, bad.replace('wrong', 'agentconsole'));
    await client.ask(3, '<getpauses/>');
    await client.ask(4, loginAgent(ROSA));
    await client.ask(5, command('hold', LUIS));
    await client.ask(6, command('hold', ROSA).replace(/<agent_hash>.*<\/agent_hash>/, ''));
    await client.ask(7, command('setcontact', ROSA));
    server.command = () => Promise.reject(new Error('bug'));
    await client.ask(8, command('hangup', ROSA));
    const base = { user: 'agentconsole', peer: '127.0.0.1' };
    expect(server.audit).toEqual([
      { ...base, request: 'login', id: '1', agent: undefined, outcome: '401 Invalid username or password' },
      { ...base, request: 'login', id: '2', agent: undefined, outcome: 'ok' },
      { ...base, request: 'loginagent', id: '4', agent: ROSA, outcome: 'ok' },
      {
        ...base,
        request: 'hold',
        id: '5',
        agent: LUIS,
        outcome: '404 Agent not found or not logged in through ECCP',
      },
      { ...base, request: 'hold', id: '6', agent: ROSA, outcome: '401 Unauthorized agent' },
      { ...base, request: 'setcontact', id: '7', agent: ROSA, outcome: '400 Bad request' },
      {
        ...base,
        request: 'hangup',
        id: '8',
        agent: ROSA,
        outcome: '503 Internal server error - worker crash while handling request',
      },
    ]);
    expect(JSON.stringify(server.audit)).not.toContain('wrong');
  });

  it('can’t be filled by those who may do nothing: what they are refused is counted', async () => {
    const rights = { access: 'read', agents: ['*'], requests: undefined } as const;
    await using server = await TestServer.start({ rights: new Map([['agentconsole', rights]]) });
    const stranger = server.connect();
    const many = (command: string): void => {
      stranger.send(
        Array.from({ length: 1_000 }, (_, id) => `<request id="${id}">${command}</request>`).join(''),
      );
    };
    many('<login/>');
    await stranger.ask('fence', '<getrequestlist/>');
    expect(server.audit).toEqual([]);
    many('<login><username>guess</username><password>guess</password></login>');
    expect(await (await logIn(server.connect())).ask(1, command('hangup', ROSA))).toContain('Unauthorized');
    for (let count = 0; count < 2_000; count += 1) await stranger.response();
    await logIn(stranger);
    many(command('hangup', ROSA));
    for (let count = 0; count < 1_000; count += 1) await stranger.response();
    const ok = { user: 'agentconsole', request: 'login', outcome: 'ok' };
    expect(server.audit.filter(({ outcome }) => outcome === 'ok')).toMatchObject([ok, ok]);
    expect(server.audit).toHaveLength(10 + 2);
    server.clock.advance(60_000);
    expect(server.audit).toHaveLength(10 + 2 + 1);
    expect(server.audit.at(-1)).toMatchObject({ request: 'hangup', unwritten: 2_001 - 10 - 1 });
  });

  it('is one line in the log and one in the file, whatever a client calls itself', () => {
    const logged: string[] = [];
    const written: string[] = [];
    const log = pino({ base: null }, { write: (line: string) => logged.push(line) });
    const trail = new AuditTrail(log, () => 0, { write: (line) => written.push(line) });
    const user = `a"}\n{"audit":true,"user":"root\u001b[2J\u009b2J\u2028${'x'.repeat(100_000)}`;
    trail.record({ user, peer: 'p', request: 'login', id: user, agent: user, outcome: 'ok' });
    for (const line of [...logged, ...written]) {
      expect(line.length).toBeLessThan(600);
      expect(line.indexOf('\n')).toBe(line.length - 1);
      expect(JSON.parse(line)).toMatchObject({ user: user.slice(0, 64), request: 'login' });
    }
    expect(JSON.parse(logged[0] ?? '')).toMatchObject({ audit: true, msg: 'request' });
    expect(JSON.parse(written[0] ?? '')).toMatchObject({ time: '1970-01-01T00:00:00.000Z' });
    const shown = humanLine(logged[0] ?? '', false);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
    expect(shown.slice(0, -1)).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u2028-\u202e]/);
  });
});

describe('the audit file', () => {
  it('grows to its limit, then begins anew and keeps the one before', async () => {
    const path = join(scratchDir(), 'audit.jsonl');
    const lost: number[] = [];
    const file = await AuditFile.open({ path, maxBytes: 1_000, onLost: (lines) => lost.push(lines) });
    for (let line = 0; line < 100; line += 1) {
      file.write(`${'x'.repeat(98)}\n`);
      await new Promise((resolve) => setImmediate(resolve));
    }
    await file.close();
    expect(statSync(path).size).toBeLessThanOrEqual(1_000);
    expect(statSync(`${path}.1`).size).toBeLessThanOrEqual(1_000);
    expect(existsSync(`${path}.2`)).toBe(false);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    const again = await AuditFile.open({ path, maxBytes: 100_000, onLost: () => {} });
    again.write('last\n');
    await again.close();
    expect(readFileSync(path, 'utf8')).toMatch(/x\nlast\n$/);
    expect(lost).toEqual([]);
  });

  it('loses lines that a slow disk would make pile up, and says how many', async () => {
    const path = join(scratchDir(), 'audit.jsonl');
    let lost = 0;
    const file = await AuditFile.open({
      path,
      maxBytes: 1024 ** 3,
      onLost: (lines) => {
        lost += lines;
      },
    });
    const line = `${'x'.repeat(1023)}\n`;
    for (let count = 0; count < 6 * 1024; count += 1) file.write(line);
    await file.close();
    expect([statSync(path).size / 1024, lost]).toEqual([4 * 1024, 2 * 1024]);
  });

  it('that can’t be opened is an error', async () => {
    const path = join(scratchDir(), 'nowhere', 'audit.jsonl');
    await expect(AuditFile.open({ path, maxBytes: 1, onLost: () => {} })).rejects.toThrow('ENOENT');
  });
});
