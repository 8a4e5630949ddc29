import { randomBytes, randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import {
  type ActivityStore,
  type CallId,
  type CallStore,
  type CampaignStore,
  Floor,
  type FloorEvent,
  type FloorView,
  type RowIds,
  type Storage,
  type StorageWrite,
  type TallyStore,
} from '@openeccp/core';
import type { RequestName } from '@openeccp/eccp';
import type { Logger } from 'pino';
import { asteriskOptions, configuredAssignments, floorSettings } from './config/parts-of-config.js';
import type { ServerConfig } from './config/server-config.js';
import { ScheduledCalls } from './dialing/scheduled-calls.js';
import { Directory } from './directory/directory.js';
import { AsteriskExtensions, type ExtensionList, ListedExtensions } from './directory/extensions.js';
import { MasterData } from './directory/master-data.js';
import { PbxExtensions, type PhoneBook } from './directory/pbx-extensions.js';
import { AsteriskRegistrations } from './directory/registrations.js';
import { EccpListener } from './eccp/listener.js';
import { urlSlotsOf } from './protocol/differences.js';
import { type Clock, systemClock } from './runtime/clock.js';
import { afterEndOfTurn } from './runtime/end-of-turn.js';
import { FloorRuntime } from './runtime/floor-runtime.js';
import { CallLookUps } from './services/call-look-ups.js';
import { CallRecords } from './services/call-records.js';
import { CallTallies } from './services/call-tallies.js';
import { CampaignReads } from './services/campaign-reads.js';
import { Arrival } from './telephony/arrival.js';
import { agentDial } from './telephony/asterisk/agent-interfaces.js';
import { AsteriskTelephony } from './telephony/asterisk/asterisk-telephony.js';
import type { TelephonyStatus } from './telephony/telephony.js';

/** Takes what is to be written; never waits and never fails. */
export interface WriteSink {
  enqueue(write: StorageWrite): void;
  /** Waits until what was taken before, of one order key or of all, is done with; `false` if that takes longer. */
  written(wanted: { readonly key?: string; readonly timeoutMs: number }): Promise<boolean>;
  /** Writes what is left, within the deadline, and stops. */
  close(): Promise<void>;
}

/** What the server is made of besides its configuration. Closed by the server when it stops. */
export interface ServerParts {
  readonly storage: Storage & CampaignStore & ActivityStore & TallyStore & { readonly calls: CallStore };
  readonly writes: WriteSink;
  readonly log: Logger;
  readonly clock?: Clock;
  /** The phones of the PBX, for `extensions: pbx`. Closed by whoever opened it. */
  readonly phoneBook?: PhoneBook;
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
  /** Another program has taken row ids of a table up to this one. */
  rowIdsTaken(table: keyof RowIds, upTo: number): void;
  /** Resolves when Asterisk is reached, or with what is known by the deadline. Milliseconds. */
  reached(deadlineMs: number): Promise<TelephonyStatus>;
  close(): Promise<void>;
}

/** A command waits this long for its outcome: longer than any action of Asterisk may take. Milliseconds. */
const COMMAND_DEADLINE_MS = 30_000;

/** A request for what has just happened waits this long for it to be written. Milliseconds. */
const WRITTEN_MS = 300;

/**
 * Builds the server and starts it: reads the database, connects to Asterisk, listens. Rejects when the database
 * can't be read or an address is taken; an Asterisk that is away is waited for.
 */
export async function startServer(config: ServerConfig, parts: ServerParts): Promise<RunningServer> {
  const { storage, writes, log, observer } = parts;
  const clock = parts.clock ?? systemClock;
  const now = (): number => clock.now();

  await closeLeftovers(storage, clock, log);
  const directory = new Directory(storage, now);
  await directory.reload();
  const floor = new Floor(floorSettings(config), await storage.nextRowIds());

  const runtime: FloorRuntime = new FloorRuntime({
    floor,
    clock,
    commandDeadlineMs: COMMAND_DEADLINE_MS,
    onEffectError: (effect, error) => log.error({ effect, error }, 'an effect could not be carried out'),
    ports: {
      perform: (intent) => afterEndOfTurn(() => telephony.perform(intent)),
      store: (write) => {
        writes.enqueue(write);
        tallies.take(write);
        campaigns.noteWrite();
      },
      lookUp: (question) => lookUps.ask(question),
      publish: (event) => {
        observer?.onEvent(event);
        listener.publish(event);
      },
    },
  });

  const tallies = new CallTallies({
    store: storage,
    queues: () => floor.queues.values(),
    clock,
    warn: (detail, text) => log.warn(detail, text),
  });
  const lookUps = new CallLookUps({
    store: storage.calls,
    clock,
    found: (call, details) => runtime.submit({ kind: 'details', call, details }),
    warn: (detail, text) => log.warn(detail, text),
  });
  const calls = new CallRecords({ store: storage.calls, clock, written: (wait) => writes.written(wait) });
  const campaigns = new CampaignReads({
    store: storage,
    clock,
    written: () => writes.written({ timeoutMs: WRITTEN_MS }),
  });

  const arrival = new Arrival(clock);
  const telephony: AsteriskTelephony = new AsteriskTelephony({
    ...asteriskOptions(config, clock),
    isAgent: (name) => floor.agents.has(name),
    onConnected: (client) => masterData.onConnected(client),
    onFact: (fact) => {
      runtime.submit(fact);
      if (fact.kind === 'telephony-up') arrival.happened();
    },
    log,
  });

  const masterData: MasterData = new MasterData({
    directory,
    configured: configuredAssignments(config),
    agents: () => floor.agents.keys(),
    client: () => (telephony.status.kind === 'up' ? telephony.client : undefined),
    rereadMemberships: () => telephony.rereadMemberships(),
    submit: (input) => runtime.submit(input),
    onReread: () => void tallies.refresh(),
    clock,
    refreshMs: config.database.refreshS * 1000,
    warn: (detail, text) => log.warn(detail, text),
  });

  const { contexts, ringS } = config.asterisk;
  const scheduledCalls = new ScheduledCalls({
    floor,
    calls: storage.calls,
    written: (timeoutMs) => writes.written({ timeoutMs }),
    submit: (input) => runtime.submit(input),
    clock,
    newCallId,
    context: contexts.numbers,
    transferContext: contexts.transfer,
    agentDial: (agent) => agentDial(agent, contexts),
    ringMs: ringS * 1000,
    warn: (detail, text) => log.warn(detail, text),
  });

  const listener: EccpListener = new EccpListener({
    services: {
      floor,
      directory,
      campaigns,
      tallies,
      calls,
      urlSlots: urlSlotsOf(config.protocol),
      extensions: extensionList(config, telephony, now, parts.phoneBook ?? NO_PHONE_BOOK),
      registrations: new AsteriskRegistrations(() => telephony.client),
      log,
      now,
      command: (command) => runtime.command(command),
      channelVariables: (channel) => telephony.channelVariables(channel),
      refresh: () => void masterData.refresh(),
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

  const close = async (): Promise<void> => {
    masterData.close();
    scheduledCalls.close();
    tallies.close();
    campaigns.close();
    lookUps.close();
    await listener.close();
    runtime.close();
    await telephony.close();
    await writes.close();
    await storage.close();
  };
  try {
    void tallies.refresh();
    masterData.start();
    telephony.start();
    scheduledCalls.start();
    const eccpPort = await listener.listen({ host: config.eccp.host, port: config.eccp.port });
    const tlsPort = await listenTls(listener, config);
    return {
      eccpPort,
      tlsPort,
      floor,
      listener,
      telephony,
      rowIdsTaken: (table, upTo) => runtime.submit({ kind: 'row-ids-taken', table, upTo }),
      reached: async (deadlineMs) => {
        if (telephony.status.kind !== 'up') await arrival.wait(deadlineMs);
        return telephony.status;
      },
      close,
      [Symbol.asyncDispose]: close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** A uniqueid that no channel has had, and that the column of a call's row holds. */
function newCallId(): CallId {
  return randomUUID().replaceAll('-', '') as CallId;
}

async function closeLeftovers(storage: Storage, clock: Clock, log: Logger): Promise<void> {
  const leftovers = await storage.closeLeftovers(clock.now());
  if (leftovers.calls + leftovers.audits + leftovers.currentCalls > 0) {
    log.info(leftovers, 'closed what an earlier run left open');
  }
}

const NO_PHONE_BOOK: PhoneBook = {
  find: () => Promise.reject(new Error('the server was started without the phones of the PBX')),
};

function extensionList(
  config: ServerConfig,
  telephony: AsteriskTelephony,
  now: () => number,
  phoneBook: PhoneBook,
): ExtensionList {
  switch (config.extensions) {
    case 'asterisk':
      return new AsteriskExtensions(() => telephony.client, now);
    case 'pbx':
      return new PbxExtensions(phoneBook);
    default:
      return new ListedExtensions(config.extensions);
  }
}

async function listenTls(listener: EccpListener, config: ServerConfig): Promise<number | undefined> {
  const { tls } = config.eccp;
  if (tls === undefined) return undefined;
  const [cert, key] = await Promise.all([readFile(tls.certFile), readFile(tls.keyFile)]);
  return listener.listen({ host: tls.host, port: tls.port, tls: { cert, key, minVersion: 'TLSv1.2' } });
}
