import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { connect } from '@openeccp/eccp';
import { expect, it, onTestFinished } from 'vitest';
import { scratchDir } from '../testing/scratch-dir.js';

const PROGRAM = `
import { main } from ${JSON.stringify(new URL('./main.ts', import.meta.url).href)};
process.exitCode = await main(process.argv.slice(1));`;

/** The program from its sources, in a process of its own. */
function startProcess(cwd: string, args: readonly string[]): ChildProcess {
  const tsx = import.meta.resolve('tsx');
  const options = ['--conditions=openeccp-source', '--import', tsx, '--input-type=module', '-e', PROGRAM];
  const child = spawn(process.execPath, [...options, ...args], { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  return child;
}

it('the demo serves ECCP and stops cleanly on Ctrl-C', { timeout: 30_000 }, async () => {
  const cwd = scratchDir();
  const demo = startProcess(cwd, ['demo', '--eccp-port', '0', '--http-port', '0', '--no-callers']);
  let complaints = '';
  demo.stderr?.on('data', (chunk: Buffer) => {
    complaints += chunk.toString();
  });
  const lines: string[] = [];
  if (demo.stdout === null) throw new Error('no output');
  for await (const line of createInterface(demo.stdout)) {
    lines.push(line);
    if (line.includes('Ctrl-C stops')) break;
  }
  const [, eccp, http] =
    /^ready eccp=127\.0\.0\.1:(\d+) ami=127\.0\.0\.1:\d+ http=(\S+)$/.exec(lines[0] ?? '') ?? [];
  expect(lines.join('\n')).toContain('npx eccp agentlogin Agent/412');

  const account = { user: 'agentconsole', password: 'agentconsole' };
  const client = await connect({ host: '127.0.0.1', port: Number(eccp), ...account });
  expect((await fetch(`http://${http}/ready`)).status).toBe(200);

  const exit = once(demo, 'exit');
  demo.kill('SIGINT');
  expect(await exit).toEqual([0, null]);
  await client.close();
  expect(complaints).toBe('');
});
