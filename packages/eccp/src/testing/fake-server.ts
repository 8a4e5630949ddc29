import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { type EccpEvent, encodeEvent } from '../messages/events.js';
import { failures } from '../messages/failures.js';
import { accepted, type RequestOutcome, refused, rejected } from '../messages/request-outcome.js';
import { definitionOf, type ReplyOf, type RequestName } from '../messages/requests.js';
import { passwordHash } from '../session/agent-hash.js';
import { type IncomingRequest, ServerSession } from '../session/server-session.js';

/** Answers one request; undefined leaves it unanswered. */
export type FakeHandler = (
  request: IncomingRequest,
  session: ServerSession,
) => RequestOutcome<ReplyOf<RequestName>> | undefined;

const USER = 'agentconsole';
const COOKIE = '0f53c1f2f7b84f0e9a6f6a9be1b0c77d';

/** A server on a free port of 127.0.0.1 that logs `agentconsole` in and leaves the rest to a handler. */
export class FakeServer {
  readonly #server: Server;
  readonly #connections: Map<Socket, ServerSession> = new Map();
  readonly received: string[] = [];
  handler: FakeHandler;
  /** What follows every answer, in one piece with it. */
  postscript = '';

  private constructor(handler: FakeHandler) {
    this.handler = handler;
    this.#server = createServer((socket) => this.serve(socket));
  }

  static async listen(handler: FakeHandler = () => accepted({}), port = 0): Promise<FakeServer> {
    const server = new FakeServer(handler);
    await new Promise<void>((resolve) => server.#server.listen(port, '127.0.0.1', resolve));
    return server;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  get connections(): number {
    return this.#connections.size;
  }

  send(event: EccpEvent): void {
    for (const [socket, session] of this.#connections) {
      if (session.wantsEvent(event)) socket.write(encodeEvent(event));
    }
  }

  sendRaw(text: string): void {
    for (const socket of this.#connections.keys()) socket.write(text);
  }

  /** Cuts all connections, as a crash would. */
  cut(): void {
    for (const socket of this.#connections.keys()) socket.destroy();
    this.#connections.clear();
  }

  async close(): Promise<void> {
    this.cut();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  /** Serves a connection that something else has accepted, e.g. a TLS server. */
  serve(socket: Socket): void {
    const session = new ServerSession();
    this.#connections.set(socket, session);
    socket.on('error', () => {});
    socket.on('close', () => this.#connections.delete(socket));
    socket.on('data', (chunk: Buffer) => {
      session.receive(chunk);
      for (let task = session.next(); task !== undefined; task = session.next()) {
        if (task.kind === 'send') socket.write(task.document);
        else if (task.kind === 'close') socket.end(task.document);
        else this.#answer(socket, session, task.request);
      }
    });
  }

  #answer(socket: Socket, session: ServerSession, request: IncomingRequest): void {
    this.received.push(request.name);
    const outcome = this.#outcomeOf(session, request);
    if (outcome === undefined) return;
    const { document, close } = session.answer(request, outcome);
    if (close) socket.end(document);
    else socket.write(document + this.postscript);
  }

  #outcomeOf(
    session: ServerSession,
    request: IncomingRequest,
  ): RequestOutcome<ReplyOf<RequestName>> | undefined {
    switch (request.name) {
      case 'login': {
        const args = definitionOf('login').decodeArguments(request.command);
        if (args === undefined) return rejected(failures.badRequest);
        if (args.username !== USER || args.password !== passwordHash(USER))
          return refused(failures.invalidCredentials);
        session.logIn({ user: USER, cookie: COOKIE });
        return accepted({ cookie: COOKIE });
      }
      case 'filterbyagent':
        session.filterByAgent(
          definitionOf('filterbyagent').decodeArguments(request.command)?.agentNumber ?? 'any',
        );
        return accepted({});
      case 'callprogress':
        session.enableProgress(
          definitionOf('callprogress').decodeArguments(request.command)?.enable ?? false,
        );
        return accepted({});
      case 'logout':
        return accepted({});
      default:
        return this.handler(request, session);
    }
  }
}
