import { type Command, Option } from 'commander';
import { type ConfigSources, type LoadedConfig, loadConfig, loadDatabaseUrl } from '../config/load-config.js';
import { ConfigError } from '../config/problem.js';
import { parsePeer, parsePort } from './arguments.js';
import type { CliIo } from './cli-io.js';
import { logLevelOption } from './options.js';
import { readCenter } from './read-center.js';

/** Flags that name the file and the database; every command that has to do with the database takes them. */
export interface DatabaseFlags {
  readonly config?: string;
  readonly database?: string;
}

/** Flags that go before the file and the environment. */
export interface ConfigFlags extends DatabaseFlags {
  readonly eccpPort?: number;
  readonly ami?: ReturnType<typeof parsePeer>;
  readonly amiUser?: string;
  readonly amiSecret?: string;
  readonly parking?: string;
  readonly profile?: string;
  readonly extended?: boolean;
  readonly httpPort?: number;
  readonly http?: boolean;
  readonly logLevel?: string;
}

export function withDatabaseFlags(command: Command): Command {
  return command
    .option('--config <file>', 'openeccp.yaml here or in /etc/openeccp unless told')
    .option('--database <url>', 'sqlite:FILE or mysql://USER:PASSWORD@HOST:PORT/call_center');
}

export function withConfigFlags(command: Command): Command {
  return withDatabaseFlags(command)
    .option('--eccp-port <port>', 'ECCP port; 0 takes any free port', parsePort)
    .option('--ami <host:port>', 'where the manager interface of Asterisk is', parsePeer)
    .option('--ami-user <user>', 'manager user')
    .option('--ami-secret <secret>', 'its secret; OPENECCP_ASTERISK_SECRET keeps it out of the process list')
    .addOption(new Option('--parking <setting>', 'whether calls can be held').choices(['auto', 'on', 'off']))
    .addOption(new Option('--profile <name>', 'whose behaviour to follow').choices(['elastix', 'issabel']))
    .option('--extended', 'also tell clients what only later consoles understand')
    .option('--http-port <port>', 'health, readiness and metrics', parsePort)
    .option('--no-http', 'none of these')
    .addOption(logLevelOption());
}

/**
 * Reads file, environment and flags, and what the database's own settings say where these are silent. Throws a
 * `ConfigError` with all problems.
 */
export async function configOf(flags: ConfigFlags, io: CliIo): Promise<LoadedConfig> {
  const written = sources(flags, io);
  const center = await readCenter(written);
  try {
    return await loadConfig({ ...written, found: center.kind === 'read' ? center.found : undefined });
  } catch (error) {
    // What is missing may be there.
    if (!(error instanceof ConfigError) || center.kind !== 'unreadable') throw error;
    throw new ConfigError(error.source, [...error.problems, center.problem]);
  }
}

/** Where the database is; the rest of the configuration may be missing or wrong. */
export function databaseOf(flags: DatabaseFlags, io: CliIo): Promise<string> {
  return loadDatabaseUrl(sources(flags, io));
}

function sources(flags: ConfigFlags, io: CliIo): ConfigSources {
  const set = (path: string, value: unknown, flag: string): ConfigSources['flags'] =>
    value === undefined ? [] : [{ path, value, flag }];
  return {
    file: flags.config,
    env: io.env,
    flags: [
      ...set('eccp.port', flags.eccpPort, '--eccp-port'),
      ...set('asterisk.host', flags.ami?.host, '--ami'),
      ...set('asterisk.port', flags.ami?.port, '--ami'),
      ...set('asterisk.user', flags.amiUser, '--ami-user'),
      ...set('asterisk.secret', flags.amiSecret, '--ami-secret'),
      ...set('asterisk.parking', flags.parking, '--parking'),
      ...set('database.url', flags.database, '--database'),
      ...set('protocol.profile', flags.profile, '--profile'),
      ...set('protocol.extended', flags.extended, '--extended'),
      ...set('http.port', flags.httpPort, '--http-port'),
      ...set('http', flags.http === false ? 'off' : undefined, '--no-http'),
      ...set('log.level', flags.logLevel, '--log-level'),
    ],
  };
}
