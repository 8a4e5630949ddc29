import { chownSync, cpSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AsteriskVersion } from '../lab/asterisk.js';
import { asteriskModulesDir, asteriskProcess } from '../lab/asterisk-process.js';
import { labDir } from '../lab/lab-dir.js';
import { labUser } from '../lab/lab-user.js';
import { claimPortBlock } from '../lab/port-block.js';
import { createScratchDir } from '../lab/scratch-dir.js';

/** An Asterisk as its Debian package configures it, for somebody to follow a guide on. */
export type StockAsterisk = {
  readonly version: AsteriskVersion;
  /** Its `/etc/asterisk`. */
  readonly etc: string;
  readonly amiPort: number;
  /** The port that SIP gets, whichever module takes it. */
  readonly sipPort: number;
  /** The words that start `asterisk`, to which `-rx 'core show channels'` can be added. */
  readonly command: readonly [string, ...string[]];
  /** Runs a command of Asterisk's own command line and returns what it prints. */
  cli(command: string): Promise<string>;
  /** As `systemctl restart asterisk` does: reads the configuration anew. */
  restart(): Promise<void>;
  close(): Promise<void>;
};

const bootLimitMs = 60_000;

/**
 * Drivers of other networks. They would listen on ports of their own on every interface of this machine, which a
 * private instance must not; no step of a guide has to do with them.
 */
const otherNetworks = [
  'chan_iax2',
  'chan_mgcp',
  'chan_skinny',
  'chan_unistim',
  'chan_ooh323',
  'chan_motif',
  'chan_mobile',
  'chan_dahdi',
  'pbx_dundi',
  'res_snmp',
];

/** Starts the Asterisk of a Debian package with that package's configuration, on loopback ports and in folders of its own. */
export async function startStockAsterisk(version: AsteriskVersion): Promise<StockAsterisk> {
  const root = join(labDir(), `asterisk${version}`);
  const ports = await claimPortBlock();
  const scratch = createScratchDir(`stock${version}`);
  const variable = scratch.folder('var');
  const etc = join(scratch.path, 'etc');
  const [amiPort, sipPort] = [ports.port(1), ports.port(2)];
  cpSync(join(root, 'etc/asterisk'), etc, { recursive: true, dereference: true });
  for (const folder of ['lib', 'lib/keys', 'run', 'log', 'log/cdr-csv', 'cache', 'spool'])
    scratch.folder(join('var', folder));
  for (const folder of ['monitor', 'tmp', 'outgoing', 'recording', 'voicemail'])
    scratch.folder(join('var/spool', folder));
  makePrivate({ root, etc, variable, amiPort, sipPort, rtp: ports.range(20, 199) });
  giveFolder(etc);

  const { command, cli, start, stop } = asteriskProcess({
    root,
    etc,
    runDir: join(variable, 'run'),
    folder: scratch.path,
    bootLimitMs,
  });
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
    version,
    etc,
    amiPort,
    sipPort,
    command: [command.file, ...command.args],
    cli,
    restart: async () => {
      await stop();
      giveFolder(etc);
      await start();
    },
    close,
  };
}

/** Changes what two instances on one machine can't share, and nothing else. */
function makePrivate(own: {
  readonly root: string;
  readonly etc: string;
  readonly variable: string;
  readonly amiPort: number;
  readonly sipPort: number;
  readonly rtp: { readonly first: number; readonly last: number };
}): void {
  const { root, etc, variable, amiPort, sipPort, rtp } = own;
  const edit = (name: string, changes: readonly (readonly [RegExp, string])[]): void => {
    const file = join(etc, name);
    let text = readFileSync(file, 'utf8');
    for (const [stock, changed] of changes) {
      if (!stock.test(text)) throw new Error(`The stock ${name} has no ${stock}.`);
      text = text.replace(stock, changed);
    }
    writeFileSync(file, text);
  };
  const folders = {
    astcachedir: join(variable, 'cache'),
    astetcdir: etc,
    astmoddir: asteriskModulesDir(root),
    astvarlibdir: join(variable, 'lib'),
    astdbdir: join(variable, 'lib'),
    astkeydir: join(variable, 'lib'),
    astdatadir: join(root, 'usr/share/asterisk'),
    astagidir: join(root, 'usr/share/asterisk/agi-bin'),
    astspooldir: join(variable, 'spool'),
    astrundir: join(variable, 'run'),
    astlogdir: join(variable, 'log'),
    astsbindir: join(root, 'usr/sbin'),
  };
  edit('asterisk.conf', [
    [/^\[directories\]\(!\)/m, '[directories]'],
    ...Object.entries(folders).map(
      ([name, folder]) => [new RegExp(`^${name} => .*$`, 'm'), `${name} => ${folder}`] as const,
    ),
  ]);
  edit('manager.conf', [[/^port = 5038$/m, `port = ${amiPort}`]]);
  edit('rtp.conf', [
    [/^rtpstart=10000$/m, `rtpstart=${rtp.first}`],
    [/^rtpend=20000$/m, `rtpend=${rtp.last}`],
  ]);
  const noload = otherNetworks.map((name) => `noload => ${name}.so`).join('\n');
  edit('modules.conf', [[/^autoload=yes$/m, `autoload=yes\n${noload}`]]);
  // Where there is chan_sip it takes the port that PJSIP is to have, as it does on a machine of its own.
  if (existsSync(join(etc, 'sip.conf')))
    edit('sip.conf', [[/^udpbindaddr=0\.0\.0\.0/m, `udpbindaddr=127.0.0.1:${sipPort}`]]);
}

/** Gives a folder with all that is in it to the user that Asterisk runs as. */
function giveFolder(path: string): void {
  const user = labUser();
  if (user === undefined) return;
  chownSync(path, user.uid, user.gid);
  for (const entry of readdirSync(path, { recursive: true, withFileTypes: true })) {
    chownSync(join(entry.parentPath, entry.name), user.uid, user.gid);
  }
}
