import { dirname, join } from 'node:path';
import { parseDatabaseUrl } from '@openeccp/storage';
import type { ServerConfig } from './server-config.js';

const NAME = 'openeccp-journal.db';

/**
 * Where the journal is: as configured, else beside an SQLite database, else in the directory that systemd gives a service for its
 * state, else in the working directory. Undefined where there is none: switched off, or a database that is gone with the
 * process as well.
 */
export function journalFileOf(
  { journal, database }: Pick<ServerConfig, 'journal' | 'database'>,
  env: NodeJS.ProcessEnv,
): string | undefined {
  if (journal === 'off') return undefined;
  if (journal.file !== undefined) return journal.file;
  const address = parseDatabaseUrl(database.url);
  if (address.kind !== 'sqlite') return join(env['STATE_DIRECTORY'] ?? '', NAME);
  return address.file === ':memory:' ? undefined : join(dirname(address.file), NAME);
}
