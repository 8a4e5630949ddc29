import {
  type CallId,
  Floor,
  type FloorView,
  isToPause,
  type RowIds,
  type RowsInUse,
  rowsInUse,
  type Storage,
} from '@openeccp/core';
import type { Logger } from 'pino';
import { Logins } from './access/logins.js';
import { PasswordCheck } from './access/password-check.js';
import { PasswordSalting } from './access/password-salting.js';
import {
  asteriskOptions,
  configuredAssignments,
  floorSettings,
  listenAddresses,
  rightsOf,
} from './config/parts-of-config.js';
import type { ServerConfig } from './config/server-config.js';
import { ScheduledCalls } from './dialing/scheduled-calls.js';
import { Directory } from './directory/directory.js';
import { AsteriskExtensions, type ExtensionList, ListedExtensions } from './directory/extensions.js';
import { MasterData } from './directory/master-data.js';
import { PbxExtensions, type PhoneBook } from './directory/pbx-extensions.js';
import { AsteriskRegistrations } from './directory/registrations.js';
import { EccpListener } from './eccp/listener.js';
import { RecentEvents } from './eccp/recent-events.js';
import { AuditTrail } from './log/audit-trail.js';
import { urlSlotsOf } from './protocol/differences.js';
import { type Chance, systemChance } from './runtime/chance.js';
import { type Clock, systemClock } from './runtime/clock.js';
import { afterEndOfTurn } from './runtime/end-of-turn.js';
import { FloorRuntime } from './runtime/floor-runtime.js';
import { Heartbeat } from './runtime/heartbeat.js';
import { operatorNote } from './runtime/operator-note.js';
import type { ServerParts, WriteSink } from './server-parts.js';
import { CallLookUps } from './services/call-look-ups.js';
import { CallRecords } from './services/call-records.js';
import { CallTallies } from './services/call-tallies.js';
import { CampaignReads } from './services/campaign-reads.js';
import { ClosingTime } from './services/closing-time.js';
import { Arrival } from './telephony/arrival.js';
import { agentDial } from './telephony/asterisk/agent-interfaces.js';
import { AsteriskTelephony } from './telephony/asterisk/asterisk-telephony.js';
import type { OriginateFigures } from './telephony/asterisk/originate-gate.js';
import type { TelephonyStatus } from './telephony/telephony.js';

/** A server that runs. */
export interface RunningServer extends AsyncDisposable {
  /** 0 where no port was opened. */
  readonly eccpPort: number;
  readonly tlsPort: number | undefined;
  readonly floor: FloorView;
  readonly listener: EccpListener;
  readonly telephony: { readonly status: TelephonyStatus; readonly originates: OriginateFigures };
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

/** What the server before this one left for the database has this long before calls are counted all the same. Milliseconds. */
const LEFT_WRITES_MS = 60_000;

/**
 * Builds the server and starts it: reads the database, connects to Asterisk, listens. Rejects when the database
 * can't be read or an address is taken; an Asterisk that is away is waited for.
 */
export async function startServer(config: ServerConfig, parts: ServerParts): Promise<RunningServer> {
  const { storage, writes, log, observer, journal } = parts;
  const clock = parts.clock ?? systemClock;
  const chance = parts.chance ?? systemChance;
  const now = (): number => clock.now();

  const image = journal?.found?.image;
  const inUse = rowsInUse(image, journal?.left() ?? [], journal?.renumberings ?? []);
  await closeLeftovers(storage, inUse, clock, log);
  const check = new PasswordCheck();
  const salting = new PasswordSalting({ storage, check, onSalted: () => reread(directory, log), log });
  const directory: Directory = new Directory(storage, now, {
    acceptMd5: config.eccp.acceptMd5AsPassword,
    acceptNoAgentPassword: config.eccp.acceptAgentsWithoutPassword,
    check,
    onMd5Login: config.eccp.passwordHash === 'upgrade' ? (account) => salting.take(account) : undefined,
  });
  await directory.reload();
  const floor = new Floor(floorSettings(config), await storage.nextRowIds());

  const runtime: FloorRuntime = new FloorRuntime({
    floor,
    clock,
    commandDeadlineMs: COMMAND_DEADLINE_MS,
    ...(journal === undefined ? {} : { journal, lastCommand: journal.found?.lastCommand ?? 0 }),
    ...(parts.step === undefined ? {} : { step: parts.step }),
    onEffectError: (effect, error) => log.error({ effect, error }, 'an effect could not be carried out'),
    ports: {
      perform: (intent) => afterEndOfTurn(() => telephony.perform(intent)),
      store: (write, number) => {
        writes.enqueue(write, number);
        tallies.take(write);
        scheduledCalls.take(write);
        campaigns.noteWrite();
      },
      lookUp: (question) => lookUps.ask(question),
      publish: (event) => {
        const note = operatorNote(event);
        if (note !== undefined) log.warn({ event }, note);
        observer?.onEvent(event);
        listener.publish(event);
        closingTime.noteEvent();
      },
      stepped: (delta) => listener.stepped(delta),
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
    ...asteriskOptions(config, clock, { dial: parts.dialAsterisk, random: chance.fraction }),
    newUniqueid: chance.uuid,
    isAgent: (name) => floor.agents.has(name),
    isToPause: (name) => isToPause(floor, name),
    onDrift: (kind) => observer?.onDrift(kind),
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
    retellMemberships: () => telephony.retellMemberships(),
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
    room: () => telephony.originates.room,
    clock,
    // The column of a call's row holds no more.
    newCallId: () => chance.uuid().replaceAll('-', '') as CallId,
    context: contexts.numbers,
    transferContext: contexts.transfer,
    agentDial: (agent) => agentDial(agent, contexts),
    ringMs: ringS * 1000,
    warn: (detail, text) => log.warn(detail, text),
  });

  const logins = new Logins({
    authenticate: (username, password) => directory.authenticate(username, password),
    freeFailures: config.eccp.failedLogins,
    allowDefaultPassword: config.eccp.allowDefaultPassword,
    onRefused: () => observer?.onFailedLogin(),
    clock,
    random: chance.fraction,
    log,
  });

  const audit = new AuditTrail(log, now, parts.audit);
  const listener: EccpListener = new EccpListener({
    services: {
      floor,
      directory,
      logins,
      rightsOf: (user) => rightsOf(config, user),
      campaigns,
      tallies,
      calls,
      urlSlots: urlSlotsOf(config.protocol),
      extensions: extensionList(config, telephony, now, parts.phoneBook ?? NO_PHONE_BOOK),
      registrations: new AsteriskRegistrations(() => telephony.client),
      recentEvents: recentEvents(config, chance),
      log,
      now,
      command: (command) => runtime.command(command),
      channelVariables: (channel) => telephony.channelVariables(channel),
      refresh: () => void masterData.refresh(),
      newCookie: () => chance.hex(16),
    },
    limits: {
      maxDocumentBytes: config.eccp.maxDocumentBytes,
      maxOutboxBytes: config.eccp.maxOutboxBytes,
      idleTimeoutMs: config.eccp.idleTimeoutS * 1000,
      documentTimeoutMs: config.eccp.documentTimeoutS * 1000,
    },
    maxConnections: config.eccp.maxConnections,
    loginTimeoutMs: config.eccp.loginTimeoutS * 1000,
    clock,
    log,
    onRequest: (name) => observer?.onRequest(name),
    audit: (record) => audit.record(record),
  });

  const closingTime = new ClosingTime({ floor, command: (command) => runtime.command(command), clock });
  const heart = new Heartbeat(clock, (at) => journal?.beat(at));
  const close = async (): Promise<void> => {
    heart.close();
    masterData.close();
    scheduledCalls.close();
    if (config.agents.logOffAtStop) {
      const left = await closingTime.logEverybodyOff();
      if (left > 0)
        log.warn({ left }, 'agents are still logged in as the server stops; the next one goes on with them');
    }
    tallies.close();
    campaigns.close();
    lookUps.close();
    logins.close();
    await listener.close();
    await salting.close();
    runtime.close();
    await telephony.close();
    await writes.close();
    await storage.close();
    journal?.close();
  };
  try {
    if (image !== undefined) {
      log.info(
        { agents: image.agents.length, calls: image.calls.length },
        'goes on where the server before this one left off',
      );
      tallies.adopt(image.calls);
      for (const write of journal?.left() ?? []) {
        tallies.take(write);
        scheduledCalls.take(write);
      }
      runtime.submit({ kind: 'restored', image });
    }
    void countCalls(tallies, writes);
    heart.start();
    masterData.start();
    telephony.start(image?.calls);
    scheduledCalls.start();
    const { eccpPort, tlsPort } = parts.listens === false ? NO_PORTS : await listenOnPorts(listener, config);
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

/** Half of what a client may leave unread: what it has missed fits, with what is new. */
function recentEvents({ eccp, protocol }: ServerConfig, chance: Chance): RecentEvents | undefined {
  if (!protocol.extended) return undefined;
  const maxBytes = eccp.maxOutboxBytes / 2;
  return new RecentEvents({ epoch: chance.uuid(), maxEvents: eccp.eventsKept, maxBytes });
}

/** Counts the calls of the database as soon as it has what the server before this one has left for it. */
async function countCalls(tallies: CallTallies, writes: WriteSink): Promise<void> {
  await writes.written({ timeoutMs: LEFT_WRITES_MS });
  await tallies.refresh();
}

async function reread(directory: Directory, log: Logger): Promise<void> {
  await directory.reload().catch((error: unknown) => {
    log.warn({ error }, 'the client accounts could not be read again; the known ones stay');
  });
}

async function closeLeftovers(storage: Storage, inUse: RowsInUse, clock: Clock, log: Logger): Promise<void> {
  const leftovers = await storage.closeLeftovers(clock.now(), inUse);
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

interface Ports {
  readonly eccpPort: number;
  readonly tlsPort: number | undefined;
}

const NO_PORTS: Ports = { eccpPort: 0, tlsPort: undefined };

async function listenOnPorts(listener: EccpListener, config: ServerConfig): Promise<Ports> {
  const { plain, encrypted } = listenAddresses(config);
  const eccpPort = await listener.listen(plain);
  return { eccpPort, tlsPort: encrypted && (await listener.listen(encrypted)) };
}
