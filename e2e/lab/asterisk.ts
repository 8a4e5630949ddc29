import { execFile } from 'node:child_process';
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { writeAsteriskConfig } from './asterisk-config.js';
import { until } from './deadline.js';
import { type Command, labDir, libraryTriplet, rootCommand } from './lab-dir.js';
import { labUser } from './lab-user.js';
import { claimPortBlock } from './port-block.js';
import { type PrivateProcess, startProcess } from './private-process.js';
import { createScratchDir } from './scratch-dir.js';

const run = promisify(execFile);

export type AsteriskVersion = 16 | 22;

export type AsteriskOptions = {
  readonly version: AsteriskVersion;
  /** Whether there is a parking lot, 701 to 720. Default: yes. */
  readonly parking?: boolean;
  /** AMI rights of user `openeccp`, as in `manager.conf`. Default: all. */
  readonly ami?: { readonly read: string; readonly write: string };
};

/** A real Asterisk on loopback ports of its own, with the configuration of `asterisk-conf/`. */
export type Asterisk = {
  readonly version: AsteriskVersion;
  readonly host: '127.0.0.1';
  readonly amiPort: number;
  readonly amiUser: 'openeccp';
  readonly amiSecret: 'openeccp';
  readonly sipPort: number;
  /** Where `PJSIP/<number>@trunk` sends its calls; `startTrunk` listens there. */
  readonly trunkPort: number;
  /** Holds `messages` and `full`. */
  readonly logDir: string;
  /** Runs a command of Asterisk's own command line and returns what it prints. */
  cli(command: string): Promise<string>;
  /** Starts Asterisk again after `stop`, on the same ports and with the same AstDB; resolves when it is fully booted. */
  start(): Promise<void>;
  /** Ends Asterisk, cutting all calls; `SIGKILL` ends it as a crash would. */
  stop(signal?: 'SIGTERM' | 'SIGKILL'): Promise<void>;
  restart(signal?: 'SIGTERM' | 'SIGKILL'): Promise<void>;
  /** Ends Asterisk and removes its folder. */
  close(): Promise<void>;
};

const bootLimitMs = 30_000;
const cliLimitMs = 10_000;

/**
 * Callback agents join the queues that AstDB lists for them, as a PBX distribution stores its dynamic members.
 * Written at each start: AstDB is saved once a second, so a crash may lose the newest entries.
 */
const dynamicMembers = ['8000', '8001'].flatMap((queue) =>
  ['P101', 'P102', 'P103'].map((agent) => `database put QPENALTY ${queue}/agents/${agent} 0`),
);

/** Starts an Asterisk and waits until it is fully booted. */
export async function startAsterisk(options: AsteriskOptions): Promise<Asterisk> {
  const root = join(labDir(), `asterisk${options.version}`);
  const modules = modulesDir(root);
  const ports = await claimPortBlock();
  const scratch = createScratchDir(`asterisk${options.version}`);
  const [etc, variable] = [scratch.folder('etc'), scratch.folder('var')];
  for (const folder of ['var/lib', 'var/lib/keys', 'var/run', 'var/log', 'var/spool']) {
    scratch.folder(folder);
  }
  for (const folder of ['monitor', 'tmp', 'outgoing', 'recording']) scratch.folder(`var/spool/${folder}`);
  const [amiPort, sipPort, oldSipPort, trunkPort] = [
    ports.port(1),
    ports.port(2),
    ports.port(3),
    ports.port(4),
  ];
  writeAsteriskConfig({
    root,
    etc,
    var: variable,
    modules,
    amiPort,
    sipPort,
    oldSipPort,
    trunkPort,
    rtp: ports.range(20, 199),
    parking: options.parking ?? true,
    ami: options.ami ?? { read: 'all', write: 'all' },
  });

  const asterisk = rootCommand(root, 'usr/sbin/asterisk');
  const command: Command = { ...asterisk, args: [...asterisk.args, '-C', join(etc, 'asterisk.conf')] };
  const environment = { PATH: '/usr/bin:/bin', HOME: scratch.path, LANG: 'C.UTF-8', TERM: 'dumb' };
  let running: PrivateProcess | undefined;

  const cli = async (line: string): Promise<string> => {
    const settings = { timeout: cliLimitMs, cwd: scratch.path, env: environment, ...labUser() };
    const { stdout } = await run(command.file, [...command.args, '-rx', line], settings);
    return stdout;
  };
  const start = async (): Promise<void> => {
    rmSync(join(variable, 'run/asterisk.ctl'), { force: true });
    running = await startProcess({
      command: { ...command, args: [...command.args, '-f', '-vvvvv'] },
      cwd: scratch.path,
      logFile: join(scratch.path, 'output.log'),
    });
    await untilBooted(running, join(variable, 'run/asterisk.ctl'), cli);
    for (const line of dynamicMembers) await cli(line);
  };
  const stop = async (signal?: 'SIGTERM' | 'SIGKILL'): Promise<void> => {
    await running?.end(signal);
    running = undefined;
  };
  const close = async (): Promise<void> => {
    await stop('SIGKILL');
    scratch.remove();
    await ports.release();
  };

  try {
    await start();
  } catch (error) {
    await close();
    throw error;
  }
  return {
    version: options.version,
    host: '127.0.0.1',
    amiPort,
    amiUser: 'openeccp',
    amiSecret: 'openeccp',
    sipPort,
    trunkPort,
    logDir: join(variable, 'log'),
    cli,
    start,
    stop,
    restart: async (signal) => {
      await stop(signal);
      await start();
    },
    close,
  };
}

/** Newer suites keep the modules in a folder per architecture. */
function modulesDir(root: string): string {
  const dirs = [
    join(root, 'usr/lib', libraryTriplet(), 'asterisk/modules'),
    join(root, 'usr/lib/asterisk/modules'),
  ];
  const found = dirs.find((dir) => existsSync(dir));
  if (found === undefined) throw new Error(`${root} holds no Asterisk modules. Run: npm run provision`);
  return found;
}

async function untilBooted(
  server: PrivateProcess,
  controlSocket: string,
  cli: (line: string) => Promise<string>,
): Promise<void> {
  const start = performance.now();
  await until(
    'The start of Asterisk',
    bootLimitMs,
    () => asked(server, existsSync(controlSocket)),
    server.lastWords,
  );
  const booted = async (): Promise<true | undefined> => {
    const answer = await cli('core waitfullybooted').catch(() => '');
    return asked(server, answer.includes('fully booted'));
  };
  await until('The boot of Asterisk', bootLimitMs - (performance.now() - start), booted, server.lastWords);
}

/** There is no use in waiting for a program that has ended. */
function asked(server: PrivateProcess, answer: boolean): true | undefined {
  if (!server.alive()) throw new Error(`Asterisk ended while it started. ${server.lastWords()}`);
  return answer ? true : undefined;
}
