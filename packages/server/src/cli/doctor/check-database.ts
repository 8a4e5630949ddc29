import { existsSync } from 'node:fs';
import type { Directory } from '@openeccp/core';
import { openStorage, parseDatabaseUrl, StorageError } from '@openeccp/storage';
import { hasDefaultPassword, isLoopback } from '../../access/default-password.js';
import type { LoadedConfig } from '../../config/load-config.js';
import { checkAgentPasswords } from './check-agent-passwords.js';
import { checkCenterSettings } from './check-center-settings.js';
import { checkDeadLetters } from './check-dead-letters.js';
import { checkSchema } from './check-schema.js';
import { type Finding, failure, ok, warning } from './finding.js';

export interface DatabaseReport {
  readonly findings: readonly Finding[];
  /** What the database holds; undefined when it can't be read. */
  readonly directory: Directory | undefined;
}

/** Reachable, with the tables of a call center and the rows that the server can't do without. */
export async function checkDatabase(config: LoadedConfig): Promise<DatabaseReport> {
  const address = parseDatabaseUrl(config.server.database.url);
  if (address.kind === 'sqlite' && !existsSync(address.file)) {
    const text = `there is no file ${address.file}`;
    return {
      directory: undefined,
      findings: [failure('database', text, 'openeccp migrate creates it; or correct database.url.')],
    };
  }
  try {
    // A check creates nothing, not even in SQLite.
    const storage = await openStorage(config.server.database.url, { migrate: false });
    try {
      const directory = await storage.loadDirectory();
      const reached = ok('database', `${storage.database.where} has the tables of a call center`);
      const schema = checkSchema(await storage.dialect());
      const settings = checkCenterSettings(await storage.settings(), config);
      const letters = checkDeadLetters(await storage.deadLetters.count());
      return {
        directory,
        findings: [
          reached,
          ...schema,
          ...settings,
          letters,
          ...(await checkRows(directory, config)),
          ...checkAgentPasswords(address, directory),
        ],
      };
    } finally {
      await storage.close();
    }
  } catch (error) {
    return { directory: undefined, findings: [explain(error)] };
  }
}

function explain(error: unknown): Finding {
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof StorageError && error.code === 'schema') {
    return failure('database', message, 'openeccp migrate creates the tables in an empty database.');
  }
  return failure('database', message, 'Correct database.url, or start the database.');
}

async function checkRows(directory: Directory, config: LoadedConfig): Promise<readonly Finding[]> {
  const { agents, breaks, clients, queues } = directory;
  const hold = breaks.find(({ kind, active }) => kind === 'hold' && active);
  const { host } = config.server.eccp;
  const isOpen = !isLoopback(host) || config.server.eccp.tls !== undefined;
  return [
    hold === undefined
      ? failure(
          'hold break',
          'table break has no active row of kind H, so calls cannot be held',
          breaks.some(({ kind }) => kind === 'hold')
            ? "UPDATE break SET status = 'A' WHERE tipo = 'H';"
            : 'openeccp migrate adds one.',
        )
      : ok('hold break', hold.name),
    clients.length === 0
      ? failure('clients', 'nobody may log in', 'openeccp client add NAME')
      : ok('clients', clients.length === 1 ? '1 account' : `${clients.length} accounts`),
    ...(isOpen && (await hasDefaultPassword(clients))
      ? [
          warning(
            'clients',
            `agentconsole has the password that everybody knows, and ECCP listens on ${host}`,
            'openeccp client add agentconsole gives it another.',
          ),
        ]
      : []),
    agents.length === 0
      ? failure('agents', 'there is none', 'openeccp agent add Agent/414 --name "…"')
      : ok('agents', `${agents.length} active`),
    queues.length === 0
      ? warning(
          'queues',
          'no queue is monitored: table queue_call_entry has no active row',
          'openeccp queue add 9000 for each queue of the call center; calls of others are not followed.',
        )
      : ok('queues', `${queues.length} monitored`),
  ];
}
