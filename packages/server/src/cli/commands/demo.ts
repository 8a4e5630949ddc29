import { mkdir } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import { join, relative, resolve } from 'node:path';
import { type SqlStorage, seedCampaigns, seedDemo } from '@openeccp/storage';
import { type Command, Option } from 'commander';
import { configFrom } from '../../config/load-config.js';
import type { ServerConfig } from '../../config/server-config.js';
import { createLog } from '../../log/create-log.js';
import { parsePort, parseSpeed } from '../arguments.js';
import type { Cleanup } from '../cleanup.js';
import type { CliIo } from '../cli-io.js';
import { type CommandContext, CommandError } from '../command-context.js';
import { EXIT_FAILED } from '../exit-codes.js';
import { logLevelOption } from '../options.js';
import { readyLine } from '../ready-line.js';
import { runServer } from '../run-server.js';
import { serveUntilStopped } from '../serve-until-stopped.js';
import { openSimulator } from './simulator.js';

interface DemoFlags {
  readonly eccpPort: number;
  readonly amiPort: number;
  readonly httpPort?: number;
  readonly data?: string;
  readonly parking: 'on' | 'off';
  readonly callers: boolean;
  readonly speed: number;
  readonly logLevel: ServerConfig['log']['level'];
}

const HOST = '127.0.0.1';
/** Manager user and secret of the simulated Asterisk. */
const MANAGER = 'openeccp';
/** The simulator is in this process; it answers at once. Milliseconds. */
const REACHED_MS = 5_000;

export function addDemo(program: Command, { io }: CommandContext): void {
  program
    .command('demo')
    .description('run with a simulated Asterisk, an embedded database and sample data')
    .option('--eccp-port <port>', 'ECCP port; 0 takes any free port', parsePort, 20_005)
    .option('--ami-port <port>', 'AMI port of the simulated Asterisk; 0 takes any free port', parsePort, 0)
    .option('--http-port <port>', 'health and metrics; 20080, or any free port when that is taken', parsePort)
    .option('--data <dir>', 'where the database is kept; .openeccp/demo unless told')
    .addOption(
      new Option('--parking <setting>', 'whether calls can be held').choices(['on', 'off']).default('on'),
    )
    .option('--no-callers', 'nobody calls by himself')
    .option('--speed <factor>', 'simulated seconds per second', parseSpeed, 1)
    .addOption(logLevelOption('warn'))
    .addHelpText('after', '\nExample:\n  openeccp demo --eccp-port 20105 --no-callers')
    .action((flags: DemoFlags) => serveUntilStopped(io, (cleanup) => demo(flags, io, cleanup)));
}

async function demo(flags: DemoFlags, io: CliIo, cleanup: Cleanup): Promise<void> {
  const simulator = await openSimulator({
    port: flags.amiPort,
    parking: flags.parking,
    callers: flags.callers,
    speed: flags.speed,
  });
  cleanup.add(() => simulator.close());

  const data = await dataDirectory(flags.data, io.cwd);
  const { server: config } = configFrom({
    eccp: { host: HOST, port: flags.eccpPort },
    asterisk: { host: HOST, port: simulator.port, user: MANAGER, secret: MANAGER },
    database: { url: `sqlite:${join(data, 'call_center.db')}` },
    http: flags.httpPort === undefined ? {} : { port: flags.httpPort },
  });
  const { server, httpPort } = await runServer({
    config,
    cleanup,
    log: createLog({ level: flags.logLevel, human: io.readable, write: (line) => io.err(line.trimEnd()) }),
    httpPortMayMove: flags.httpPort === undefined,
    prepare: seedSamples,
  });
  const asterisk = await server.reached(REACHED_MS);
  if (asterisk.kind !== 'up') {
    throw new CommandError(EXIT_FAILED, 'the simulated Asterisk does not answer; start the demo again');
  }
  const eccp = { host: HOST, port: server.eccpPort };
  const http = httpPort === undefined ? undefined : { host: HOST, port: httpPort };
  io.out(readyLine({ eccp, ami: { host: HOST, port: simulator.port }, http }));
  for (const line of whatToTry({
    flags,
    port: server.eccpPort,
    httpPort,
    data: relative(io.cwd, data) || data,
  })) {
    io.out(line);
  }
}

async function seedSamples(storage: SqlStorage): Promise<void> {
  await seedDemo(storage);
  await seedCampaigns(storage, Date.now());
}

/** The first of the wanted directories that can be made: a directory that is read-only must not stop the demo. */
async function dataDirectory(named: string | undefined, cwd: string): Promise<string> {
  if (named !== undefined) {
    const directory = resolve(cwd, named);
    try {
      await mkdir(directory, { recursive: true });
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      throw new CommandError(
        EXIT_FAILED,
        `--data ${directory} can't be made: ${reason}. Name another directory.`,
      );
    }
    return directory;
  }
  const here = join(cwd, '.openeccp', 'demo');
  try {
    await mkdir(here, { recursive: true });
    return here;
  } catch {
    const elsewhere = join(tmpdir(), `openeccp-demo-${userInfo().uid}`);
    await mkdir(elsewhere, { recursive: true, mode: 0o700 });
    return elsewhere;
  }
}

function whatToTry(demo: {
  readonly flags: DemoFlags;
  readonly port: number;
  readonly httpPort: number | undefined;
  readonly data: string;
}): readonly string[] {
  const { flags, port, httpPort, data } = demo;
  const at = port === 20_005 ? '' : ` --port ${port}`;
  const callers = flags.callers
    ? 'Callers come to queue 9000 by themselves; Agent/412 gets them once it is logged in.'
    : 'Nobody calls by himself (--no-callers).';
  return [
    '',
    'Asterisk is simulated. In another terminal, in this directory:',
    '',
    `  npx eccp agentlogin Agent/412 --password 1234 --extension 412${at}`,
    `  npx eccp status Agent/412${at}`,
    `  npx eccp hold Agent/412 --password 1234${at}      then unhold, hangup, logout`,
    `  npx eccp atxfer Agent/412 --password 1234 --to 101${at}      talks to 101 first; hangup hands over`,
    `  npx eccp events --progress${at}`,
    ...(httpPort === undefined ? [] : [`  curl http://${HOST}:${httpPort}/metrics`]),
    '',
    `${callers} Sample data: ${data}.`,
    'ECCP clients log in as agentconsole with password agentconsole. Ctrl-C stops.',
  ];
}
