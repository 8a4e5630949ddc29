import { readFileSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { agentHash, md5Hex } from '@openeccp/eccp';
import { type Simulator, startSimulator } from '@openeccp/simulator';
import { expect, it, onTestFinished } from 'vitest';
import { capturedIo } from '../testing/captured-io.js';
import { certificateFile, keyFile } from '../testing/certificates.js';
import { scratchDir } from '../testing/scratch-dir.js';
import { WireClient } from '../testing/wire-client.js';
import { main } from './main.js';

/** Everything that must never be seen, in a log, an error or an answer, each with a name for the day it is. */
const SECRETS = {
  ami: 'hunter2-of-asterisk',
  database: 'hunter2-of-the-database',
  pbx: 'hunter2-of-the-pbx',
  client: 'hunter2-of-the-console',
  guessed: 'hunter2-that-is-wrong',
  agent: 'hunter2-of-the-agent',
} as const;

/** What was written, and the secrets in it by name, in the clear or as the md5 that is as good as them. */
function leaks(text: string): readonly string[] {
  const key = readFileSync(keyFile('server'), 'utf8').split('\n')[1] ?? '';
  const forms = Object.entries(SECRETS).flatMap(([name, secret]) => [
    [name, secret],
    [`md5 of ${name}`, md5Hex(secret)],
    [`encoded ${name}`, encodeURIComponent(secret)],
  ]);
  return [...forms, ['key', key]].filter(([, form]) => text.includes(form ?? '')).map(([name]) => name ?? '');
}

async function simulator(secret: string): Promise<Simulator> {
  const started = await startSimulator({ users: [{ name: 'openeccp', secret }] });
  onTestFinished(() => started.close());
  return started;
}

function say(io: { readonly stdout: readonly string[]; readonly stderr: readonly string[] }): string {
  return [...io.stdout, ...io.stderr].join('\n');
}

it('no secret is in the log, the audit trail or on the terminal while a server lives', async () => {
  const cwd = scratchDir();
  const asterisk = await simulator(SECRETS.ami);
  const database = `sqlite:${join(cwd, 'call_center.db')}`;
  const audit = join(cwd, 'audit.jsonl');
  const file = join(cwd, 'openeccp.yaml');
  writeFileSync(
    file,
    `eccp:
  port: 0
  passwordHash: upgrade
  failedLogins: 3
  tls: { port: 0, certFile: ${certificateFile('server')}, keyFile: ${keyFile('server')} }
asterisk: { port: ${asterisk.port}, secret: ${SECRETS.ami} }
database: { url: "${database}" }
http: off
log: { level: debug, auditFile: ${audit} }
`,
  );
  const run = async (args: string, input = ''): Promise<string> => {
    const io = capturedIo({ cwd, input });
    expect([args, await main(args.split(' '), io), say(io)]).toEqual([args, 0, expect.any(String)]);
    return say(io);
  };
  let said = await run(`seed --config ${file}`);
  said += await run(`client add console --password-stdin --config ${file}`, SECRETS.client);
  said += await run(`agent add Agent/700 --password ${SECRETS.agent} --config ${file}`);
  said += await run(`client list --config ${file}`);
  said += await run(`config check --config ${file}`);

  const io = capturedIo({ cwd });
  const code = main(`serve --config ${file}`.split(' '), io);
  const port = Number(/eccp=127\.0\.0\.1:(\d+)/.exec(await io.line(/^ready /))?.[1]);
  const client = new WireClient(connect({ host: '127.0.0.1', port }));
  const login = (password: string) =>
    client.ask(1, `<login><username>console</username><password>${password}</password></login>`);
  expect(await login(SECRETS.guessed)).toContain('Invalid username or password');
  expect(await login(md5Hex(SECRETS.guessed))).toContain('Invalid username or password');
  const cookie = /<app_cookie>(\w+)</.exec(await login(SECRETS.client))?.[1] ?? '';
  expect(await login(md5Hex(SECRETS.client))).toContain('<app_cookie>');
  await io.errLine(/the password of a client is kept as a salted hash now/);
  const proofs = [agentHash(cookie, 'Agent/700', SECRETS.agent), agentHash('', 'Agent/700', SECRETS.guessed)];
  for (const hash of proofs) {
    await client.ask(
      2,
      `<loginagent><agent_number>Agent/700</agent_number><agent_hash>${hash}</agent_hash><extension>412</extension><password>${SECRETS.guessed}</password></loginagent>`,
    );
  }
  client.send(`<request id="3"><login><username>console</username><password>${SECRETS.client}`);
  client.send('</username></request>');
  await client.closed;
  io.reload();
  await io.errLine(/new TLS connections get the certificate/);
  io.stop();
  expect(await code).toBe(0);
  said += say(io);
  const trail = readFileSync(audit, 'utf8');
  expect(trail).toContain('"request":"loginagent"');
  expect(said).toContain('"audit":true');
  expect(leaks(said + trail + client.documents.join(''))).toEqual([]);
  for (const proof of [...proofs, cookie]) expect(said + trail).not.toContain(proof);
}, 30_000);

it('no secret is in what is said of settings that are wrong', async () => {
  const cwd = scratchDir();
  const { ami, database, pbx } = SECRETS;
  const files = [
    `asterisk: { secret: [${ami}] }\ndatabase: { url: "postgres://u:${database}@h/x" }\n`,
    `asterisk: { secret: { a: ${ami} } }\ndatabase: { url: "mysql://u:${database}@:x/call_center" }\n`,
    `asterisk: { sceret: ${ami}, secret: ${ami} }\ndatabase: { urll: "${database}", url: 'mysql://u:${database}' }\n`,
    `asterisk: ${ami}\ndatabase: mysql://u:${database}@h/call_center\npbx: mysql://u:${pbx}@h/asterisk\n`,
    `asterisk: { secret: x }\ndatabase: { url: "sqlite:x" }\npbx: { database: "mysql://u:${pbx}@h:99999/asterisk" }\n`,
    `asterisk:\n  secret: "${ami}\n  bad: : yaml\ndatabase: {\n`,
    `- ${ami}\n- ${database}\n`,
    // What YAML takes for an alias, a text of several lines, a tag, a name.
    ...['*', '|', '>', '!', '!h!', '] '].map((begin) => `asterisk:\n  secret: ${begin}${ami}\n`),
    `asterisk:\n  secret: {{ ${ami} }}\n`,
    `${ami}\n`,
  ];
  for (const [number, text] of files.entries()) {
    const file = join(cwd, `${number}.yaml`);
    writeFileSync(file, text);
    for (const command of ['config check', 'config check --json', 'serve', 'doctor', 'client list']) {
      const io = capturedIo({ cwd });
      const code = await main([...command.split(' '), '--config', file], io);
      if (command !== 'doctor' && command !== 'client list') expect([text, code > 0]).toEqual([text, true]);
      expect([command, text, leaks(say(io))]).toEqual([command, text, []]);
    }
  }
}, 30_000);

it('no secret is in what is said of a database or an Asterisk that refuses it', async () => {
  const cwd = scratchDir();
  const asterisk = await simulator('another');
  const env = {
    OPENECCP_ASTERISK_PORT: String(asterisk.port),
    OPENECCP_ASTERISK_SECRET: SECRETS.ami,
    OPENECCP_DATABASE_URL: `mysql://openeccp:${SECRETS.database}@127.0.0.1:1/call_center`,
  };
  let said = '';
  for (const command of ['serve --no-http', 'doctor --no-http', 'migrate', 'client list', 'seed']) {
    const io = capturedIo({ cwd, env });
    expect([command, await main(command.split(' '), io)]).toEqual([command, expect.any(Number)]);
    said += say(io);
  }
  const url = `sqlite:${join(cwd, 'call_center.db')}`;
  const io = capturedIo({ cwd, env: { ...env, OPENECCP_DATABASE_URL: url, OPENECCP_ECCP_PORT: '0' } });
  const code = main('serve --no-http --log-level debug'.split(' '), io);
  await io.line(/^ready .*waiting/);
  io.stop();
  expect(await code).toBe(0);
  said += say(io);
  expect(said).toContain('the connection is refused');
  expect(said).toContain('Asterisk refused the login');
  expect(leaks(said)).toEqual([]);
}, 60_000);
