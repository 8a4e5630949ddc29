import { setTimeout as delay } from 'node:timers/promises';
import type { EccpEvent, OtherEvent } from '../messages/events.js';
import type { RequestOutcome } from '../messages/request-outcome.js';
import { ANY_AGENT, type FilterByAgentArguments } from '../messages/requests/filterbyagent.js';
import type { LoginReply } from '../messages/requests/login.js';
import type { ArgumentsOf, ReplyOf, RequestName } from '../messages/requests.js';
import { passwordHash } from '../session/agent-hash.js';
import { AgentHandle } from './agent-handle.js';
import { type Backoff, backoffDelay, DEFAULT_BACKOFF } from './backoff.js';
import type { ClientStatus } from './client-status.js';
import { type Address, addressText, dial } from './dial.js';
import { EccpConnectionError, EccpLoginRefusedError } from './errors.js';
import { EventFeed } from './event-feed.js';
import type { FloorNews } from './floor-news.js';
import { Link, type RequestOptions } from './link.js';
import { ValueStream } from './value-stream.js';

export interface ConnectOptions extends Partial<Address> {
  /** Client account; without it the connection stays without a session until {@link EccpClient.login}. */
  readonly user?: string | undefined;
  /** Clear text or md5 hex; only the md5 is sent. */
  readonly password?: string | undefined;
  /**
   * Reconnect by itself after a lost connection, restore login, filter and progress flag, and go on with the events
   * where they ended if the server has kept them. Off by default.
   */
  readonly reconnect?: boolean | Backoff | undefined;
  /** Milliseconds for the connection and for each request; 10 000 unless told. */
  readonly timeoutMs?: number | undefined;
  /** Told of every event, from the first one on: also of what comes in one piece with the answer to the login. */
  readonly onEvent?: ((event: EccpEvent | OtherEvent) => void) | undefined;
  /** Gives up connecting. */
  readonly signal?: AbortSignal | undefined;
}

const DEFAULT_PORT = 20005;
/** A server busy with an earlier request of this connection does not hold up the exit. */
const MAX_LOGOUT_MS = 2000;
const MAX_UNREAD_STATUS = 1000;

/**
 * Connects to an ECCP server and logs in if a user is given.
 *
 * @throws EccpConnectionError, EccpTimeoutError, EccpLoginRefusedError
 * @example
 * await using client = await connect({ host: 'pbx', user: 'agentconsole', password: 'agentconsole' });
 * const outcome = await client.agent('Agent/412', '1234').hold();
 * if (outcome.kind === 'refused') console.log(outcome.failure.message);
 */
export async function connect(options: ConnectOptions = {}): Promise<EccpClient> {
  const client = new EccpClient(options);
  await client.open(options.signal);
  return client;
}

/** A connection to an ECCP server; make one with {@link connect}. */
export class EccpClient {
  readonly #address: Address;
  readonly #timeoutMs: number;
  readonly #backoff: Backoff | undefined;
  readonly #feed: EventFeed;
  readonly #statuses: Set<ValueStream<ClientStatus>> = new Set();
  readonly #closing: AbortController = new AbortController();
  /** Requests that set up the session, to be repeated on a new connection. */
  readonly #setup: Map<RequestName, (link: Link) => Promise<RequestOutcome<unknown>>> = new Map();
  #link: Link | undefined;
  #finished = false;

  constructor(options: ConnectOptions) {
    this.#address = {
      host: options.host ?? '127.0.0.1',
      port: options.port ?? DEFAULT_PORT,
      tls: options.tls,
    };
    this.#timeoutMs = options.timeoutMs ?? 10_000;
    this.#feed = new EventFeed({ timeoutMs: this.#timeoutMs, onEvent: options.onEvent });
    const { reconnect, user, password = '' } = options;
    this.#backoff = reconnect === true ? DEFAULT_BACKOFF : reconnect === false ? undefined : reconnect;
    if (user !== undefined) this.#remember('login', { username: user, password: passwordHash(password) });
  }

  /** `app_cookie` of the present session. */
  get cookie(): string | undefined {
    return this.#link?.cookie;
  }

  get connected(): boolean {
    return this.#link !== undefined;
  }

  /** Part of {@link connect}. */
  async open(signal?: AbortSignal): Promise<void> {
    const link = await this.#dial(signal);
    try {
      const refusal = await this.#prepare(link);
      if (refusal !== undefined) throw refusal;
    } finally {
      if (this.#link !== link) link.destroy();
    }
  }

  /**
   * Sends a request. A refusal by the server is a value; only a broken connection or a missing answer is thrown.
   * The server carries out what was given up all the same; what it does to the session is known when its answer comes.
   *
   * @throws EccpConnectionError, EccpTimeoutError, or the reason of the signal
   */
  async request<Name extends RequestName>(
    name: Name,
    args: ArgumentsOf<Name>,
    options: RequestOptions = {},
  ): Promise<RequestOutcome<ReplyOf<Name>>> {
    if (this.#link === undefined) {
      throw new EccpConnectionError(`${addressText(this.#address)}: not connected; ${name} was not sent`);
    }
    const link = this.#link;
    // Right when the answer comes: the next bytes may be events that it lets through.
    return link.request(name, args, { timeoutMs: this.#timeoutMs, ...options }, ({ kind }) => {
      if (kind === 'ok') this.#granted(link, name, args);
    });
  }

  /** Starts a session. The password is sent as md5, unless it looks like one already (ECCP §5.1). */
  login(user: string, password: string): Promise<RequestOutcome<LoginReply>> {
    return this.request('login', { username: user, password: passwordHash(password) });
  }

  /** Requests on behalf of an agent. @param password the agent's ECCP password */
  agent(agentNumber: string, password: string): AgentHandle {
    return new AgentHandle(this, agentNumber, password);
  }

  /**
   * The events from now on, over reconnections, until the client closes or the signal aborts.
   * At most 10 000 are kept for a slow reader; beyond that reading throws EccpOverflowError.
   */
  events(
    options: { readonly signal?: AbortSignal } = {},
  ): AsyncIterableIterator<EccpEvent | OtherEvent, undefined> {
    return this.#until(this.#feed.events(), options.signal);
  }

  /**
   * The floor from now on: first the agents as they are, then everything that happens, each event once and in order,
   * over reconnections. Where events are gone, or the server keeps none, a fresh snapshot says so (`gap`). Make the
   * view of the agents from it with {@link AgentsView}. At most 10 000 news are kept for a slow reader.
   */
  follow(options: { readonly signal?: AbortSignal } = {}): AsyncIterableIterator<FloorNews, undefined> {
    const stream = this.#until(this.#feed.follow(), options.signal);
    this.#refresh();
    return stream;
  }

  /** What happens to the connection from now on. */
  status(options: { readonly signal?: AbortSignal } = {}): AsyncIterableIterator<ClientStatus, undefined> {
    const stream = new ValueStream<ClientStatus>(MAX_UNREAD_STATUS, () => this.#statuses.delete(stream));
    this.#statuses.add(stream);
    return this.#until(stream, options.signal);
  }

  /** Logs out, waits for the answer (2 s at most), disconnects. Agents stay logged in. */
  async close(): Promise<void> {
    if (this.#closing.signal.aborted) return;
    this.#closing.abort(new EccpConnectionError('the client was closed'));
    // A server that is gone or slow has no say in whether this client closes.
    const timeoutMs = Math.min(this.#timeoutMs, MAX_LOGOUT_MS);
    await this.#link?.request('logout', {}, { timeoutMs }).catch(() => {});
    this.#link?.destroy();
    this.#finish();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  #remember<Name extends RequestName>(name: Name, args: ArgumentsOf<Name>): void {
    this.#setup.set(name, (link) => link.request(name, args, { timeoutMs: this.#timeoutMs }));
  }

  async #dial(signal?: AbortSignal): Promise<Link> {
    const socket = await dial(this.#address, this.#timeoutMs, signal);
    const link = new Link(socket, {
      onEvent: (event, number) => this.#feed.hear(event, number),
      onClose: (error) => this.#onLinkClosed(link, error),
    });
    return link;
  }

  /** Sets the session up. Returned is why it cannot be; a broken connection is thrown. */
  async #prepare(link: Link): Promise<EccpLoginRefusedError | undefined> {
    for (const [name, send] of this.#setup) {
      const outcome = await send(link);
      if (name === 'login' && outcome.kind === 'refused') {
        this.#tell({ kind: 'login-refused', failure: outcome.failure });
        return new EccpLoginRefusedError(outcome.failure);
      }
    }
    if (this.#resumes(link)) await this.#feed.resume(link);
    if (link.closed || this.#closing.signal.aborted) throw new EccpConnectionError('closed while logging in');
    this.#link = link;
    this.#tell({ kind: 'connected', gap: this.#feed.takeGap() });
    if (this.#feed.awaited) this.#refresh();
    return undefined;
  }

  /** Whether a connection goes on where the one before has ended. */
  #resumes(link: Link): boolean {
    return link.cookie !== undefined && (this.#backoff !== undefined || this.#feed.followed);
  }

  /** Everybody who follows the floor gets to know how it is. */
  #refresh(): void {
    const link = this.#link;
    if (link?.cookie !== undefined && this.#feed.followed) this.#keep(link, this.#feed.refresh(link));
  }

  /** From now on the connection hears of other agents. */
  #begin(link: Link): void {
    if (this.#resumes(link)) this.#keep(link, this.#feed.begin(link));
  }

  /** A connection whose events can't be relied upon is of no use. */
  #keep(link: Link, asking: Promise<unknown>): void {
    asking.catch((error: Error) => link.destroy(error));
  }

  /** A request that lasts as long as the session is repeated on the next connection. */
  #granted<Name extends RequestName>(link: Link, name: Name, args: ArgumentsOf<Name>): void {
    switch (name) {
      case 'login':
        this.#remember(name, args);
        return this.#begin(link);
      case 'filterbyagent': {
        const { agentNumber } = args as FilterByAgentArguments;
        this.#remember(name, args);
        this.#feed.filter = agentNumber === ANY_AGENT ? undefined : agentNumber;
        return this.#begin(link);
      }
      case 'callprogress':
        return this.#remember(name, args);
    }
  }

  #onLinkClosed(link: Link, error: EccpConnectionError | undefined): void {
    this.#feed.interrupt();
    // A link that never got as far as being ours is reported by whoever opened it.
    if (this.#link !== link) return;
    this.#link = undefined;
    if (this.#closing.signal.aborted) return;
    this.#tell({ kind: 'disconnected', reason: error?.message ?? 'closed' });
    if (this.#backoff === undefined) this.#finish(error);
    else void this.#reconnect(this.#backoff);
  }

  async #reconnect(backoff: Backoff): Promise<void> {
    const { signal } = this.#closing;
    for (let attempt = 1; !signal.aborted; attempt += 1) {
      const delayMs = backoffDelay(attempt, backoff, Math.random());
      this.#tell({ kind: 'reconnecting', attempt, delayMs });
      try {
        await delay(delayMs, undefined, { signal });
        const link = await this.#dial(signal);
        try {
          if ((await this.#prepare(link)) === undefined) return;
        } finally {
          if (this.#link !== link) link.destroy();
        }
      } catch (error) {
        if (!signal.aborted) this.#tell({ kind: 'disconnected', reason: messageOf(error) });
      }
    }
  }

  /** Ends a stream with the signal, or at once if there will be nothing in it. */
  #until<Value>(stream: ValueStream<Value>, signal: AbortSignal | undefined): ValueStream<Value> {
    if (signal?.aborted === true || this.#finished) stream.end();
    else stream.endWith(signal);
    return stream;
  }

  #tell(status: ClientStatus): void {
    for (const stream of [...this.#statuses]) stream.push(status);
  }

  #finish(error?: Error): void {
    this.#finished = true;
    this.#tell({ kind: 'closed' });
    this.#feed.end(error);
    for (const stream of [...this.#statuses]) stream.end();
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
