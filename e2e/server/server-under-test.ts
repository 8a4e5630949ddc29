import type { StorageWrite } from '@openeccp/core';
import { md5Hex } from '@openeccp/eccp';
import { openStorage, type SqlStorage, seedDemo } from '@openeccp/storage';
import { type RunningServer, type ServerConfig, startServer } from 'openeccp';
import { pino } from 'pino';
import type { Backend } from '../backends/backend.js';

export interface ServerUnderTest extends AsyncDisposable {
  readonly port: number;
  readonly server: RunningServer;
  readonly storage: SqlStorage;
  /** Everything that was asked to be written, in order. */
  readonly writes: readonly StorageWrite[];
  close(): Promise<void>;
}

export interface ServerTestOptions {
  /** Client accounts; by default `agentconsole`. */
  readonly clients?: Readonly<Record<string, string>>;
  /** Phones; by default the backend's own list. */
  readonly extensions?: ReadonlyMap<string, string>;
  /** Agents of the demonstration data to leave out. */
  readonly without?: readonly string[];
  readonly profile?: ServerConfig['protocol']['profile'];
}

/** A whole server in this process on a back end, with the demonstration data in an SQLite database of its own. */
export async function startServerUnderTest(
  backend: Backend,
  options: ServerTestOptions = {},
): Promise<ServerUnderTest> {
  const storage = await openStorage('sqlite::memory:');
  await seedDemo(storage);
  for (const name of options.without ?? []) {
    const agents = (await storage.loadDirectory()).agents;
    const agent = agents.find((one) => one.name === name);
    if (agent !== undefined) await storage.removeAgent(agent.name);
  }
  if (options.clients !== undefined) {
    await storage.removeClient('agentconsole');
    for (const [username, password] of Object.entries(options.clients)) {
      await storage.putClient({ username, md5Password: md5Hex(password) });
    }
  }
  const writes: StorageWrite[] = [];
  const log = pino({ level: process.env['OPENECCP_TEST_LOG'] ?? 'silent' });
  const server = await startServer(configFor(backend, options), {
    storage,
    writes: { enqueue: (write) => void writes.push(write), close: async () => {} },
    log,
  });
  const status = await server.reached(10_000);
  if (status.kind !== 'up') {
    await server.close();
    throw new Error(`The server did not reach ${backend.name}: ${JSON.stringify(status)}`);
  }
  const close = (): Promise<void> => server.close();
  return { port: server.eccpPort, server, storage, writes, close, [Symbol.asyncDispose]: close };
}

function configFor(backend: Backend, options: ServerTestOptions): ServerConfig {
  return {
    eccp: {
      host: '127.0.0.1',
      port: 0,
      tls: undefined,
      maxConnections: 1_000,
      maxDocumentBytes: 1024 * 1024,
      maxOutboxBytes: 8 * 1024 * 1024,
      idleTimeoutS: 0,
    },
    asterisk: {
      ...backend.ami,
      contexts: { login: 'agent-login', request: 'agents', parking: 'from-internal' },
      parking: 'auto',
      ringS: 30,
    },
    database: { url: 'sqlite::memory:', refreshS: 300 },
    protocol: { profile: options.profile ?? 'elastix' },
    extensions: options.extensions ?? 'asterisk',
    callbackQueues: new Map(),
    http: undefined,
    log: { level: 'silent' },
  };
}
