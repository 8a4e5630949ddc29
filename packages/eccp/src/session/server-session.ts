import { DocumentReader } from '../codec/document-reader.js';
import { childrenOf, type XmlElement } from '../codec/xml-element.js';
import { type AgentCredentials, decodeCredentials, isAgentNumber } from '../messages/agent-credentials.js';
import type { EccpEvent } from '../messages/events.js';
import { failures } from '../messages/failures.js';
import { type RequestOutcome, refused, rejected } from '../messages/request-outcome.js';
import {
  isRequestName,
  ownRequests,
  type ReplyOf,
  type RequestName,
  requests,
} from '../messages/requests.js';
import { encodeOuterFailure, encodeResponse } from '../messages/responses.js';
import {
  FRESH_SESSION,
  type Login,
  type SessionState,
  wantsEvent,
  withAgentFilter,
  withLogin,
  withNumbers,
  withProgress,
} from './session-state.js';

/** A request that passed the common checks and waits for {@link ServerSession.answer}. */
export interface IncomingRequest<Name extends RequestName = RequestName> {
  readonly id: string;
  readonly name: Name;
  readonly command: XmlElement;
  /** Well formed but not yet verified; present exactly for requests of class `agent`. */
  readonly credentials: AgentCredentials | undefined;
}

/** What the owner of the connection has to do next. */
export type ServerTask =
  | { readonly kind: 'request'; readonly request: IncomingRequest }
  /** Write this and ask again. */
  | { readonly kind: 'send'; readonly document: string }
  /** Write this, flush, close. Nothing more is read. */
  | { readonly kind: 'close'; readonly document: string; readonly reason: string };

/** A document to write, and whether the connection is closed behind it. */
export interface ServerReply {
  readonly document: string;
  readonly close: boolean;
}

/** What only the server knows and the common checks need. */
export interface ServerHealth {
  /** Row 4 of ECCP §4.2, which comes before every other answer with an id. */
  readonly databaseUp: boolean;
}

export interface ServerSessionOptions {
  /** Largest document of a client that has logged in; see {@link DocumentReaderOptions.maxBytes}. */
  readonly maxDocumentBytes?: number;
  readonly maxDepth?: number;
  /** Whether requests that ECCP does not have are understood. */
  readonly ownRequests?: boolean;
}

/**
 * Largest document of a client that has not logged in. The longest login is a tenth of it, and strangers are many:
 * while a document is being read each of its bytes may take 32 in memory, whether it is made of elements or of text.
 */
const STRANGER_DOCUMENT_BYTES = 4 * 1024;

const HEALTHY: ServerHealth = { databaseUp: true };

/**
 * The server's half of one ECCP connection, without I/O: bytes go in, tasks come out, answers become documents.
 *
 * Requests of one connection are processed strictly one after another (D-19): {@link next} hands out none while
 * one is unanswered. Documents behind it stay undecoded bytes, and {@link wantsMore} is false meanwhile, so an
 * owner that then pauses its socket holds one chunk at most, however much a client pipelines.
 *
 * @example
 * socket.on('data', (chunk) => { session.receive(chunk); pump(); });
 * for (let task = session.next(); task !== undefined; task = session.next()) {
 *   if (task.kind === 'request') write(session.answer(task.request, await handle(task.request)).document);
 *   else write(task.document);
 * }
 */
export class ServerSession {
  readonly #reader: DocumentReader;
  readonly #ownRequests: boolean;
  #state: SessionState = FRESH_SESSION;
  #outstanding: { readonly request: IncomingRequest; readonly bytes: number } | undefined;
  #closed = false;

  constructor(options: ServerSessionOptions = {}) {
    this.#ownRequests = options.ownRequests ?? false;
    this.#reader = new DocumentReader({
      roots: ['request'],
      maxBytesFromStrangers: STRANGER_DOCUMENT_BYTES,
      ...(options.maxDocumentBytes === undefined ? {} : { maxBytes: options.maxDocumentBytes }),
      ...(options.maxDepth === undefined ? {} : { maxDepth: options.maxDepth }),
    });
  }

  get state(): SessionState {
    return this.#state;
  }

  /** False while received bytes wait behind an unanswered request; the owner pauses its socket then. */
  get wantsMore(): boolean {
    return !this.#closed && this.#reader.drained;
  }

  /** Bytes of the document whose rest is still to come; 0 when none has begun. */
  get unfinishedBytes(): number {
    return this.#closed ? 0 : this.#reader.unfinishedBytes;
  }

  /** Bytes of what is held of the client's documents: the unanswered one and the unfinished one. */
  get heldBytes(): number {
    return this.unfinishedBytes + (this.#outstanding?.bytes ?? 0);
  }

  /** True after a fatal error, a logout or a crash: whatever arrives is ignored. */
  get closed(): boolean {
    return this.#closed;
  }

  /** Whether the request is understood here; others are answered as unknown ones. */
  understands(name: string): name is RequestName {
    return isRequestName(name) && (this.#ownRequests || !ownRequests.has(name));
  }

  /** Takes the next bytes of the connection, in any segmentation. */
  receive(chunk: Uint8Array): void {
    if (!this.#closed) this.#reader.write(chunk);
  }

  /** The next task, or undefined while a request is unanswered or more bytes are needed. */
  next(health: ServerHealth = HEALTHY): ServerTask | undefined {
    if (this.#closed || this.#outstanding !== undefined) return undefined;
    const item = this.#reader.read();
    if (item === undefined) return undefined;
    if (item.kind === 'document') return this.#admit(item.root, item.bytes, health);
    this.#closed = true;
    return { kind: 'close', document: encodeOuterFailure(failures.badRequest), reason: item.reason };
  }

  /** Turns the outcome of the outstanding request into its response. After `logout` the connection closes. */
  answer<Name extends RequestName>(
    request: IncomingRequest<Name>,
    outcome: RequestOutcome<ReplyOf<Name>>,
  ): ServerReply {
    const document = encodeResponse(request.name, request.id, outcome);
    this.#settle(request);
    if (request.name === 'logout' && outcome.kind === 'ok') this.#end();
    return { document, close: this.#closed };
  }

  /** Answers, without id, a request whose handler has failed unexpectedly; the session is dropped (ECCP §4.2 row 12). */
  crash(request: IncomingRequest): ServerReply {
    this.#settle(request);
    this.#end();
    return { document: encodeOuterFailure(failures.workerCrash), close: true };
  }

  /** Records a successful `login`. */
  logIn(login: Login): void {
    this.#state = withLogin(this.#state, login);
    this.#reader.trust();
  }

  /** Records `filterbyagent`: an agent, or `any`. */
  filterByAgent(agent: string): void {
    this.#state = withAgentFilter(this.#state, agent);
  }

  /** Records `callprogress`. */
  enableProgress(enable: boolean): void {
    this.#state = withProgress(this.#state, enable);
  }

  /** Records `resumeevents`. */
  numberEvents(): void {
    this.#state = withNumbers(this.#state);
  }

  /** Whether this connection is to receive the event (ECCP §6.1). */
  wantsEvent(event: EccpEvent): boolean {
    return !this.#closed && wantsEvent(this.#state, event);
  }

  #settle(request: IncomingRequest): void {
    if (this.#outstanding?.request !== request)
      throw new Error(`request ${request.name} is not the outstanding one`);
    this.#outstanding = undefined;
  }

  #end(): void {
    this.#closed = true;
    this.#state = FRESH_SESSION;
  }

  /** The common checks of ECCP §4.2 that need no knowledge of agents, rows 2 to 8, in this order. */
  #admit(root: XmlElement, bytes: number, health: ServerHealth): ServerTask {
    const commands = childrenOf(root);
    const [command] = commands;
    const id = root.attributes['id'];
    if (command === undefined || commands.length > 1 || id === undefined) {
      return { kind: 'send', document: encodeOuterFailure(failures.badRequest) };
    }
    if (!health.databaseUp) return { kind: 'send', document: encodeOuterFailure(failures.databaseDown, id) };
    const { name } = command;
    if (!this.understands(name)) {
      return { kind: 'send', document: encodeOuterFailure(failures.notImplemented, id) };
    }
    const { authorisation } = requests[name];
    if (authorisation !== 'none' && this.#state.login === undefined) {
      return { kind: 'send', document: encodeOuterFailure(failures.unauthorized, id) };
    }
    const credentials = authorisation === 'agent' ? decodeCredentials(command) : undefined;
    if (authorisation === 'agent') {
      if (credentials === undefined) {
        return { kind: 'send', document: encodeResponse(name, id, rejected(failures.badRequest)) };
      }
      if (!isAgentNumber(credentials.agentNumber)) {
        return { kind: 'send', document: encodeResponse(name, id, refused(failures.malformedAgentNumber)) };
      }
    }
    const request = { id, name, command, credentials };
    this.#outstanding = { request, bytes };
    return { kind: 'request', request };
  }
}
