import { createServer, type Server, type Socket } from 'node:net';
import { type Duplex, duplexPair } from 'node:stream';
import type { AmiField } from '@openeccp/ami';
import { AmiConnection } from './ami/ami-connection.js';
import type { Clock } from './engine/clock.js';
import { Pbx } from './engine/pbx.js';
import type { AsteriskVersion, Parking } from './engine/pbx-options.js';
import { RealClock } from './engine/real-clock.js';
import type { World } from './engine/world.js';
import { Callers, type CallersOptions } from './hands/callers.js';
import { Hands } from './hands/hands.js';
import { labWorld } from './world/lab-world.js';

export interface SimulatorOptions {
  /** Where AMI listens; with `port: 'none'` there is no TCP, only `connectInMemory()`. Default 127.0.0.1. */
  readonly host?: string;
  /** Default 0: any free port. */
  readonly port?: number | 'none';
  /** Default: real time at `speed`. */
  readonly clock?: Clock;
  /** Simulated seconds per real second. Default 1. */
  readonly speed?: number;
  /** Default 16. */
  readonly version?: AsteriskVersion;
  /** `default`: there is only the default parking lot; `off`: there is none. Default `on`: also the one of OpenECCP. */
  readonly parking?: Parking;
  /** Seconds a call may stay parked. Default: as the lots of the world have it. */
  readonly parkingTimeoutSeconds?: number;
  /** Callers who come by themselves. Default: none. */
  readonly callers?: boolean | CallersOptions;
  /** Decides every random number. Default 1. */
  readonly seed?: number;
  /** Manager accounts. Default `openeccp` with secret `openeccp`. */
  readonly users?: readonly { readonly name: string; readonly secret: string }[];
  /** Default: the lab. */
  readonly world?: World;
  /** Bytes a client may leave unread before it is dropped. Default 8 MiB. */
  readonly maxUnreadBytes?: number;
}

/** A running simulator: an Asterisk to connect to, and the hands of everybody around it. */
export interface Simulator {
  /** The TCP port of AMI; 0 without TCP. */
  readonly port: number;
  /** Customers, agents' phones, and the plugs. */
  readonly hands: Hands;
  /** The PBX now; another object after a restart. */
  readonly pbx: Pbx;
  /** A new AMI connection without TCP: the client's end. */
  connectInMemory(): Duplex;
  /** A new AMI connection over a stream of the caller's: the end at which Asterisk reads and writes. */
  attach(stream: Duplex): void;
  /** Cuts every AMI connection; the calls go on. Clients may come back at once. */
  killConnections(): void;
  /**
   * Stops the PBX and starts it again: connections and calls are gone, dynamic members and counters too, AstDB
   * stays. For `downMs` real milliseconds nobody gets in.
   */
  restart(options?: { readonly downMs?: number }): void;
  /** Hangs up on everybody and frees the port. */
  close(): Promise<void>;
}

/**
 * Starts a simulated Asterisk.
 *
 * @throws an `Error` of `net` if the port is taken or not allowed.
 */
export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const simulator = new RunningSimulator(options);
  const { port = 0, host = '127.0.0.1' } = options;
  try {
    if (port !== 'none') await simulator.listen(host, port);
  } catch (error) {
    await simulator.close();
    throw error;
  }
  return simulator;
}

class RunningSimulator implements Simulator {
  readonly hands: Hands;
  readonly #options: SimulatorOptions;
  readonly #clock: Clock;
  readonly #secrets: ReadonlyMap<string, string>;
  readonly #connections = new Set<AmiConnection>();
  readonly #callers: Callers | undefined;
  #pbx: Pbx;
  #server: Server | undefined;
  #down: NodeJS.Timeout | undefined;
  #port = 0;

  constructor(options: SimulatorOptions) {
    this.#options = options;
    this.#clock = options.clock ?? new RealClock(options.speed ?? 1);
    const users = options.users ?? [{ name: 'openeccp', secret: 'openeccp' }];
    this.#secrets = new Map(users.map(({ name, secret }) => [name, secret]));
    this.#pbx = this.#boot(options.world ?? labWorld, this.#clock.now());
    this.hands = new Hands(() => this.#pbx);
    if (options.callers !== undefined && options.callers !== false) {
      this.#callers = new Callers(this.hands, options.callers === true ? {} : options.callers);
      this.#callers.start(this.#pbx);
    }
  }

  get port(): number {
    return this.#port;
  }

  get pbx(): Pbx {
    return this.#pbx;
  }

  async listen(host: string, port: number): Promise<void> {
    const server = createServer((socket) => this.#accept(socket));
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, host, () => {
        server.off('error', reject);
        resolve();
      });
    });
    const address = server.address();
    this.#port = typeof address === 'object' && address !== null ? address.port : port;
    this.#server = server;
  }

  connectInMemory(): Duplex {
    const [theirs, ours] = duplexPair();
    // As with a socket: when one end closes, so does the other.
    ours.once('close', () => theirs.destroy());
    theirs.once('close', () => ours.destroy());
    theirs.once('end', () => theirs.end());
    this.attach(ours);
    return theirs;
  }

  attach(stream: Duplex): void {
    const connection = new AmiConnection({
      stream,
      pbx: this.#pbx,
      secretOf: (username) => this.#secrets.get(username),
      maxUnreadBytes: this.#options.maxUnreadBytes ?? 8 * 1024 * 1024,
      onClose: () => this.#connections.delete(connection),
    });
    this.#connections.add(connection);
  }

  killConnections(): void {
    for (const connection of this.#connections) connection.drop();
    this.#connections.clear();
  }

  restart(options: { readonly downMs?: number } = {}): void {
    const world = this.#options.world ?? labWorld;
    this.killConnections();
    const before = this.#pbx;
    before.close();
    const startedAt = Math.max(this.#clock.now(), before.startedAt + 1000);
    this.#pbx = this.#boot({ ...world, database: before.db.snapshot() }, startedAt);
    this.#callers?.start(this.#pbx);
    clearTimeout(this.#down);
    this.#down = undefined;
    if (options.downMs !== undefined && options.downMs > 0) {
      this.#down = setTimeout(() => {
        this.#down = undefined;
      }, options.downMs);
    }
  }

  async close(): Promise<void> {
    clearTimeout(this.#down);
    this.#pbx.close();
    this.killConnections();
    const server = this.#server;
    if (server === undefined) return;
    this.#server = undefined;
    await new Promise<void>((resolve) => server.close(() => resolve()));
  }

  #boot(world: World, startedAt: number): Pbx {
    const { parkingTimeoutSeconds, parking = 'on' } = this.#options;
    const parkingLots = world.parkingLots.map((lot) => ({
      ...lot,
      timeoutSeconds: parkingTimeoutSeconds ?? lot.timeoutSeconds,
    }));
    return new Pbx({
      clock: this.#clock,
      seed: this.#options.seed ?? 1,
      version: this.#options.version ?? '16',
      parking,
      startedAt,
      world: { ...world, parkingLots },
      onEvent: (_, fields) => this.#broadcast(fields),
    });
  }

  #accept(socket: Socket): void {
    if (this.#down !== undefined) {
      socket.destroy();
      return;
    }
    socket.setNoDelay(true);
    this.attach(socket);
  }

  #broadcast(fields: readonly AmiField[]): void {
    for (const connection of this.#connections) connection.event(fields);
  }
}
