import { connect } from 'node:net';
import { type Duplex, duplexPair } from 'node:stream';
import {
  type AgentName,
  type CallDetails,
  type Channel,
  type Command,
  DEFAULT_SETTINGS,
  Floor,
  type FloorEvent,
  type FloorSettings,
  NO_DETAILS,
  type Directory as Rows,
  type StorageWrite,
  violations,
} from '@openeccp/core';
import { agentHash, md5Hex } from '@openeccp/eccp';
import { clientAddress } from '../access/client-address.js';
import type { ClientRights } from '../access/client-rights.js';
import { type Applicant, Logins } from '../access/logins.js';
import { Directory } from '../directory/directory.js';
import { type ExtensionList, ListedExtensions } from '../directory/extensions.js';
import type { Registration } from '../directory/registrations.js';
import type { ConnectionLimits } from '../eccp/connection.js';
import type { Services } from '../eccp/handler.js';
import { EccpListener } from '../eccp/listener.js';
import { RecentEvents } from '../eccp/recent-events.js';
import type { AuditRecord } from '../log/audit-trail.js';
import type { UrlSlots } from '../protocol/differences.js';
import { FloorRuntime } from '../runtime/floor-runtime.js';
import { CallRecords } from '../services/call-records.js';
import { CallTallies } from '../services/call-tallies.js';
import { CampaignReads } from '../services/campaign-reads.js';
import { MemoryCalls } from './memory-calls.js';
import { MemoryCampaigns } from './memory-campaigns.js';
import { MemoryStorage } from './memory-storage.js';
import { ScriptedAsterisk } from './scripted-asterisk.js';
import { seeded } from './seeded.js';
import { VirtualClock } from './virtual-clock.js';
import { WireClient } from './wire-client.js';

/** The cookie of every login unless told otherwise; the test vector of ECCP §5.3. */
export const COOKIE = '0f53c1f2f7b84f0e9a6f6a9be1b0c77d';
export const ROSA = 'Agent/412' as AgentName;
export const LUIS = 'Agent/413' as AgentName;
export const ANA = 'PJSIP/101' as AgentName;
/** An active row that the floor has not loaded yet. */
export const NEWCOMER = 'Agent/500' as AgentName;

/** Somebody on this machine. */
export const CLIENT: Applicant = { address: clientAddress('127.0.0.1'), alive: () => true };

const PASSWORDS = new Map<AgentName, string | null>([
  [ROSA, '1234'],
  [LUIS, ''],
  [ANA, null],
  [NEWCOMER, '5'],
]);

const ROWS: Rows = {
  agents: [
    { rowId: 1, name: ROSA, displayName: 'Rosa' },
    { rowId: 2, name: LUIS, displayName: 'Luis' },
    { rowId: 3, name: ANA, displayName: 'Ana' },
    { rowId: 4, name: NEWCOMER, displayName: 'New' },
  ],
  secrets: [...PASSWORDS].map(([name, eccpPassword]) => ({ name, eccpPassword })),
  breaks: [
    { id: 5, name: 'Coffee & <tea>', description: '', active: true, kind: 'break' },
    { id: 1, name: 'Hold', description: '', active: true, kind: 'hold' },
    { id: 4, name: 'Lunch', description: 'Midday meal', active: true, kind: 'break' },
    { id: 6, name: 'Old', description: '', active: false, kind: 'break' },
  ],
  queues: [{ rowId: 1, name: '9000', campaigns: [] }],
  clients: [{ kind: 'md5', username: 'agentconsole', md5Password: md5Hex('agentconsole') }],
};

export interface TestServerOptions {
  readonly limits?: Partial<ConnectionLimits>;
  readonly settings?: Partial<FloorSettings>;
  readonly maxConnections?: number;
  /** Failed logins that cost nothing; nobody is limited unless told. */
  readonly failedLogins?: number;
  /** Clients that may not do everything. */
  readonly rights?: ReadonlyMap<string, ClientRights>;
  readonly urlSlots?: UrlSlots;
  readonly eventsKept?: number;
  /** Name of the server's run. */
  readonly epoch?: string;
}

const MAX_OUTBOX_BYTES = 8 * 1024 * 1024;

/** The ECCP side of a server, complete but for its surroundings: database, Asterisk and time are the test's. */
export class TestServer implements AsyncDisposable {
  readonly clock: VirtualClock = new VirtualClock();
  readonly storage: MemoryStorage = new MemoryStorage(ROWS);
  readonly directory: Directory = new Directory(this.storage, () => this.clock.now());
  readonly campaigns: MemoryCampaigns = new MemoryCampaigns();
  readonly tallies: CallTallies;
  readonly calls: MemoryCalls = new MemoryCalls();
  readonly reads: CampaignReads;
  readonly floor: Floor;
  readonly runtime: FloorRuntime;
  /** Used in the extended profile alone. */
  readonly recentEvents: RecentEvents;
  readonly asterisk: ScriptedAsterisk = new ScriptedAsterisk((fact) => this.runtime.submit(fact));
  readonly listener: EccpListener;
  readonly services: Services;
  readonly writes: StorageWrite[] = [];
  readonly log: {
    readonly level: 'info' | 'warn' | 'error';
    readonly detail: object;
    readonly text: string;
  }[] = [];
  readonly requests: string[] = [];
  readonly audit: AuditRecord[] = [];
  extensions: ExtensionList = new ListedExtensions(
    new Map(['412', '413', '500', '101'].map((number) => [number, `PJSIP/${number}`])),
  );
  /** What Asterisk says of any phone. */
  registration: Registration = 'registered';
  /** What the database knows about any call. */
  details: CallDetails = NO_DETAILS;
  /** How often master data was asked to be read again. */
  refreshes = 0;
  /** What the next login gets. */
  cookie = COOKIE;
  /** Stands in for the floor's answer where a test needs one that the floor would not give now. */
  command: Services['command'] = (command) => this.runtime.command(command);
  /** Resolves when everything that was asked for is in the database, with `false` when it is not in time. */
  written: (wait?: { readonly key: string }) => Promise<boolean> = async () => true;
  /** Sees what is asked to be written. */
  onWrite: (write: StorageWrite) => void = () => {};

  private constructor(options: TestServerOptions) {
    this.floor = new Floor(
      { ...DEFAULT_SETTINGS, ...options.settings },
      { audit: 1, callEntry: 1, currentCallEntry: 1, currentCalls: 1, progress: 1 },
    );
    this.recentEvents = new RecentEvents({
      epoch: options.epoch ?? 'run-1',
      maxEvents: options.eventsKept ?? 10_000,
      maxBytes: (options.limits?.maxOutboxBytes ?? MAX_OUTBOX_BYTES) / 2,
    });
    this.runtime = new FloorRuntime({
      floor: this.floor,
      clock: this.clock,
      commandDeadlineMs: 30_000,
      onEffectError: (_, error) => {
        throw error;
      },
      ports: {
        perform: (intent) => this.asterisk.perform(intent),
        store: (write) => {
          this.writes.push(write);
          this.tallies.take(write);
          this.reads.noteWrite();
          this.onWrite(write);
        },
        lookUp: ({ call }) => this.runtime.submit({ kind: 'details', call, details: this.details }),
        publish: (event) => this.publish(event),
        stepped: (delta) => this.listener.stepped(delta),
      },
    });
    const note = (level: 'info' | 'warn' | 'error') => (detail: object, text: string) => {
      this.log.push({ level, detail, text });
    };
    this.tallies = new CallTallies({
      store: this.campaigns,
      queues: () => this.floor.queues.values(),
      clock: this.clock,
      warn: note('warn'),
    });
    this.reads = new CampaignReads({
      store: this.campaigns,
      clock: this.clock,
      written: () => this.written(),
    });
    this.services = {
      campaigns: this.reads,
      tallies: this.tallies,
      calls: new CallRecords({ store: this.calls, clock: this.clock, written: (wait) => this.written(wait) }),
      urlSlots: options.urlSlots ?? 'first',
      floor: this.floor,
      directory: this.directory,
      rightsOf: (user) => (user === undefined ? undefined : options.rights?.get(user)),
      logins: new Logins({
        authenticate: (username, password) => this.directory.authenticate(username, password),
        freeFailures: options.failedLogins ?? 0,
        allowDefaultPassword: false,
        clock: this.clock,
        random: seeded(1),
        log: { warn: note('warn') },
      }),
      extensions: { find: (number) => this.extensions.find(number) },
      registrations: { of: async () => this.registration },
      recentEvents: this.floor.settings.extended ? this.recentEvents : undefined,
      log: { info: note('info') },
      now: () => this.clock.now(),
      command: (command: Command) => this.command(command),
      channelVariables: (channel: Channel) => this.asterisk.channelVariables(channel),
      refresh: () => {
        this.refreshes += 1;
      },
      newCookie: () => this.cookie,
    };
    this.listener = new EccpListener({
      services: this.services,
      limits: {
        maxDocumentBytes: 1024 * 1024,
        maxOutboxBytes: MAX_OUTBOX_BYTES,
        idleTimeoutMs: 0,
        documentTimeoutMs: 60_000,
        ...options.limits,
      },
      maxConnections: options.maxConnections ?? 1000,
      loginTimeoutMs: 60_000,
      clock: this.clock,
      log: { info: note('info'), warn: note('warn'), error: note('error') },
      onRequest: (name) => this.requests.push(name),
      audit: (record) => this.audit.push(record),
    });
  }

  /** A server whose database is read and whose Asterisk is up. */
  static async start(options: TestServerOptions = {}): Promise<TestServer> {
    const server = new TestServer(options);
    await server.read();
    return server;
  }

  /** A server that has not read its database yet. */
  static unread(): TestServer {
    return new TestServer({});
  }

  /** Reads the database, and Asterisk is up. */
  async read(): Promise<void> {
    await this.directory.reload();
    this.load();
    await this.tallies.refresh();
    this.asterisk.up({
      memberships: new Map([[ROSA, new Map([['9000', { paused: false, ringing: false }]])]]),
    });
  }

  /** Gives the floor its master data; all but the newcomer's. */
  load(): void {
    const { agents, breaks, queues } = this.storage.rows;
    this.runtime.submit({
      kind: 'directory',
      agents: agents.filter(({ name }) => name !== NEWCOMER),
      breaks,
      queues,
      assignments: new Map([[ANA, new Map([['9000', 0]])]]),
    });
  }

  publish(event: FloorEvent): void {
    this.listener.publish(event);
  }

  /** A client at the other end of two streams, without a network. */
  connect(): WireClient {
    const [near, far] = duplexPair({ allowHalfOpen: true });
    // A pair knows only half-closing; a connection that is cut is cut at both ends.
    near.once('close', () => far.destroy());
    far.once('close', () => {
      if (!far.writableFinished) near.destroy();
    });
    this.listener.serve(far);
    return new WireClient(near, { ...this.#profile(), asWritten: true });
  }

  /** {@link connect}, logged in. */
  async loggedIn(): Promise<WireClient> {
    return logIn(this.connect());
  }

  /** A client over TCP. */
  async dial(): Promise<WireClient> {
    return new WireClient(await this.dialRaw(), this.#profile());
  }

  #profile(): { readonly extended: boolean } {
    return { extended: this.floor.settings.extended };
  }

  /** Listens on TCP; answers with the port. */
  listen(): Promise<number> {
    this.#port ??= this.listener.listen({ host: '127.0.0.1', port: 0 });
    return this.#port;
  }
  #port: Promise<number> | undefined;

  /** A bare socket. */
  async dialRaw(): Promise<Duplex> {
    const socket = connect({ host: '127.0.0.1', port: await this.listen() });
    await new Promise<void>((resolve, reject) => {
      socket.once('connect', resolve);
      socket.once('error', reject);
    });
    return socket;
  }

  /** Stops; throws if the floor is broken. */
  async close(): Promise<void> {
    const broken = violations(this.floor);
    this.runtime.close();
    this.tallies.close();
    this.reads.close();
    for (const connection of this.listener.connections) connection.close();
    await this.listener.close();
    if (broken.length > 0) throw new Error(`floor broken: ${JSON.stringify(broken)}`);
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }
}

/** Logs a client in as `agentconsole`. */
export async function logIn(client: WireClient): Promise<WireClient> {
  const answer = await client.ask(
    'login',
    '<login><username>agentconsole</username><password>agentconsole</password></login>',
  );
  if (!answer.includes('<success/>')) throw new Error(answer);
  return client;
}

/** The two arguments that prove an agent. */
export function proof(agent: AgentName): string {
  const hash = agentHash(COOKIE, agent, PASSWORDS.get(agent) ?? '');
  return `<agent_number>${agent}</agent_number><agent_hash>${hash}</agent_hash>`;
}

/** A command for an agent, with proof and further arguments. */
export function command(name: string, agent: AgentName, more = ''): string {
  return `<${name}>${proof(agent)}${more}</${name}>`;
}

/** `loginagent` of an agent on its own number. */
export function loginAgent(agent: AgentName): string {
  return command('loginagent', agent, `<extension>${agent.slice(agent.indexOf('/') + 1)}</extension>`);
}
