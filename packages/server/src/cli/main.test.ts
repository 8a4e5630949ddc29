import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import type { AgentName } from '@openeccp/core';
import { startSimulator } from '@openeccp/simulator';
import { openStorage } from '@openeccp/storage';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type CapturedIo, capturedIo } from '../testing/captured-io.js';
import { scratchDir } from '../testing/scratch-dir.js';
import { main } from './main.js';

interface Result {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs commands one after another on one directory, with a database of its own. */
function commandLine(env: Readonly<Record<string, string>> = {}): {
  readonly cwd: string;
  run(args: string, input?: string): Promise<Result>;
} {
  const cwd = scratchDir();
  const OPENECCP_DATABASE_URL = `sqlite:${join(cwd, 'call_center.db')}`;
  return {
    cwd,
    run: async (args, input = '') => {
      const io = capturedIo({ cwd, env: { OPENECCP_DATABASE_URL, ...env }, input });
      const code = await main(args.split(' '), io);
      return { code, out: io.stdout.join('\n'), err: io.stderr.join('\n') };
    },
  };
}

/** A port that another program listens on. */
async function takenPort(): Promise<number> {
  const server = createServer();
  onTestFinished(() => void server.close());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return typeof address === 'object' ? (address?.port ?? 0) : 0;
}

/** Starts a command that runs until it is stopped. */
function start(args: string, cwd: string): { readonly io: CapturedIo; readonly code: Promise<number> } {
  const io = capturedIo({ cwd });
  return { io, code: main(args.split(' '), io) };
}

describe('usage', () => {
  it.each([
    ['nothing', '', 2],
    ['an unknown command', 'srve', 2],
    ['an unknown flag', 'demo --eccp-prot 1', 2],
    ['a port that is none', 'demo --eccp-port 99999', 2],
    ['an address that is none', 'serve --ami http://x', 2],
    ['an agent that is none', 'agent add 414 --password 1', 2],
    ['a missing password', 'client add console', 2],
    ['a dead letter that is no number', 'deadletter show x', 2],
    ['no dead letter and not all', 'deadletter drop', 2],
    ['dead letters and all of them', 'deadletter retry 1 --all', 2],
    ['help', '--help', 0],
    ['help of a command', 'serve --help', 0],
    ['the version', '--version', 0],
  ])('%s ends with the right code', async (_, args, code) => {
    const result = await commandLine().run(args);
    expect(result.code).toBe(code);
    expect(code === 0 ? result.out : result.err).not.toBe('');
  });

  it('suggests the command that was meant', async () => {
    expect((await commandLine().run('srve')).err).toContain('Did you mean serve?');
  });

  it.each([
    'demo',
    'serve',
    'simulator',
    'init',
    'config check',
    'doctor',
    'migrate',
    'seed',
    'client add',
    'client list',
    'client remove',
    'agent add',
    'agent list',
    'agent remove',
    'queue add',
    'queue list',
    'queue remove',
    'deadletter list',
    'deadletter show',
    'deadletter retry',
    'deadletter drop',
  ])('help of %s shows an example', async (command) => {
    expect((await commandLine().run(`${command} --help`)).out).toMatch(/Example:\n {2}openeccp /);
  });
});

describe('config check', () => {
  it('ends with 1 and all problems', async () => {
    const { cwd, run } = commandLine();
    const file = join(cwd, 'c.yaml');
    writeFileSync(file, 'eccp: { port: x }\nlgo: {}\n');
    const { code, err } = await run(`config check --config ${file}`);
    expect(code).toBe(1);
    expect(err.split('\n')).toHaveLength(4);
    expect(err).toContain('lgo is no setting. Did you mean log?');
  });

  it('shows the effective settings without secrets', async () => {
    const { code, out } = await commandLine().run(
      'config check --ami-secret hunter2 --database mysql://u:hunter3@h/cc --eccp-port 7 --no-http',
    );
    expect(code).toBe(0);
    expect(out).toContain('eccp.port = 7');
    expect(out).toContain('http.port = off');
    expect(out).not.toMatch(/hunter/);
  });
});

describe('client, agent and queue', () => {
  it('are added, listed and removed', async () => {
    const { run } = commandLine();
    expect(await run('migrate')).toMatchObject({ code: 0 });
    expect(await run('client add console --password-stdin', 'secret\n')).toMatchObject({ code: 0 });
    expect((await run('client list --json')).out).toBe('[{"name":"console"}]');
    expect((await run('client add console --password other')).out).toContain('new password');
    expect(await run('client remove console')).toMatchObject({ code: 0 });
    expect(await run('client remove console')).toMatchObject({ code: 1 });

    expect(await run('agent add Agent/414 --name Ana --password 1234')).toMatchObject({ code: 0 });
    expect(await run('agent add Agent/414 --password 1234')).toMatchObject({ code: 1 });
    expect((await run('agent list')).out).toBe('Agent/414  Ana');
    expect(await run('agent remove Agent/414')).toMatchObject({ code: 0 });
    expect((await run('agent list --json')).out).toBe('[]');

    expect(await run('queue add 9000')).toMatchObject({ code: 0 });
    expect(await run('queue add 9000')).toMatchObject({ code: 1 });
    expect((await run('queue list')).out).toBe('9000');
    expect(await run('queue remove 9000')).toMatchObject({ code: 0 });
    expect(await run('queue remove 9000')).toMatchObject({ code: 1 });
    expect((await run('queue list --json')).out).toBe('[]');
  });

  it('may come before migrate, which still adds the break that marks holds', async () => {
    const { run } = commandLine();
    await run('client add console --password secret');
    expect((await run('migrate')).out).toContain('a break that marks holds added');
    expect((await run('migrate')).out).toContain('nothing changed');
  });

  it('end with 3 when the database is away', async () => {
    const { run } = commandLine({ OPENECCP_DATABASE_URL: 'mysql://u:p@127.0.0.1:1/cc' });
    const result = await run('client list');
    expect(result.code).toBe(3);
    expect(result.err).toContain('127.0.0.1:1');
  });
});

describe('seed', () => {
  it('adds samples once, and not beside agents of others unless told', async () => {
    const { cwd, run } = commandLine();
    const samples = `--database sqlite:${join(cwd, 'samples.db')}`;
    for (const _ of [1, 2]) expect(await run(`seed ${samples}`)).toMatchObject({ code: 0 });
    expect((await run(`agent list ${samples}`)).out.split('\n')).toHaveLength(8);

    const own = `--database sqlite:${join(cwd, 'own.db')}`;
    expect(await run(`agent add Agent/700 --password 1 ${own}`)).toMatchObject({ code: 0 });
    const refused = await run(`seed ${own}`);
    expect([refused.code, refused.err]).toEqual([1, expect.stringContaining('Agent/700')]);
    expect((await run(`agent list ${own}`)).out).not.toContain('Agent/412');
    expect(await run(`seed --into-existing ${own}`)).toMatchObject({ code: 0 });
    expect((await run(`agent list ${own}`)).out).toContain('Agent/412');
  });
});

describe('init', () => {
  it('writes a configuration that has no problems, for its owner only, and overwrites nothing', async () => {
    const { cwd, run } = commandLine();
    expect(await run('init --agents 412-413 --yes')).toMatchObject({ code: 0 });
    const file = join(cwd, 'openeccp.yaml');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(statSync(join(cwd, 'asterisk/manager.conf')).mode & 0o777).toBe(0o600);
    expect(await run(`config check --config ${file}`)).toMatchObject({ code: 0 });
    expect(readFileSync(join(cwd, 'asterisk/agents.conf'), 'utf8')).toContain('[413](openeccp-agent)');
    const secret = /secret: (\S+)/.exec(readFileSync(file, 'utf8'))?.[1] ?? '';
    expect(secret).toMatch(/^[\w-]{32}$/);
    expect(readFileSync(join(cwd, 'asterisk/manager.conf'), 'utf8')).toContain(`secret = ${secret}`);

    const again = await run('init --yes');
    expect([again.code, again.err]).toEqual([1, expect.stringContaining('would be overwritten')]);
    expect(readFileSync(file, 'utf8')).toContain(secret);
    expect(await run('init --yes --force')).toMatchObject({ code: 0 });
    expect(readFileSync(file, 'utf8')).not.toContain(secret);
  });
});

describe('ports that are taken', () => {
  it.each([
    ['demo --http-port 0 --eccp-port', 'ECCP'],
    ['demo --eccp-port 0 --http-port', 'HTTP'],
    ['demo --eccp-port 0 --http-port 0 --ami-port', 'The simulated Asterisk'],
    ['simulator --ami-port', 'The simulated Asterisk'],
    ['serve --ami-secret x --no-http --eccp-port', 'ECCP'],
  ])('%s: one line and exit 1', async (args, what) => {
    const port = await takenPort();
    const { code, err } = await commandLine().run(`${args} ${port}`);
    expect(code).toBe(1);
    expect(err).toContain(
      `openeccp: ${what} can't listen on 127.0.0.1:${port}: another program uses that port.`,
    );
    expect(err.split('\n')).toHaveLength(1);
  });
});

describe('simulator, serve and doctor together', () => {
  it('serve says to which Asterisk it is connected, doctor that nothing is in the way', async () => {
    const { cwd, run } = commandLine();
    const simulator = start('simulator --ami-port 0 --no-callers', cwd);
    const ami = /ami=(\S+)/.exec(await simulator.io.line(/^ready/))?.[1];
    const settings = `--ami ${ami} --ami-secret openeccp --database sqlite:${join(cwd, 'call_center.db')}`;
    const server = start(`serve ${settings} --demo-data --eccp-port 0 --http-port 0 --log-level silent`, cwd);
    const ready = await server.io.line(/^ready/);
    expect(ready).toMatch(
      new RegExp(
        `^ready eccp=127\\.0\\.0\\.1:\\d+ ami=${ami} \\(connected Asterisk 16\\.\\S+\\) http=127\\.0\\.0\\.1:\\d+$`,
      ),
    );
    const eccpPort = /eccp=127\.0\.0\.1:(\d+)/.exec(ready)?.[1];
    const doctor = await run(`doctor ${settings} --eccp-port ${eccpPort} --no-http --json`);
    expect(
      JSON.parse(doctor.out).findings.filter((one: { level: string }) => one.level === 'failure'),
    ).toEqual([]);
    expect(doctor.code).toBe(0);
    server.io.stop();
    expect(await server.code).toBe(0);
    simulator.io.stop();
    expect(await simulator.code).toBe(0);
  });

  // M-02
  it('serve names the agents for whom any client may act, unless none may', async () => {
    const { cwd, run } = commandLine();
    const url = `sqlite:${join(cwd, 'call_center.db')}`;
    await run('migrate');
    await run('agent add Agent/777 --password 1');
    const storage = await openStorage(url);
    const name = 'Agent/778' as AgentName;
    await storage.addAgent({ name, displayName: 'Luz', phonePassword: '1', eccpPassword: null });
    await storage.close();
    const simulator = await startSimulator({ parking: 'off' });
    onTestFinished(() => simulator.close());
    const settings = `asterisk: { port: ${simulator.port}, secret: openeccp }\ndatabase: { url: '${url}' }\nhttp: off\n`;
    const warnings = async (eccp: string): Promise<readonly string[]> => {
      const file = join(cwd, 'openeccp.yaml');
      writeFileSync(file, `${settings}eccp: { port: 0${eccp} }\n`);
      const server = start(`serve --config ${file} --log-level warn`, cwd);
      await server.io.line(/^ready/);
      server.io.stop();
      expect(await server.code).toBe(0);
      return server.io.stderr.filter((line) => line.includes('any client may act'));
    };
    const [told, ...more] = await warnings('');
    expect(more).toEqual([]);
    expect(told).toContain('Agent/778');
    expect(told).not.toContain('Agent/777');
    expect(await warnings(', acceptAgentsWithoutPassword: false')).toEqual([]);
  });

  it('doctor says how to mend what it finds', async () => {
    const { cwd, run } = commandLine();
    const simulator = await startSimulator({ parking: 'off' });
    onTestFinished(() => simulator.close());
    const file = join(cwd, 'openeccp.yaml');
    writeFileSync(
      file,
      `asterisk: { port: ${simulator.port}, secret: openeccp, parking: on, contexts: { login: nowhere } }\nhttp: off\neccp: { port: 0 }\n`,
    );
    await run('migrate');
    await run('agent add Agent/777 --password 1');
    const { code, out } = await run(`doctor --config ${file}`);
    expect(code).toBe(1);
    for (const line of [
      '✓ hold break: Hold',
      '✗ clients: nobody may log in',
      '✗ context: the dial plan has no nowhere',
      '✗ agent pool: Asterisk does not know Agent/777',
      '! queue members: Agent/777 in no queue',
    ]) {
      expect(out.split('\n')).toContain(line);
    }
    // The database that was made just now is for its owner.
    expect(out).toMatch(/✓ agent passwords: only its owner .*: eccp_password of 1 agent, in the clear/);
    expect(out).toMatch(/✗ parking: .*\n {4}Load res_parking/);
  });

  it('doctor creates no database', async () => {
    const { cwd, run } = commandLine();
    const { code } = await run('doctor --ami-secret x --ami 127.0.0.1:1 --no-http --eccp-port 0');
    expect(code).toBe(1);
    expect(existsSync(join(cwd, 'call_center.db'))).toBe(false);
  });
});

describe('default credentials', () => {
  it('are refused where other machines can connect', async () => {
    const { cwd, run } = commandLine();
    const file = join(cwd, 'openeccp.yaml');
    writeFileSync(
      file,
      'asterisk: { secret: x, port: 1 }\neccp: { host: 0.0.0.0, port: 0 }\nhttp: off\nlog: { level: silent }\n',
    );
    const { code, err } = await run(`serve --config ${file} --demo-data`);
    expect([code, err]).toEqual([1, expect.stringContaining('eccp.allowDefaultPassword: true')]);
  });
});
