import type { Duplex } from 'node:stream';
import {
  definitionOf,
  type EccpEvent,
  type Failure,
  failures,
  type IncomingRequest,
  type ReplyOf,
  type RequestName,
  type RequestOutcome,
  type ServerReply,
  ServerSession,
  type ServerTask,
} from '@openeccp/eccp';
import type { ClientAddress } from '../access/client-address.js';
import { isControl } from '../access/client-rights.js';
import type { Applicant } from '../access/logins.js';
import type { AuditRecord } from '../log/audit-trail.js';
import type { Refusals } from '../log/refusals.js';
import type { Clock } from '../runtime/clock.js';
import { DatabaseFailure } from '../services/read-database.js';
import { dispatch } from './dispatch.js';
import type { Services } from './handler.js';
import type { HeldDocuments, Holder } from './held-documents.js';
import { Outbox } from './outbox.js';

export interface ConnectionLimits {
  readonly maxDocumentBytes: number;
  readonly maxOutboxBytes: number;
  /** Without a byte for this long the connection is closed; 0 means never (D-12). Milliseconds. */
  readonly idleTimeoutMs: number;
  /** A document that was begun must be whole by then; 0 means never. Milliseconds. */
  readonly documentTimeoutMs: number;
}

export interface ConnectionLog {
  info(detail: object, text: string): void;
  warn(detail: object, text: string): void;
  error(detail: object, text: string): void;
}

export interface ConnectionOptions {
  readonly stream: Duplex;
  readonly peer: ClientAddress;
  readonly services: Services;
  readonly limits: ConnectionLimits;
  readonly documents: HeldDocuments;
  readonly clock: Clock;
  readonly log: ConnectionLog;
  readonly onRequest: (name: RequestName) => void;
  readonly audit: (record: AuditRecord) => void;
  /** The part of the audit trail that takes what a client had no right to. */
  readonly refusals: Refusals;
  /** Told of a client that was closed for sending something else. */
  readonly onNoEccp: (detail: object) => void;
  /** Told of a client that was cut in the middle of a document. */
  readonly onUnfinished: (detail: object) => void;
  /** Told of every login. */
  readonly onLogin: () => void;
  readonly onClose: () => void;
}

/** A client that leaves more than this unread gets no further requests answered until it reads. Bytes. */
const PAUSE_BACKLOG_BYTES = 256 * 1024;

/**
 * Requests whose answer goes before the events that they bring about (ECCP §6.2). Asterisk may report the end of a
 * call before it confirms the hang-up; such events wait for the answer. The first document after a login is its
 * response.
 */
const ANSWERED_FIRST: ReadonlySet<RequestName> = new Set([
  'login',
  'loginagent',
  'logoutagent',
  'hangup',
  'unhold',
  'transfercall',
  'transfercallagent',
  'resumeevents',
]);

/**
 * So many tasks of one connection, or so many bytes, are its turn; then all others have theirs. Either takes a
 * millisecond or two, so fifty that flood hold up whoever else asks for a tenth of a second. With shorter turns those who
 * pipeline would be served more slowly; who asks now and then gives up a turn now and then, and does not notice.
 */
const TASKS_PER_TURN = 500;
const BYTES_PER_TURN = 64 * 1024;

/** How long a closing connection may take to fetch its last documents. Milliseconds. */
const LINGER_MS = 5_000;

/** One client: bytes in, requests one after another, documents out. */
export class Connection implements Holder {
  readonly #options: ConnectionOptions;
  readonly #stream: Duplex;
  readonly #session: ServerSession;
  readonly #outbox: Outbox;
  readonly #sendEvent: (document: string) => void = (document) => this.send(document);
  readonly #client: Applicant;
  #pumping = false;
  /** What is left of its turn. */
  #tasksLeft = TASKS_PER_TURN;
  #bytesLeft = BYTES_PER_TURN;
  /** It is the turn of others. */
  #resting = false;
  /** A request is in the hands of its handler. */
  #busy = false;
  /** The client has said its last word. */
  #ended = false;
  /** Gives up waiting for the rest of a document; undefined while none is begun. */
  #stopWaiting: (() => void) | undefined;

  constructor(options: ConnectionOptions) {
    const { stream, limits, log, peer } = options;
    this.#options = options;
    this.#stream = stream;
    this.#session = new ServerSession({
      maxDocumentBytes: limits.maxDocumentBytes,
      ownRequests: options.services.recentEvents !== undefined,
    });
    this.#outbox = new Outbox(stream, limits.maxOutboxBytes, () => {
      log.warn(
        { peer: peer.text, limit: limits.maxOutboxBytes },
        'client does not read its events; connection cut',
      );
      stream.destroy();
    });
    this.#client = { address: peer, alive: () => !stream.destroyed };
    stream.on('data', (chunk: Buffer) => {
      if (stream.writableEnded) return;
      this.#session.receive(chunk);
      this.#bytesLeft -= chunk.length;
      this.#pump();
    });
    stream.on('drain', () => this.#pump());
    stream.on('end', () => {
      this.#ended = true;
      this.#pump();
    });
    stream.on('error', () => stream.destroy());
    stream.on('close', () => {
      this.#stopWaiting?.();
      options.documents.holds(this, 0);
      options.onClose();
    });
  }

  get user(): string | undefined {
    return this.#session.state.login?.user;
  }

  get peer(): string {
    return this.#options.peer.text;
  }

  /** Bytes that the client has left unread. */
  get backlog(): number {
    return this.#outbox.backlog;
  }

  /** Whether events are to carry their number. */
  get numbered(): boolean {
    return this.#session.state.numbered;
  }

  wantsEvent(event: EccpEvent): boolean {
    return this.#session.wantsEvent(event);
  }

  /** Sends an event. */
  send(document: string): void {
    this.#outbox.push(document);
  }

  /** Flushes what is queued and closes. */
  close(): void {
    this.#finish();
  }

  /** Closes at once, whatever is queued. */
  cut(): void {
    this.#stream.destroy();
  }

  /** Takes tasks as long as they can be done at once, the client reads what it is sent, and it is its turn. */
  #pump(): void {
    if (this.#pumping || this.#resting) return;
    this.#pumping = true;
    for (let task = this.#nextTask(); task !== undefined; task = this.#nextTask()) {
      this.#tasksLeft -= 1;
      this.#carryOut(task);
    }
    this.#pumping = false;
    if (this.#tasksLeft <= 0 || this.#bytesLeft <= 0) this.#rest();
    if (this.#stream.destroyed) return;
    this.#options.documents.holds(this, this.#session.heldBytes);
    if (this.#stream.writableEnded) return;
    // Whoever sends its requests and half-closes still gets the answers.
    if (this.#ended && !this.#busy && this.#session.wantsMore) return this.#finish();
    const reading = this.#session.wantsMore && this.#outbox.backlog < PAUSE_BACKLOG_BYTES;
    if (reading && !this.#resting) this.#stream.resume();
    else this.#stream.pause();
    this.#awaitRest(reading && this.#session.unfinishedBytes > 0);
  }

  /** Lets the others have their turn. */
  #rest(): void {
    this.#resting = true;
    setImmediate(() => {
      this.#resting = false;
      this.#tasksLeft = TASKS_PER_TURN;
      this.#bytesLeft = BYTES_PER_TURN;
      this.#pump();
    });
  }

  /** Half a document is waited for, but not for ever: its bytes may trickle in for years. */
  #awaitRest(half: boolean): void {
    const { clock, limits, peer, onUnfinished } = this.#options;
    if (!half || limits.documentTimeoutMs === 0) {
      this.#stopWaiting?.();
      this.#stopWaiting = undefined;
      return;
    }
    this.#stopWaiting ??= clock.after(limits.documentTimeoutMs, () => {
      onUnfinished({ peer: peer.text });
      this.#stream.destroy();
    });
  }

  #nextTask(): ServerTask | undefined {
    // A client that is gone or was given its last answer is not worked for.
    if (this.#stream.destroyed || this.#stream.writableEnded) return undefined;
    if (this.#tasksLeft <= 0 || !this.#hasRoom()) return undefined;
    return this.#session.next({ databaseUp: this.#options.services.directory.loaded });
  }

  /** Whether the client reads what it is sent. While it does not, the stream's `drain` goes on with its requests. */
  #hasRoom(): boolean {
    if (this.#outbox.backlog < PAUSE_BACKLOG_BYTES) return true;
    // The system may take all of it at once; no `drain` would follow then.
    this.#outbox.flush();
    return this.#outbox.backlog < PAUSE_BACKLOG_BYTES;
  }

  #carryOut(task: ServerTask): void {
    switch (task.kind) {
      case 'send':
        return this.#outbox.push(task.document);
      case 'close':
        this.#options.onNoEccp({ peer: this.#options.peer.text, reason: task.reason });
        return this.#reply({ document: task.document, close: true });
      case 'request':
        return this.#run(task.request);
    }
  }

  #run(request: IncomingRequest): void {
    this.#options.onRequest(request.name);
    if (ANSWERED_FIRST.has(request.name)) this.#outbox.keepBack();
    try {
      const outcome = dispatch(request, this.#session, this.#options.services, this.#client, this.#sendEvent);
      if (outcome instanceof Promise) void this.#answerLater(request, outcome);
      else this.#answer(request, outcome);
    } catch (error) {
      this.#fail(request, error);
    }
  }

  async #answerLater(
    request: IncomingRequest,
    outcome: Promise<RequestOutcome<ReplyOf<RequestName>>>,
  ): Promise<void> {
    this.#busy = true;
    try {
      this.#answer(request, await outcome);
    } catch (error) {
      this.#fail(request, error);
    }
    this.#busy = false;
    this.#pump();
  }

  #answer(request: IncomingRequest, outcome: RequestOutcome<ReplyOf<RequestName>>): void {
    this.#audit(request, outcome.kind === 'ok' ? undefined : outcome.failure);
    const reply = this.#session.answer(request, outcome);
    if (request.name === 'login' && outcome.kind === 'ok') this.#options.onLogin();
    this.#reply(reply);
  }

  /**
   * A database that is away costs the client an answer; a bug or other broken I/O behind one request costs it its
   * session. Nobody else suffers (ECCP §4.2).
   */
  #fail(request: IncomingRequest, error: unknown): void {
    const { log, peer } = this.#options;
    const detail = { peer: peer.text, request: request.name, id: request.id, error };
    if (error instanceof DatabaseFailure) {
      log.warn(detail, 'a request could not be answered without the database');
      return this.#answer(request, error.refusal);
    }
    log.error(detail, 'request failed');
    this.#audit(request, failures.workerCrash);
    this.#reply(this.#session.crash(request));
  }

  /** Of everything that acts, and of logins, is kept who wanted it and what became of it. */
  #audit({ name, id, command, credentials }: IncomingRequest, failure: Failure | undefined): void {
    if (name !== 'login' && !isControl(name)) return;
    const decoded = definitionOf(name).decodeArguments(command);
    // A login without user and password is an attempt at nothing, and strangers send it as often as they like.
    if (name === 'login' && decoded === undefined) return;
    const args: object = { ...decoded, ...credentials };
    const user = 'username' in args ? String(args.username) : this.user;
    const agent = 'agentNumber' in args ? String(args.agentNumber) : undefined;
    const { audit, refusals, peer } = this.#options;
    const outcome = failure === undefined ? 'ok' : `${failure.code} ${failure.message}`;
    const record = { user, peer: peer.text, request: name, id, agent, outcome };
    if (failure?.code === failures.unauthorized.code) refusals.refused(peer.place, record);
    else audit(record);
  }

  #reply(reply: ServerReply): void {
    this.#outbox.pushFirst(reply.document);
    if (reply.close) this.#finish();
  }

  #finish(): void {
    if (this.#stream.writableEnded) return;
    this.#outbox.flush();
    this.#stream.end();
    // What still comes is read and forgotten: left unread, it would hide that the client has closed too.
    this.#stream.resume();
    const cancel = this.#options.clock.after(LINGER_MS, () => this.#stream.destroy());
    this.#stream.once('close', cancel);
  }
}
