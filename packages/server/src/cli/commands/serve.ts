import { seedDemo } from '@openeccp/storage';
import type { Command } from 'commander';
import { hasDefaultPassword, isLoopback } from '../../access/default-password.js';
import type { ServerConfig } from '../../config/server-config.js';
import { createLog } from '../../log/create-log.js';
import type { TelephonyStatus } from '../../telephony/telephony.js';
import type { Cleanup } from '../cleanup.js';
import type { CliIo } from '../cli-io.js';
import { type CommandContext, CommandError } from '../command-context.js';
import { type ConfigFlags, configOf, withConfigFlags } from '../config-flags.js';
import { EXIT_FAILED } from '../exit-codes.js';
import { readyLine } from '../ready-line.js';
import { runServer } from '../run-server.js';
import { serveUntilStopped } from '../serve-until-stopped.js';

/** Names in one line of the log at most. */
const MOST_NAMES = 20;

interface ServeFlags extends ConfigFlags {
  readonly demoData?: boolean;
}

/** An Asterisk that is there answers long before; one that is not is waited for without end afterwards. Milliseconds. */
const FIRST_WAIT_MS = 5_000;

export function addServe(program: Command, { io }: CommandContext): void {
  withConfigFlags(program.command('serve'))
    .description('run the server against a real Asterisk and database')
    .option('--demo-data', 'create missing tables and add the sample agents, queues, breaks and client')
    .addHelpText(
      'after',
      `
Example:
  openeccp serve --config openeccp.yaml
  openeccp serve --ami 127.0.0.1:5038 --ami-user openeccp --ami-secret … --database sqlite:call_center.db --demo-data`,
    )
    .action((flags: ServeFlags) =>
      serveUntilStopped(io, (cleanup, stopped) => serve(flags, io, cleanup, stopped)),
    );
}

async function serve(flags: ServeFlags, io: CliIo, cleanup: Cleanup, stopped: Promise<void>): Promise<void> {
  const loaded = await configOf(flags, io);
  const config = loaded.server;
  const log = createLog({
    level: config.log.level,
    human: io.readable,
    write: (line) => io.err(line.trimEnd()),
  });
  const { server, httpPort } = await runServer({
    config,
    log,
    cleanup,
    httpPortMayMove: !loaded.isSet('http.port'),
    ...(flags.demoData ? { storageOptions: { migrate: true } } : {}),
    prepare: async (storage) => {
      if (flags.demoData) await seedDemo(storage);
      const { breaks, clients, secrets } = await storage.loadDirectory();
      if (!config.eccp.allowDefaultPassword && isOpen(config) && (await hasDefaultPassword(clients))) {
        throw new CommandError(
          EXIT_FAILED,
          'ECCP would be open to other machines with client agentconsole and the password that everybody knows. ' +
            'Give it another with openeccp client add agentconsole, or set eccp.allowDefaultPassword: true.',
        );
      }
      if (!breaks.some(({ kind, active }) => kind === 'hold' && active)) {
        log.warn(
          'calls cannot be held: table break has no active row of kind H. openeccp doctor says what to do',
        );
      }
      const open = secrets.filter(({ eccpPassword }) => eccpPassword === null).map(({ name }) => name);
      if (open.length > 0 && config.eccp.acceptAgentsWithoutPassword) {
        log.warn(
          { agents: open.slice(0, MOST_NAMES), count: open.length },
          'any client may act for agents that have no eccp_password; eccp.acceptAgentsWithoutPassword: false refuses it',
        );
      }
      if (clients.length === 0) {
        log.warn('nobody may log in: there is no client account. openeccp client add NAME makes one');
      }
    },
  });
  const ignore = io.onReload(() => void server.listener.reloadCertificates());
  cleanup.add(async () => ignore());
  await Promise.race([server.reached(FIRST_WAIT_MS), stopped]);
  const { eccp, asterisk, http } = config;
  io.out(
    readyLine({
      eccp: { host: eccp.host, port: server.eccpPort },
      eccps:
        eccp.tls === undefined || server.tlsPort === undefined
          ? undefined
          : { host: eccp.tls.host, port: server.tlsPort },
      ami: { host: asterisk.host, port: asterisk.port },
      asterisk: describe(server.telephony.status),
      http: http === undefined || httpPort === undefined ? undefined : { host: http.host, port: httpPort },
    }),
  );
}

function isOpen({ eccp }: ServerConfig): boolean {
  return !isLoopback(eccp.host) || (eccp.tls !== undefined && !isLoopback(eccp.tls.host));
}

function describe(status: TelephonyStatus): string {
  switch (status.kind) {
    case 'up':
      return `connected Asterisk ${status.version}`;
    case 'connecting':
      return 'waiting: no answer yet';
    case 'down':
      return `waiting: ${status.reason}`;
  }
}
