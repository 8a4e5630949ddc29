import { md5Hex } from '@openeccp/eccp';
import { Journal, openStorage, type SqlStorage, seedDemo, WriteBehind } from '@openeccp/storage';
import {
  beforeEndOfTurn,
  DEFAULT_CONTEXTS,
  type RunningServer,
  type ServerConfig,
  startServer,
} from 'openeccp';
import { pino } from 'pino';
import { Observer } from '../../conformance/observer.js';
import { Witness } from '../../conformance/witness.js';
import type { Backend } from '../backends/backend.js';
import { until } from '../lab/deadline.js';

export interface ServerUnderTest extends AsyncDisposable {
  readonly port: number;
  readonly server: RunningServer;
  readonly storage: SqlStorage;
  /** Resolves when everything that was asked to be written is in the database. */
  written(): Promise<void>;
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
  readonly extended?: boolean;
  /** How long phones ring, Asterisk's seconds; by default 30. */
  readonly ringS?: number;
  /** How long a hold may last, and how long before that its agent is warned, seconds; by default for ever. */
  readonly holdLimitS?: number;
  readonly holdWarningS?: number;
  /** What the database has beside the demonstration data. */
  readonly fill?: (storage: SqlStorage) => Promise<void>;
  /** An empty database; by default SQLite in memory. */
  readonly database?: string;
  /** Everybody is logged off when the server stops. */
  readonly logOffAtStop?: boolean;
  readonly lostPhoneS?: number;
  /** A file that outlives the server; without one a restart knows only what Asterisk and the database do. */
  readonly journal?: string;
}

const WRITE_DEADLINE_MS = 10_000;
const FOUND_DEADLINE_MS = 10_000;

/** A whole server in this process on a back end, with the demonstration data in a database of its own. */
export async function startServerUnderTest(
  backend: Backend,
  options: ServerTestOptions = {},
): Promise<ServerUnderTest> {
  const storage = await openStorage(options.database ?? 'sqlite::memory:', { migrate: true });
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
  await options.fill?.(storage);
  const given: string[] = [];
  const journal = await openJournal(options);
  const kept = journal === undefined ? {} : { journal };
  const queue = new WriteBehind({
    storage,
    ...kept,
    onDeadLetter: ({ write, error }) => given.push(`${write.kind}: ${error}`),
  });
  const log = pino({ level: process.env['OPENECCP_TEST_LOG'] ?? 'silent' });
  const server = await startServer(configFor(backend, options), {
    storage,
    writes: {
      enqueue: (write, number) => queue.enqueue(write, number),
      written: (wanted) => queue.written(wanted),
      close: async () => {
        await queue.close({ timeoutMs: WRITE_DEADLINE_MS });
      },
    },
    log,
    ...kept,
  });
  const status = await server.reached(10_000);
  if (status.kind !== 'up') {
    await server.close();
    throw new Error(`The server did not reach ${backend.name}: ${JSON.stringify(status)}`);
  }
  // What it found in Asterisk it tells to nobody, so that whoever connects hears what happens from then on.
  const told = (): true | undefined =>
    [...server.floor.calls.values()].every(({ untold }) => untold === undefined) ? true : undefined;
  await until('calls that were found being told', FOUND_DEADLINE_MS, told).catch(async (error: unknown) => {
    await server.close();
    throw error;
  });
  const witness = await witnessOf(server.eccpPort, options);
  let closing: Promise<void> | undefined;
  const close = (): Promise<void> => {
    closing ??= (witness?.close() ?? Promise.resolve()).finally(() => server.close());
    return closing;
  };
  const written = async (): Promise<void> => {
    const done = await queue.flush({ timeoutMs: WRITE_DEADLINE_MS });
    if (!done || given.length > 0) throw new Error(`not everything was written: ${given.join('; ')}`);
  };
  return { port: server.eccpPort, server, storage, written, close, [Symbol.asyncDispose]: close };
}

function openJournal({ journal: file, database }: ServerTestOptions): Promise<Journal | undefined> {
  if (file === undefined) return Promise.resolve(undefined);
  return Journal.open({
    file,
    database: database ?? 'in memory',
    soon: beforeEndOfTurn,
    onPutAside: (reason) => {
      throw new Error(`the journal is of no use: ${reason}`);
    },
    onError: (_, error) => {
      throw error;
    },
  });
}

/** A client of ours listens to every server, if there is an account for it. */
async function witnessOf(port: number, options: ServerTestOptions): Promise<Witness | undefined> {
  const clients = options.clients ?? { agentconsole: 'agentconsole' };
  const [account] = Object.entries(clients);
  if (account === undefined) return undefined;
  return Witness.open(port, account, new Observer({ extended: options.extended ?? false }));
}

/** The configuration of a server on a back end. */
export function configFor(backend: Backend, options: ServerTestOptions = {}): ServerConfig {
  return {
    eccp: {
      host: '127.0.0.1',
      port: 0,
      tls: undefined,
      maxConnections: 1_000,
      maxDocumentBytes: 1024 * 1024,
      maxOutboxBytes: 8 * 1024 * 1024,
      eventsKept: 10_000,
      allow: undefined,
      idleTimeoutS: 0,
      loginTimeoutS: 60,
      documentTimeoutS: 60,
      passwordHash: 'legacy',
      acceptMd5AsPassword: true,
      acceptAgentsWithoutPassword: true,
      failedLogins: 10,
      allowDefaultPassword: false,
    },
    asterisk: {
      ...backend.ami,
      contexts: DEFAULT_CONTEXTS,
      parking: 'auto',
      parkingLot: undefined,
      ringS: options.ringS ?? 30,
      originate: { atOnce: 20, slowMs: 1_000, waiting: 500, waitS: 20 },
    },
    database: { url: 'sqlite::memory:', refreshS: 300 },
    journal: 'off',
    protocol: { profile: options.profile ?? 'elastix', extended: options.extended ?? false },
    agents: { logOffAtStop: options.logOffAtStop ?? false, lostPhoneS: options.lostPhoneS ?? 60 },
    calls: { shortS: 10, holdLimitS: options.holdLimitS ?? 0, holdWarningS: options.holdWarningS ?? 0 },
    extensions: options.extensions ?? 'asterisk',
    pbx: { database: undefined, amportalFile: '/nowhere' },
    callbackQueues: new Map(),
    clients: new Map(),
    http: undefined,
    log: { level: 'silent', auditFile: undefined, auditBytes: 1024 * 1024 },
  };
}
