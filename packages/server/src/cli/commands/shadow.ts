import type { Storage } from '@openeccp/core';
import { EccpConnectionError, EccpLoginRefusedError } from '@openeccp/eccp';
import { openStorage } from '@openeccp/storage';
import type { Command } from 'commander';
import { createLog } from '../../log/create-log.js';
import { systemClock } from '../../runtime/clock.js';
import { type Difference, differenceLine } from '../../shadow/difference.js';
import { AsteriskNotReachedError, Shadow, type ShadowCounts } from '../../shadow/shadow.js';
import { parsePeer } from '../arguments.js';
import type { Cleanup } from '../cleanup.js';
import type { CliIo } from '../cli-io.js';
import { type CommandContext, CommandError } from '../command-context.js';
import { type ConfigFlags, configOf, withConfigFlags } from '../config-flags.js';
import { EXIT_FAILED, EXIT_UNREACHABLE } from '../exit-codes.js';
import { serveUntilStopped } from '../serve-until-stopped.js';

interface ShadowFlags extends ConfigFlags {
  readonly legacy: ReturnType<typeof parsePeer>;
  readonly user: string;
  readonly json?: boolean;
}

const LEGACY_PORT = 20_005;
const ROUND_MS = 5_000;

/** `openeccp shadow`: runs beside the server that is in charge and says where both disagree. */
export function addShadow(program: Command, { io, finish }: CommandContext): void {
  withConfigFlags(program.command('shadow'))
    .description('run beside the old server, touch nothing, and report where both disagree')
    .requiredOption('--legacy <host:port>', 'ECCP of the server that is in charge', parsePeer)
    .option(
      '--user <name>',
      'client account to listen with; its password is read from the database',
      'agentconsole',
    )
    .option('--json', 'one JSON object a line')
    .addHelpText(
      'after',
      `
Nothing is asked of Asterisk, nothing is written to the database, no port is opened. Stop it with Ctrl-C; it then says
what it compared, and ends with 1 if anything differed.

Example:
  openeccp shadow --config openeccp.yaml --legacy 127.0.0.1:20005`,
    )
    .action(async (flags: ShadowFlags) => {
      let counts: ShadowCounts | undefined;
      await serveUntilStopped(io, async (cleanup) => {
        const shadow = await start(flags, io, cleanup);
        cleanup.add(async () => {
          counts = shadow.counts;
        });
      });
      if (counts === undefined) return;
      io.out(flags.json ? JSON.stringify({ kind: 'summary', ...counts }) : summaryLine(counts));
      if (counts.differences > 0) finish(EXIT_FAILED);
    });
}

async function start(flags: ShadowFlags, io: CliIo, cleanup: Cleanup): Promise<Shadow> {
  const { server: config } = await configOf(flags, io);
  const log = createLog({
    level: config.log.level,
    human: io.readable,
    write: (line) => io.err(line.trimEnd()),
  });
  // Whoever is in charge of the database decides about its tables.
  const storage = await openStorage(config.database.url, { migrate: false });
  cleanup.add(() => storage.close());
  const legacy = { host: flags.legacy.host ?? '127.0.0.1', port: flags.legacy.port ?? LEGACY_PORT };
  const password = await passwordOf(flags.user, storage);
  const shadow = await Shadow.start({
    config,
    legacy,
    user: flags.user,
    password,
    storage,
    clock: systemClock,
    log,
    roundMs: ROUND_MS,
    onDifference: (difference) => tell(difference, flags, io),
  }).catch(explain);
  cleanup.add(() => shadow.close());
  io.err(`comparing with ${legacy.host}:${legacy.port}; Ctrl-C ends it`);
  return shadow;
}

/** The server in charge reads the same table, and takes the md5 that stands there (ECCP §5.1). */
async function passwordOf(user: string, storage: Storage): Promise<string> {
  const account = (await storage.listClients()).find(({ username }) => username === user);
  if (account?.kind === 'md5') return account.md5Password;
  if (account !== undefined) {
    throw new CommandError(
      EXIT_FAILED,
      `the password of client ${user} is kept as a salted hash, which the old server can't use; openeccp client add gives it another`,
    );
  }
  throw new CommandError(
    EXIT_FAILED,
    `there is no client ${user} in the database; openeccp client list shows them, --user names another`,
  );
}

function explain(error: unknown): never {
  if (error instanceof EccpLoginRefusedError)
    throw new CommandError(EXIT_FAILED, `old server: ${error.message}`);
  if (error instanceof EccpConnectionError) {
    throw new CommandError(EXIT_UNREACHABLE, `the old server can't be reached: ${error.message}`);
  }
  if (error instanceof AsteriskNotReachedError) throw new CommandError(EXIT_UNREACHABLE, error.message);
  throw error;
}

function tell(difference: Difference, { json }: ShadowFlags, io: CliIo): void {
  io.out(json ? JSON.stringify(difference) : differenceLine(difference));
}

function summaryLine({ events, states, differences, notCompared }: ShadowCounts): string {
  const compared = `${events} events and ${states} states of agents compared`;
  return `${compared}, ${differences} differences; ${notCompared} more events only the old server can know`;
}
