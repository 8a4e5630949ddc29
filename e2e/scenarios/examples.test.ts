import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { connect } from '@openeccp/eccp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Backend } from '../backends/backend.js';
import { startSimulatorBackend } from '../backends/simulator.js';
import { until } from '../lab/deadline.js';
import { type ServerUnderTest, startServerUnderTest } from '../server/server-under-test.js';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

describe('the example programs', () => {
  let backend: Backend;
  let server: ServerUnderTest;
  beforeAll(async () => {
    backend = await startSimulatorBackend({ parking: 'own' });
    server = await startServerUnderTest(backend);
  });
  afterAll(async () => {
    await server.close();
    await backend.close();
  });

  it('log in, hold, resume and hang up, as the starting document prints it', async () => {
    const login = run('agentlogin');
    await login.prints('agentloggedin.agent = Agent/412');
    await backend.customerCalls('9000');
    await login.prints('agentlinked.agent_number = Agent/412');
    expect(await run('hold').output()).toEqual(
      expect.arrayContaining(['Connect...', 'status = oncall', 'Hold...', 'success =', 'Disconnect...']),
    );
    expect(await run('unhold').output()).toEqual(
      expect.arrayContaining(['status = paused', 'unhold...', 'success =', 'Disconnect...']),
    );
    await login.prints('pauseend.pause_class = hold');
    expect(await run('hangup').output()).toEqual(
      expect.arrayContaining(['status = oncall', 'Hangup...', 'success =', 'Disconnect...']),
    );
    await login.prints('agentunlinked.agent_number = Agent/412');
    await login.stop();
  });

  it('follow the floor, on a server that keeps no events too', async () => {
    const follow = run('follow');
    await follow.prints('PJSIP/101 is offline');
    const client = await connect({ port: server.port, user: 'agentconsole', password: 'agentconsole' });
    await client.agent('PJSIP/101', '1234').login('101');
    await follow.prints('agentloggedin');
    await follow.prints('PJSIP/101 is online');
    await client.agent('PJSIP/101', '1234').logout();
    await client.close();
    await follow.stop();
    expect(follow.exitCode()).toBe(0);
  });

  it('end with the failure when the credentials are wrong', async () => {
    const program = run('hold', { ECCP_PASSWORD: 'wrong' });
    const printed = await program.output();
    expect(printed).toContain('failure.code = 401');
    expect(printed).not.toContain('Disconnect...');
    expect(program.exitCode()).toBe(1);
  });

  /** Runs a program as a reader would, with tsx. */
  function run(name: string, env: Readonly<Record<string, string>> = {}) {
    const args = ['--import', 'tsx', '--conditions=openeccp-source', `examples/${name}.ts`];
    const child = spawn(process.execPath, args, {
      cwd: ROOT,
      env: { ...process.env, ECCP_PORT: String(server.port), ...env },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let printed = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      printed += text;
    });
    const lines = (): string[] => printed.split('\n').map((line) => line.trim());
    return {
      exitCode: () => child.exitCode,
      output: async () => {
        if (child.exitCode === null) await once(child, 'close');
        return lines();
      },
      prints: (line: string) =>
        until(
          `${name} printing "${line}"`,
          15_000,
          () => {
            if (lines().includes(line)) return true;
            if (child.exitCode !== null) throw new Error(`${name} ended first`);
            return undefined;
          },
          () => printed,
        ),
      stop: async () => {
        child.kill('SIGINT');
        if (child.exitCode === null) await once(child, 'close');
      },
    };
  }
});
