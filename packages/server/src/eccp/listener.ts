import { createServer, type Server, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { createServer as createTlsServer } from 'node:tls';
import type { FloorDelta, FloorEvent } from '@openeccp/core';
import type { RequestName } from '@openeccp/eccp';
import type { AllowList } from '../access/allow-list.js';
import { type CertificateFiles, Certificates, readCertificates } from '../access/certificates.js';
import { addressOf, type ClientAddress, clientAddress } from '../access/client-address.js';
import { Guests } from '../access/guests.js';
import type { AuditRecord } from '../log/audit-trail.js';
import { NowAndThen } from '../log/now-and-then.js';
import { Refusals } from '../log/refusals.js';
import type { Clock } from '../runtime/clock.js';
import { AgentStates } from './agent-states.js';
import { Connection, type ConnectionLimits, type ConnectionLog } from './connection.js';
import { fanOut } from './fan-out.js';
import type { Services } from './handler.js';
import { HeldDocuments } from './held-documents.js';
import { wireEvent } from './wire-events.js';

/** Where to listen; with `tls` the connection is encrypted from its first byte. */
export interface ListenAddress {
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
  readonly tls?: CertificateFiles;
  /** Who may connect; everybody unless told (D-20). */
  readonly allow?: AllowList | undefined;
}

export interface ListenerOptions {
  readonly services: Services;
  readonly limits: ConnectionLimits;
  readonly maxConnections: number;
  /** Whoever has not logged in by then is cut off; 0 means never. Milliseconds. */
  readonly loginTimeoutMs: number;
  readonly clock: Clock;
  readonly log: ConnectionLog;
  readonly onRequest: (name: RequestName) => void;
  readonly audit: (record: AuditRecord) => void;
}

/** An address can't be listened on: says which and what to do. */
export class ListenError extends Error {
  override readonly name = 'ListenError';
}

/**
 * What all clients' documents together may take while they are being read and answered: twice what strangers can
 * hold on as many connections as there are out of the box. In memory it may be half a GiB. Bytes.
 */
const MAX_HELD_BYTES = 16 * 1024 * 1024;

/** A socket that counts. */
interface Admitted {
  readonly cut: () => void;
  /** It has logged in, or is gone. */
  readonly settle: () => void;
  /** Past its handshake, if it has one. */
  served: boolean;
}

/** The ECCP side of the server: listens, keeps the connections, tells them what happens. */
export class EccpListener implements AsyncDisposable {
  readonly #options: ListenerOptions;
  readonly #servers: Server[] = [];
  readonly #states: AgentStates = new AgentStates();
  readonly #certificates: Certificates[] = [];
  readonly #connections = new Set<Connection>();
  /** Every socket, those in a TLS handshake too, by {@link keyOf}. */
  readonly #sockets = new Map<string, Admitted>();
  readonly #guests = new Guests();
  readonly #documents: HeldDocuments;
  readonly #refused: NowAndThen;
  readonly #unlisted: NowAndThen;
  readonly #crowdedOut: NowAndThen;
  readonly #noHandshake: NowAndThen;
  readonly #noEccp: NowAndThen;
  readonly #unfinished: NowAndThen;
  readonly #refusals: Refusals;

  constructor(options: ListenerOptions) {
    this.#options = options;
    const { clock, log, limits, audit } = options;
    const info = (text: string): NowAndThen => new NowAndThen(clock, (detail) => log.info(detail, text));
    const warn = (text: string): NowAndThen => new NowAndThen(clock, (detail) => log.warn(detail, text));
    this.#refused = warn('too many ECCP connections; this one is refused');
    this.#unlisted = warn('an address that eccp.allow does not list was refused');
    this.#crowdedOut = warn('too many ECCP connections; one that has not logged in was cut for the next');
    this.#noHandshake = warn('a TLS connection did not come about');
    this.#noEccp = info('client sent no ECCP; closed');
    this.#unfinished = info('client did not finish what it began to send; connection cut');
    this.#refusals = new Refusals(clock, audit);
    const tooLarge = warn('the documents of all clients take too much memory; the largest was cut');
    this.#documents = new HeldDocuments({
      // One of the size that is allowed has room in any case.
      limit: Math.max(MAX_HELD_BYTES, limits.maxDocumentBytes),
      onCut: (detail) => tooLarge.happened(detail),
    });
  }

  /** What is held of all clients' documents. Bytes. */
  get heldBytes(): number {
    return this.#documents.bytes;
  }

  get connections(): ReadonlySet<Connection> {
    return this.#connections;
  }

  /** Begins to listen; resolves with the port. Rejects with {@link ListenError}. */
  async listen(address: ListenAddress): Promise<number> {
    const server = await this.#createServer(address);
    await new Promise<void>((resolve, reject) => {
      server.once('error', (error: NodeJS.ErrnoException) => reject(explain(address, error)));
      server.listen({ host: address.host, port: address.port, backlog: 1024 }, resolve);
    });
    server.on('error', (error) => this.#options.log.error({ error }, 'ECCP listener failed'));
    this.#servers.push(server);
    const bound = server.address();
    return typeof bound === 'object' && bound !== null ? bound.port : address.port;
  }

  /** Reads the certificates again; see {@link Certificates}. */
  async reloadCertificates(): Promise<void> {
    await Promise.all(this.#certificates.map((certificates) => certificates.reload()));
  }

  /** Serves a stream that is connected already; tests bring in-memory ones. */
  serve(stream: Duplex, peer: ClientAddress = clientAddress('127.0.0.1'), onLogin?: () => void): Connection {
    const connection: Connection = new Connection({
      stream,
      peer,
      services: this.#options.services,
      limits: this.#options.limits,
      documents: this.#documents,
      clock: this.#options.clock,
      log: this.#options.log,
      onRequest: this.#options.onRequest,
      audit: this.#options.audit,
      refusals: this.#refusals,
      onNoEccp: (detail) => this.#noEccp.happened(detail),
      onUnfinished: (detail) => this.#unfinished.happened(detail),
      onLogin: onLogin ?? (() => {}),
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
    this.#refusals.close();
    for (const certificates of this.#certificates) certificates.close();
    for (const connection of this.#connections) connection.close();
    for (const { served, cut } of this.#sockets.values()) if (!served) cut();
    await Promise.all(closed);
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  async #createServer({ host, port, tls, allow }: ListenAddress): Promise<Server> {
    const admit = (socket: Socket): boolean => this.#admit(socket, allow);
    const accept = (socket: Socket): void => this.#accept(socket);
    if (tls === undefined) {
      return createServer({ allowHalfOpen: true }, (socket) => {
        if (admit(socket)) accept(socket);
      });
    }
    const { clock, log } = this.#options;
    const options = await readCertificates(tls).catch((error: Error) => {
      throw new ListenError(`ECCP can't listen on ${host}:${port} with TLS: ${error.message}.`, {
        cause: error,
      });
    });
    const server = createTlsServer({ ...options, allowHalfOpen: true }, accept);
    // Before the handshake, which costs more than everything after it.
    server.prependListener('connection', admit);
    server.on('tlsClientError', (error, socket) => {
      this.#noHandshake.happened({ peer: addressOf(socket).text, reason: error.message });
      socket.destroy();
    });
    const certificates = new Certificates({
      files: tls,
      clock,
      log,
      apply: (fresh) => server.setSecureContext(fresh),
    });
    this.#certificates.push(certificates);
    await certificates.start();
    return server;
  }

  /** Whether a socket may stay. It counts from here on, whatever it does. */
  #admit(socket: Socket, allow: AllowList | undefined): boolean {
    const { maxConnections, loginTimeoutMs, clock } = this.#options;
    const { ip, text: peer, place } = addressOf(socket);
    if (allow !== undefined && !allow.allows(ip)) {
      this.#unlisted.happened({ peer });
      socket.destroy();
      return false;
    }
    if (this.#sockets.size >= maxConnections) {
      if (!this.#guests.makeRoom()) {
        this.#refused.happened({ peer, maxConnections });
        socket.destroy();
        return false;
      }
      this.#crowdedOut.happened({ peer, maxConnections });
    }
    const key = keyOf(socket);
    const cut = (): void => {
      this.#sockets.delete(key);
      socket.destroy();
    };
    const depart = this.#guests.welcome({ place, cut });
    const cancel = loginTimeoutMs > 0 ? clock.after(loginTimeoutMs, cut) : () => {};
    const settle = (): void => {
      cancel();
      depart();
    };
    const admitted = { cut, settle, served: false };
    this.#sockets.set(key, admitted);
    socket.once('close', () => {
      settle();
      if (this.#sockets.get(key) === admitted) this.#sockets.delete(key);
    });
    return true;
  }

  #accept(socket: Socket): void {
    const { limits } = this.#options;
    socket.setNoDelay(true);
    socket.setKeepAlive(true, 60_000);
    if (limits.idleTimeoutMs > 0) socket.setTimeout(limits.idleTimeoutMs, () => socket.destroy());
    const admitted = this.#sockets.get(keyOf(socket));
    if (admitted !== undefined) admitted.served = true;
    this.serve(socket, addressOf(socket), admitted?.settle);
  }
}

/** The same of a TLS socket and the one below it. */
function keyOf({ localPort, remoteAddress, remotePort }: Socket): string {
  return `${localPort} ${remoteAddress} ${remotePort}`;
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
