import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import {
  type AgentName,
  DEFAULT_SETTINGS,
  Floor,
  type FloorEvent,
  type FloorView,
  parseAgentName,
  type Storage,
  type StorageWrite,
} from '@openeccp/core';
import type { RequestName } from '@openeccp/eccp';
import type { Logger } from 'pino';
import type { ServerConfig } from './config/server-config.js';
import { type Assignments, readAssignments } from './directory/assignments.js';
import { Directory } from './directory/directory.js';
import { AsteriskExtensions, type ExtensionList, ListedExtensions } from './directory/extensions.js';
import { EccpListener } from './eccp/listener.js';
import { type Clock, systemClock } from './runtime/clock.js';
import { FloorRuntime } from './runtime/floor-runtime.js';
import { AsteriskTelephony } from './telephony/asterisk/asterisk-telephony.js';
import type { TelephonyStatus } from './telephony/telephony.js';

/** Takes what is to be written; never waits and never fails. */
export interface WriteSink {
  enqueue(write: StorageWrite): void;
  /** Writes what is left, within the deadline, and stops. */
  close(): Promise<void>;
}

/** What the server is made of besides its configuration. Closed by the server when it stops. */
export interface ServerParts {
  readonly storage: Storage;
  readonly writes: WriteSink;
  readonly log: Logger;
  readonly clock?: Clock;
  /** Sees what goes by, for metrics. */
  readonly observer?: ServerObserver;
}

export interface ServerObserver {
  onRequest(name: RequestName): void;
  onEvent(event: FloorEvent): void;
}

/** A server that runs. */
export interface RunningServer extends AsyncDisposable {
  readonly eccpPort: number;
  readonly tlsPort: number | undefined;
  readonly floor: FloorView;
  readonly listener: EccpListener;
  readonly telephony: { readonly status: TelephonyStatus };
  /** Resolves when Asterisk is reached, or with what is known by the deadline. Milliseconds. */
  reached(deadlineMs: number): Promise<TelephonyStatus>;
  close(): Promise<void>;
}

/** A command waits this long for its outcome: longer than any action of Asterisk may take. Milliseconds. */
const COMMAND_DEADLINE_MS = 30_000;

/**
 * Builds the server and starts it: reads the database, connects to Asterisk, listens. Rejects when the database
 * can't be read or an address is taken; an Asterisk that is away is waited for.
 */
export async function startServer(config: ServerConfig, parts: ServerParts): Promise<RunningServer> {
  const { storage, writes, log, observer } = parts;
  const clock = parts.clock ?? systemClock;

  const leftovers = await storage.closeLeftovers(clock.now());
  if (leftovers.calls + leftovers.audits + leftovers.currentCalls > 0) {
    log.info(leftovers, 'closed what an earlier run left open');
  }
  const directory = new Directory(storage, () => clock.now());
  await directory.reload();

  const floor = new Floor(
    {
      ...DEFAULT_SETTINGS,
      sameExtensionLogin: config.protocol.profile === 'issabel' ? 'accept' : 'refuse',
    },
    await storage.nextRowIds(),
  );
  let listener: EccpListener | undefined;
  const runtime: FloorRuntime = new FloorRuntime({
    floor,
    clock,
    commandDeadlineMs: COMMAND_DEADLINE_MS,
    ports: {
      perform: (intent) => telephony.perform(intent),
      store: (write) => writes.enqueue(write),
      publish: (event) => {
        observer?.onEvent(event);
        listener?.publish(event);
      },
    },
  });

  const configured = configuredAssignments(config);
  let assignments: Assignments = configured;
  const submitDirectory = (): void => {
    const rows = directory.rows;
    if (rows === undefined) return;
    const { agents, breaks, queues } = rows;
    runtime.submit({ kind: 'directory', agents, breaks, queues, assignments });
  };
  submitDirectory();

  const arrivals = new Set<() => void>();
  const { asterisk } = config;
  const telephony: AsteriskTelephony = new AsteriskTelephony({
    ami: {
      credentials: { username: asterisk.user, secret: asterisk.secret },
      peer: { host: asterisk.host, port: asterisk.port },
      clock,
    },
    contexts: asterisk.contexts,
    parking: asterisk.parking,
    ringMs: asterisk.ringS * 1000,
    isAgent: (name) => floor.agents.has(name),
    onConnected: async (client) => {
      assignments = (await readAssignments(client, configured, floor.agents.keys())) ?? assignments;
      submitDirectory();
    },
    onFact: (fact) => {
      runtime.submit(fact);
      if (fact.kind === 'telephony-up') for (const arrived of arrivals) arrived();
    },
    log,
  });

  const extensions: ExtensionList =
    config.extensions === 'asterisk'
      ? new AsteriskExtensions(
          () => telephony.client,
          () => clock.now(),
        )
      : new ListedExtensions(config.extensions);

  listener = new EccpListener({
    services: {
      floor,
      directory,
      extensions,
      now: () => clock.now(),
      command: (command) => runtime.command(command),
      newCookie: () => randomBytes(16).toString('hex'),
    },
    limits: {
      maxDocumentBytes: config.eccp.maxDocumentBytes,
      maxOutboxBytes: config.eccp.maxOutboxBytes,
      idleTimeoutMs: config.eccp.idleTimeoutS * 1000,
    },
    maxConnections: config.eccp.maxConnections,
    log,
    onRequest: (name) => observer?.onRequest(name),
  });

  const refreshing = repeat(clock, config.database.refreshS * 1000, async () => {
    try {
      await directory.reload();
      if (telephony.status.kind === 'up') {
        assignments =
          (await readAssignments(telephony.client, configured, floor.agents.keys())) ?? assignments;
      }
      submitDirectory();
    } catch (error) {
      log.warn({ error }, 'agents, breaks and queues could not be read again; the known ones stay');
    }
  });

  const open = listener;
  const close = async (): Promise<void> => {
    refreshing();
    await open.close();
    runtime.close();
    await telephony.close();
    await writes.close();
    await storage.close();
  };
  try {
    telephony.start();
    const eccpPort = await open.listen({ host: config.eccp.host, port: config.eccp.port });
    const tlsPort = await listenTls(open, config);
    return {
      eccpPort,
      tlsPort,
      floor,
      listener: open,
      telephony,
      reached: (deadlineMs) => reached(telephony, arrivals, clock, deadlineMs),
      close,
      [Symbol.asyncDispose]: close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

async function listenTls(listener: EccpListener, config: ServerConfig): Promise<number | undefined> {
  const { tls } = config.eccp;
  if (tls === undefined) return undefined;
  const [cert, key] = await Promise.all([readFile(tls.certFile), readFile(tls.keyFile)]);
  return listener.listen({ host: tls.host, port: tls.port, tls: { cert, key, minVersion: 'TLSv1.2' } });
}

function configuredAssignments(config: ServerConfig): Assignments {
  const assignments = new Map<AgentName, ReadonlyMap<string, number>>();
  for (const [text, queues] of config.callbackQueues) {
    const name = parseAgentName(text);
    if (name !== undefined) assignments.set(name, queues);
  }
  return assignments;
}

function reached(
  telephony: { readonly status: TelephonyStatus },
  arrivals: Set<() => void>,
  clock: Clock,
  deadlineMs: number,
): Promise<TelephonyStatus> {
  if (telephony.status.kind === 'up') return Promise.resolve(telephony.status);
  return new Promise((resolve) => {
    const done = (): void => {
      arrivals.delete(done);
      cancel();
      resolve(telephony.status);
    };
    const cancel = clock.after(deadlineMs, done);
    arrivals.add(done);
  });
}

/** Runs a task again and again, `ms` after its last end; the answer stops it. */
function repeat(clock: Clock, ms: number, task: () => Promise<void>): () => void {
  let stopped = false;
  let cancel: () => void = () => {};
  const next = (): void => {
    cancel = clock.after(ms, () => {
      void task().finally(() => {
        if (!stopped) next();
      });
    });
  };
  next();
  return () => {
    stopped = true;
    cancel();
  };
}
