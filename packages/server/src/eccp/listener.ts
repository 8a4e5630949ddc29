import { createServer, type Server, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { createServer as createTlsServer, type TlsOptions } from 'node:tls';
import type { FloorDelta, FloorEvent } from '@openeccp/core';
import type { RequestName } from '@openeccp/eccp';
import { AgentStates } from './agent-states.js';
import { Connection, type ConnectionLimits, type ConnectionLog } from './connection.js';
import { fanOut } from './fan-out.js';
import type { Services } from './handler.js';
import { wireEvent } from './wire-events.js';

/** Where to listen; with `tls` the connection is encrypted from its first byte. */
export interface ListenAddress {
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
  readonly tls?: TlsOptions;
}

export interface ListenerOptions {
  readonly services: Services;
  readonly limits: ConnectionLimits;
  readonly maxConnections: number;
  readonly log: ConnectionLog;
  readonly onRequest: (name: RequestName) => void;
}

/** An address can't be listened on: says which and what to do. */
export class ListenError extends Error {
  override readonly name = 'ListenError';
}

/** The ECCP side of the server: listens, keeps the connections, tells them what happens. */
export class EccpListener implements AsyncDisposable {
  readonly #options: ListenerOptions;
  readonly #servers: Server[] = [];
  readonly #states: AgentStates = new AgentStates();
  readonly #connections = new Set<Connection>();

  constructor(options: ListenerOptions) {
    this.#options = options;
  }

  get connections(): ReadonlySet<Connection> {
    return this.#connections;
  }

  /** Begins to listen; resolves with the port. Rejects with {@link ListenError}. */
  async listen(address: ListenAddress): Promise<number> {
    const accept = (socket: Socket) => this.#accept(socket);
    const server =
      address.tls === undefined
        ? createServer({ allowHalfOpen: true }, accept)
        : createTlsServer({ ...address.tls, allowHalfOpen: true }, accept);
    await new Promise<void>((resolve, reject) => {
      server.once('error', (error: NodeJS.ErrnoException) => reject(explain(address, error)));
      server.listen({ host: address.host, port: address.port, backlog: 1024 }, resolve);
    });
    server.on('error', (error) => this.#options.log.error({ error }, 'ECCP listener failed'));
    this.#servers.push(server);
    const bound = server.address();
    return typeof bound === 'object' && bound !== null ? bound.port : address.port;
  }

  /** Serves a stream that is connected already; tests bring in-memory ones. */
  serve(stream: Duplex, peer: string): Connection {
    const connection: Connection = new Connection({
      stream,
      peer,
      services: this.#options.services,
      limits: this.#options.limits,
      log: this.#options.log,
      onRequest: this.#options.onRequest,
      onClose: () => this.#connections.delete(connection),
    });
    this.#connections.add(connection);
    return connection;
  }

  publish(event: FloorEvent): void {
    const { floor, recentEvents, now } = this.#options.services;
    const wire = wireEvent(event, floor, now());
    if (wire !== undefined) fanOut(wire, this.#connections, recentEvents);
  }

  /** A step of the floor has been taken and its events published: tells whose state it has changed. */
  stepped(delta: FloorDelta): void {
    const { floor, recentEvents } = this.#options.services;
    if (recentEvents === undefined) return;
    for (const event of this.#states.changed(delta, floor)) fanOut(event, this.#connections, recentEvents);
  }

  /** Listens no more and closes every connection once it has what it was sent. */
  async close(): Promise<void> {
    const closed = this.#servers.map(
      (server) => new Promise<void>((resolve) => server.close(() => resolve())),
    );
    for (const connection of this.#connections) connection.close();
    await Promise.all(closed);
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  #accept(socket: Socket): void {
    const { limits, log, maxConnections } = this.#options;
    const peer = `${socket.remoteAddress}:${socket.remotePort}`;
    if (this.#connections.size >= maxConnections) {
      log.warn({ peer, maxConnections }, 'too many ECCP connections; this one is refused');
      socket.destroy();
      return;
    }
    socket.setNoDelay(true);
    socket.setKeepAlive(true, 60_000);
    if (limits.idleTimeoutMs > 0) socket.setTimeout(limits.idleTimeoutMs, () => socket.destroy());
    this.serve(socket, peer);
  }
}

function explain(address: ListenAddress, error: NodeJS.ErrnoException): ListenError {
  const where = `${address.host}:${address.port}`;
  switch (error.code) {
    case 'EADDRINUSE':
      return new ListenError(
        `ECCP can't listen on ${where}: another program uses that port. Stop it, or choose another port with --eccp-port or eccp.port.`,
      );
    case 'EACCES':
      return new ListenError(
        `ECCP can't listen on ${where}: ports below 1024 need special rights. Choose a higher one.`,
      );
    case 'EADDRNOTAVAIL':
      return new ListenError(
        `ECCP can't listen on ${where}: this machine has no such address. Correct eccp.host.`,
      );
    default:
      return new ListenError(`ECCP can't listen on ${where}: ${error.message}`, { cause: error });
  }
}
