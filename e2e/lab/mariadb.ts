import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { until } from './deadline.js';
import { type Command, labDir, rootCommand } from './lab-dir.js';
import { labUser } from './lab-user.js';
import { claimPortBlock } from './port-block.js';
import { type PrivateProcess, startProcess } from './private-process.js';
import { createScratchDir, type ScratchDir } from './scratch-dir.js';

const run = promisify(execFile);

export type MariaDbOptions = {
  /** The server's default character set; old call centers run on `latin1`. Default: `utf8mb4`. */
  readonly characterSet?: 'utf8mb4' | 'latin1';
};

/** A real MariaDB server with a data folder of its own, on a loopback port. */
export type MariaDb = {
  /** An empty database, for a user who may do everything, also create more databases. */
  readonly url: string;
  readonly port: number;
  /** Creates one more empty database and returns its URL. */
  createDatabase(name: string): Promise<string>;
  /** Runs SQL with MariaDB's own client and returns the rows, a line each, columns separated by tabs. */
  sql(statements: string, database?: string): Promise<string>;
  /** Starts the server again after `stop`, with the data it had, on the same port. */
  start(): Promise<void>;
  /** Ends the server; `SIGKILL` ends it as a crash would. */
  stop(signal?: 'SIGTERM' | 'SIGKILL'): Promise<void>;
  /** Connections stay, and nothing is answered on them. */
  freeze(): void;
  /** What was asked meanwhile is answered. */
  thaw(): void;
  /** Ends the server and removes its data. */
  close(): Promise<void>;
};

const user = 'openeccp';
const database = 'call_center';
const startLimitMs = 30_000;
const sqlLimitMs = 30_000;

/** The scripts that make the server's own tables, in this order. */
const systemScripts = [
  'mysql_system_tables.sql',
  'mysql_performance_tables.sql',
  'mysql_system_tables_data.sql',
];

/** Makes a data folder and starts a server on it; resolves when it answers. */
export async function startMariaDb(options: MariaDbOptions = {}): Promise<MariaDb> {
  const root = join(labDir(), 'mariadb');
  const ports = await claimPortBlock();
  const port = ports.port(1);
  const scratch = createScratchDir('mariadb');
  const server = withSettings(
    rootCommand(root, 'usr/sbin/mariadbd'),
    root,
    scratch,
    options.characterSet ?? 'utf8mb4',
  );
  let running: PrivateProcess | undefined;

  const start = async (): Promise<void> => {
    const listen = [`--port=${port}`, '--bind-address=127.0.0.1', `--socket=${join(scratch.path, 'socket')}`];
    running = await startProcess({
      command: { ...server, args: [...server.args, ...listen] },
      cwd: scratch.path,
      logFile: join(scratch.path, 'output.log'),
    });
    const started = running;
    const greeting = (): Promise<true | undefined> => {
      if (!started.alive()) throw new Error(`MariaDB ended while it started. ${started.lastWords()}`);
      return greets(port);
    };
    await until('The start of MariaDB', startLimitMs, greeting, started.lastWords);
  };
  const stop = async (signal?: 'SIGTERM' | 'SIGKILL'): Promise<void> => {
    await running?.end(signal);
    running = undefined;
  };
  const signal = (name: 'SIGSTOP' | 'SIGCONT'): void => {
    if (running !== undefined) process.kill(running.pid, name);
  };
  const close = async (): Promise<void> => {
    await stop('SIGKILL');
    scratch.remove();
    await ports.release();
  };
  const url = (name: string): string => `mysql://${user}:${user}@127.0.0.1:${port}/${name}`;
  const sql = async (statements: string, name: string = database): Promise<string> => {
    const client = rootCommand(root, 'usr/bin/mariadb');
    const login = ['--host=127.0.0.1', `--port=${port}`, `--user=${user}`, `--password=${user}`];
    const form = [
      '--no-defaults',
      ...login,
      '--default-character-set=utf8mb4',
      '--batch',
      '--skip-column-names',
    ];
    const args = [...client.args, ...form, `--execute=${statements}`, name];
    return (await run(client.file, args, { timeout: sqlLimitMs })).stdout;
  };

  try {
    await bootstrap(server, root, scratch);
    await start();
  } catch (error) {
    await close();
    throw error;
  }
  return {
    url: url(database),
    port,
    createDatabase: async (name) => {
      await sql(`CREATE DATABASE \`${name}\``);
      return url(name);
    },
    sql,
    start,
    stop,
    freeze: () => signal('SIGSTOP'),
    thaw: () => signal('SIGCONT'),
    close,
  };
}

/** Small buffers and no waiting for the disk: the data must survive a crash of the server, not of the machine. */
function withSettings(command: Command, root: string, scratch: ScratchDir, characterSet: string): Command {
  const settings = [
    '--no-defaults',
    `--basedir=${join(root, 'usr')}`,
    `--lc-messages-dir=${join(root, 'usr/share/mysql')}`,
    `--datadir=${join(scratch.path, 'data')}`,
    `--tmpdir=${scratch.path}`,
    `--pid-file=${join(scratch.path, 'pid')}`,
    `--character-set-server=${characterSet}`,
    '--skip-name-resolve',
    '--skip-log-bin',
    '--innodb-buffer-pool-size=32M',
    '--innodb-log-file-size=8M',
    '--innodb-flush-log-at-trx-commit=2',
    // Tests make and drop thousands of tables: nothing is waited for to reach the disk, and none has a file of its own.
    // What was written outlives the process, though not the machine.
    '--innodb-flush-method=nosync',
    '--sync-frm=OFF',
    '--innodb-file-per-table=OFF',
    '--key-buffer-size=1M',
    '--performance-schema=OFF',
    '--max-connections=100',
  ];
  return { ...command, args: [...command.args, ...settings] };
}

/** Fills the data folder: the system tables, our user, and an empty database. */
async function bootstrap(server: Command, root: string, scratch: ScratchDir): Promise<void> {
  scratch.folder('data');
  const scripts = systemScripts.map((name) => readFileSync(join(root, 'usr/share/mysql', name), 'utf8'));
  // A statement ends where its line ends.
  const ours = [
    'FLUSH PRIVILEGES;',
    `CREATE USER '${user}'@'127.0.0.1' IDENTIFIED BY '${user}';`,
    `GRANT ALL PRIVILEGES ON *.* TO '${user}'@'127.0.0.1' WITH GRANT OPTION;`,
    `CREATE DATABASE ${database};`,
  ];
  const options = { cwd: scratch.path, timeout: startLimitMs, ...labUser() };
  const bootstrapping = run(server.file, [...server.args, '--bootstrap'], options);
  bootstrapping.child.stdin?.end(
    ['CREATE DATABASE mysql;', 'USE mysql;', ...scripts, ...ours, ''].join('\n'),
  );
  await bootstrapping;
}

/** A server that is ready speaks first: a packet whose fifth byte is the version of the protocol, 10. */
function greets(port: number): Promise<true | undefined> {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port });
    const done = (answer: true | undefined): void => {
      socket.destroy();
      resolve(answer);
    };
    socket.setTimeout(1_000, () => done(undefined));
    socket.once('error', () => done(undefined));
    socket.once('close', () => done(undefined));
    socket.once('data', (bytes) => done(bytes[4] === 10 ? true : undefined));
  });
}
