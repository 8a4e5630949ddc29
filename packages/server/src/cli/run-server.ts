import type { RowIds } from '@openeccp/core';
import {
  describeAddress,
  Journal,
  type JournalFault,
  type NumberedTable,
  type OpenStorageOptions,
  openStorage,
  PbxDevices,
  parseDatabaseUrl,
  type SqlStorage,
  WriteBehind,
} from '@openeccp/storage';
import type { Logger } from 'pino';
import { journalFileOf } from '../config/journal-file.js';
import { pbxDatabaseOf } from '../config/pbx-database.js';
import type { ServerConfig } from '../config/server-config.js';
import { buildHttp, listenHttp } from '../http/http-server.js';
import { isTaken } from '../http/listen-failure.js';
import { Metrics } from '../http/metrics.js';
import { AuditFile } from '../log/audit-file.js';
import { NowAndThen } from '../log/now-and-then.js';
import { systemClock } from '../runtime/clock.js';
import { beforeEndOfTurn } from '../runtime/end-of-turn.js';
import { type RunningServer, startServer } from '../server.js';
import { DeadLetters } from '../services/dead-letters.js';
import type { Cleanup } from './cleanup.js';
import { CommandError } from './command-context.js';
import { EXIT_FAILED } from './exit-codes.js';
import { requireFreePort } from './free-port.js';

export interface RunOptions {
  readonly config: ServerConfig;
  readonly log: Logger;
  readonly cleanup: Cleanup;
  /** The HTTP port is only a default: when it is taken, any other will do. */
  readonly httpPortMayMove: boolean;
  readonly storageOptions?: OpenStorageOptions;
  /** Fills or checks the database before the server reads it. */
  readonly prepare: (storage: SqlStorage) => Promise<void>;
}

export interface StartedServer {
  readonly server: RunningServer;
  readonly httpPort: number | undefined;
}

/** Which of the floor's counters numbers the rows of a table. */
const ROW_IDS: Readonly<Record<NumberedTable, keyof RowIds>> = {
  audit: 'audit',
  call_entry: 'callEntry',
  current_call_entry: 'currentCallEntry',
  current_calls: 'currentCalls',
  call_progress_log: 'progress',
};

const JOURNAL_FAULTS: Readonly<Record<JournalFault, string>> = {
  unwritable:
    'the journal cannot be written: what happens now is lost if the server ends. Free space on its disk, or let the server ' +
    'write its file; it is tried again',
  unreadable:
    'the journal cannot be read: what waits in it for the database is tried again. Check its file and its disk',
};

/** What is still to be written when the server stops has this long. Milliseconds. */
const LAST_WRITES_MS = 5_000;

/**
 * Opens the database and starts the server with HTTP beside it. Everything opened is in `cleanup`, also when this
 * rejects: with a `ListenError`, a `StorageError` or a bug.
 */
export async function runServer(options: RunOptions): Promise<StartedServer> {
  const { config, log, cleanup } = options;
  // Before the database is touched: what a server that runs already has open there must not be closed.
  await requireFreePort({
    what: 'ECCP',
    host: config.eccp.host,
    port: config.eccp.port,
    remedy: '--eccp-port or eccp.port',
  });

  const storage = await openStorage(config.database.url, options.storageOptions);
  cleanup.add(() => storage.close());
  await options.prepare(storage);

  const journal = await openJournal(options);

  const phoneBook = config.extensions === 'pbx' ? await openPhoneBook(config, cleanup) : undefined;

  let server: RunningServer | undefined;
  const deadLetters = new DeadLetters({ store: storage.deadLetters, log, clock: systemClock });
  await deadLetters.tellLeft();
  const writes = new WriteBehind({
    storage,
    ...(journal === undefined ? {} : { journal }),
    onDeadLetter: (letter) => deadLetters.post(letter),
    onRenumbered: ({ table, from, to }) => {
      log.warn(
        { table, from, to },
        'another program writes rows into the call center tables; one of ours got another id',
      );
      server?.rowIdsTaken(ROW_IDS[table], to);
    },
  });
  const audit = await openAudit(config, log, cleanup);
  const metrics = new Metrics(
    () => server,
    () => writes.metrics(),
    () => deadLetters.count(),
  );
  const state = {
    get server() {
      return server;
    },
  };
  const httpPort = await startHttp(options, state, metrics);
  server = await startServer(config, {
    storage,
    log,
    observer: metrics,
    ...(journal === undefined ? {} : { journal }),
    ...(audit === undefined ? {} : { audit }),
    ...(phoneBook === undefined ? {} : { phoneBook }),
    writes: {
      enqueue: (write, number) => writes.enqueue(write, number),
      written: (wanted) => writes.written(wanted),
      close: async () => {
        const left = await writes.close({ timeoutMs: LAST_WRITES_MS });
        await deadLetters.close(LAST_WRITES_MS);
        if (left === 0) return;
        if (journal === undefined)
          log.error({ left }, 'the database took not everything before the server stopped');
        else if (journal.commit())
          log.warn({ left }, 'what the database has not got yet waits in the journal');
        else log.error({ left }, 'what neither the database nor the journal has got is lost');
      },
    },
  });
  const started = server;
  cleanup.add(() => started.close());
  return { server, httpPort };
}

/** Rejects when another server has it, or when it holds what this server can't go on with. */
async function openJournal({ config, log, cleanup }: RunOptions): Promise<Journal | undefined> {
  const file = journalFileOf(config, process.env);
  if (file === undefined) return undefined;
  const journal = await Journal.open({
    file,
    database: describeAddress(parseDatabaseUrl(config.database.url)),
    soon: beforeEndOfTurn,
    onPutAside: (reason, aside) => log.warn({ aside }, `the journal is of no use, ${reason}; put aside`),
    timers: systemClock,
    onError: (fault, error) => log.error({ error, file }, JOURNAL_FAULTS[fault]),
  });
  cleanup.add(async () => journal.close());
  return journal;
}

async function openAudit(
  config: ServerConfig,
  log: Logger,
  cleanup: Cleanup,
): Promise<AuditFile | undefined> {
  const { auditFile: path, auditBytes: maxBytes } = config.log;
  if (path === undefined) return undefined;
  const lost = new NowAndThen(systemClock, (detail) =>
    log.error(detail, 'lines of the audit file could not be written'),
  );
  const onLost = (lines: number, reason: unknown) => lost.happened({ path, lines, reason: String(reason) });
  try {
    const file = await AuditFile.open({ path, maxBytes, onLost });
    cleanup.add(() => file.close());
    return file;
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? error.code : error;
    throw new CommandError(EXIT_FAILED, `${path} can't be written: ${reason}. Correct log.auditFile.`);
  }
}

/** Rejects when nothing says where the database of the PBX is; one that is away is waited for. */
async function openPhoneBook(config: ServerConfig, cleanup: Cleanup): Promise<PbxDevices> {
  const answer = await pbxDatabaseOf(config);
  if (answer.kind === 'unusable') {
    throw new CommandError(
      EXIT_FAILED,
      `extensions: pbx needs the database of the PBX: ${answer.reason}. Write its URL as pbx.database.`,
    );
  }
  const devices = new PbxDevices(answer.url);
  cleanup.add(() => devices.close());
  return devices;
}

async function startHttp(
  { config, log, cleanup, httpPortMayMove }: RunOptions,
  state: { readonly server: RunningServer | undefined },
  metrics: Metrics,
): Promise<number | undefined> {
  if (config.http === undefined) return undefined;
  const open = async (port: number): Promise<number> => {
    const app = buildHttp({ state, registry: metrics.registry });
    const bound = await listenHttp(app, { host: config.http?.host ?? '127.0.0.1', port });
    cleanup.add(() => app.close());
    return bound;
  };
  try {
    return await open(config.http.port);
  } catch (error) {
    if (!httpPortMayMove || !isTaken(error)) throw error;
    const port = await open(0);
    log.info({ taken: config.http.port, port }, 'HTTP took another port, its own is in use');
    return port;
  }
}
