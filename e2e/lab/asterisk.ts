import { join } from 'node:path';
import { type Parking, writeAsteriskConfig } from './asterisk-config.js';
import { asteriskModulesDir, asteriskProcess } from './asterisk-process.js';
import { labDir } from './lab-dir.js';
import { claimPortBlock } from './port-block.js';
import { createScratchDir } from './scratch-dir.js';

export type AsteriskVersion = 16 | 22;

export type AsteriskOptions = {
  readonly version: AsteriskVersion;
  /** Default: `own`. */
  readonly parking?: Parking;
  /** How long a call may stay parked, seconds. Default: 300, in our own lot a day. */
  readonly parkingS?: number;
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
  const modules = asteriskModulesDir(root);
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
    parking: options.parking ?? 'own',
    parkingS: options.parkingS,
    ami: options.ami ?? { read: 'all', write: 'all' },
  });

  const program = asteriskProcess({
    root,
    etc,
    runDir: join(variable, 'run'),
    folder: scratch.path,
    bootLimitMs,
    flags: ['-vvvvv'],
  });
  const { cli, stop } = program;
  const start = async (): Promise<void> => {
    await program.start();
    for (const line of dynamicMembers) await cli(line);
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
