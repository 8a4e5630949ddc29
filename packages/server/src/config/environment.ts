import { type Settings, setSetting } from './settings.js';

/** An environment variable that sets what the file may set too. */
export interface EnvironmentVariable {
  readonly name: string;
  readonly path: string;
  readonly meaning: string;
}

/** All variables that are read. They go before the file, and flags go before them. */
export const ENVIRONMENT_VARIABLES: readonly EnvironmentVariable[] = [
  { name: 'OPENECCP_ECCP_HOST', path: 'eccp.host', meaning: 'address to listen on' },
  { name: 'OPENECCP_ECCP_PORT', path: 'eccp.port', meaning: 'ECCP port' },
  { name: 'OPENECCP_ASTERISK_HOST', path: 'asterisk.host', meaning: 'where Asterisk is' },
  { name: 'OPENECCP_ASTERISK_PORT', path: 'asterisk.port', meaning: 'its AMI port' },
  { name: 'OPENECCP_ASTERISK_USER', path: 'asterisk.user', meaning: 'manager user' },
  { name: 'OPENECCP_ASTERISK_SECRET', path: 'asterisk.secret', meaning: 'its secret' },
  { name: 'OPENECCP_DATABASE_URL', path: 'database.url', meaning: 'sqlite:FILE or mysql://…' },
  { name: 'OPENECCP_HTTP_HOST', path: 'http.host', meaning: 'address for health and metrics' },
  { name: 'OPENECCP_HTTP_PORT', path: 'http.port', meaning: 'port for health and metrics' },
  { name: 'OPENECCP_LOG_LEVEL', path: 'log.level', meaning: 'debug, info, warn, error or silent' },
];

/** Lays what the environment sets over the settings. An empty variable sets nothing. */
export function applyEnvironment(
  settings: Settings,
  env: Readonly<Record<string, string | undefined>>,
): void {
  for (const { name, path } of ENVIRONMENT_VARIABLES) {
    const value = env[name];
    if (value === undefined || value === '') continue;
    const isNumber = path.endsWith('.port') && /^\d+$/.test(value);
    setSetting(settings, path, isNumber ? Number(value) : value, name);
  }
}
