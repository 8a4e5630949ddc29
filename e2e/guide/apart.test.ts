import { AmiClient } from '@openeccp/ami';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { until } from '../lab/deadline.js';
import { claimPortBlock, type PortBlock } from '../lab/port-block.js';
import { createScratchDir, type ScratchDir } from '../lab/scratch-dir.js';
import { buildPrograms, npxFunction, openTerminal, type Running, type Terminal } from './terminal.js';

const ACCOUNT = '--password 1234';

describe('server and simulated Asterisk as programs of their own', () => {
  let scratch: ScratchDir;
  let ports: PortBlock;
  let terminal: Terminal;
  let startSimulator: () => Promise<Running>;
  let startServer: () => Promise<Running>;

  beforeAll(async () => {
    await buildPrograms();
    scratch = createScratchDir('apart');
    ports = await claimPortBlock();
    const [eccp, ami, http] = [ports.port(1), ports.port(2), ports.port(3)];
    terminal = openTerminal({
      cwd: scratch.path,
      instead: [
        ['20005', String(eccp)],
        ['15038', String(ami)],
        ['20080', String(http)],
      ],
      functions: npxFunction({ eccp: `--port ${eccp}`, openeccp: '' }),
      env: {},
    });
    const database = `sqlite:${scratch.path}/call_center.db`;
    startSimulator = async () => {
      const simulator = await terminal.start(
        'npx openeccp simulator --ami-port 15038 --no-callers --speed 10',
      );
      await simulator.shows(['ready ami=127.0.0.1:15038']);
      return simulator;
    };
    startServer = async () => {
      const server = await terminal.start(
        `npx openeccp serve --ami 127.0.0.1:15038 --ami-secret openeccp --database ${database} --demo-data --eccp-port 20005 --http-port 20080`,
      );
      return server;
    };
  });
  afterAll(async () => {
    terminal.close();
    scratch.remove();
    await ports.release();
  });

  /** A customer calls and stays on the line until somebody ends the call. */
  const customerCalls = async (): Promise<void> => {
    await using client = new AmiClient({
      credentials: { username: 'openeccp', secret: 'openeccp' },
      peer: { host: '127.0.0.1', port: ports.port(2) },
    });
    await client.connect();
    const target = { kind: 'extension', context: 'from-internal', exten: '9000' } as const;
    const answer = await client.originate({ channel: 'PJSIP/customer', target, timeoutMs: 30_000 });
    expect(answer.kind).toBe('success');
  };
  /** The agent logs in and takes a call; `watch` shows what happens to it. */
  const logIn = async (): Promise<Running> => {
    const watch = await terminal.start(`npx eccp agentlogin Agent/412 ${ACCOUNT} --extension 412`);
    await watch.shows(['TIME  agentloggedin    Agent/412 · queues 9000, 8001, 8000']);
    await customerCalls();
    await untilStatus('oncall');
    return watch;
  };
  const untilStatus = (wanted: string): Promise<true> =>
    until(`Agent/412 ${wanted}`, 30_000, async () => {
      const { lines } = await terminal.run('npx eccp status Agent/412');
      return lines[0] === `status = ${wanted}` ? true : undefined;
    });
  const holdAndResume = async (): Promise<void> => {
    for (const command of ['hold', 'unhold'])
      expect(await terminal.run(`npx eccp ${command} Agent/412 ${ACCOUNT}`)).toEqual({
        code: 0,
        lines: ['done'],
      });
  };

  it('each may be killed and started again, and agents work again', { timeout: 180_000 }, async () => {
    let simulator = await startSimulator();
    let server = await startServer();
    await server.shows([READY]);
    let watch = await logIn();
    await holdAndResume();

    // Asterisk dies: calls and logins with it.
    expect(await simulator.stop('SIGKILL')).toBeNull();
    simulator = await startSimulator();
    await watch.shows(['TIME  agentloggedout   Agent/412']);
    await watch.stop();
    watch = await logIn();
    await holdAndResume();

    // The server dies: agent and call are adopted by the next one.
    expect(await server.stop('SIGKILL')).toBeNull();
    await watch.stop();
    server = await startServer();
    await server.shows([READY]);
    await untilStatus('oncall');
    expect((await terminal.run(`npx eccp logout Agent/412 ${ACCOUNT}`)).lines[0]).toBe('status = logged-out');
    await untilStatus('offline');
    watch = await logIn();
    await holdAndResume();
    await watch.stop();

    expect(await server.stop()).toBe(0);
    expect(await simulator.stop()).toBe(0);
    expect(await terminal.run('npx eccp status Agent/412')).toMatchObject({ code: 3 });
  });
});

const READY = 'ready eccp=127.0.0.1:20005 ami=127.0.0.1:15038 (connected Asterisk 16.x) http=127.0.0.1:20080';
