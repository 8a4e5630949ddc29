import { connect, createServer, type Server, type Socket } from 'node:net';
import { type Simulator, startSimulator } from '@openeccp/simulator';
import { openStorage, type SqlStorage, seedCampaigns, seedDemo, WriteBehind } from '@openeccp/storage';
import { pino } from 'pino';
import { configFrom } from '../config/load-config.js';
import { type RunningServer, startServer } from '../server.js';
import { WireClient } from './wire-client.js';

const HOST = '127.0.0.1';
const REACHED_MS = 10_000;
/** Simulated seconds per second: a phone is picked up before anybody gets impatient. */
const SPEED = 20;

/**
 * A whole server in this process, as strangers meet it: on TCP, with a simulated Asterisk behind it and the sample data
 * in SQLite. What it says to Asterisk, to the log and to the database can be looked at.
 */
export class WholeServer implements AsyncDisposable {
  readonly simulator: Simulator;
  readonly storage: SqlStorage;
  readonly server: RunningServer;
  /** Lines of the log, as written. */
  readonly log: readonly string[];
  readonly #tap: Tap;
  readonly #writes: WriteBehind;

  private constructor(parts: {
    readonly simulator: Simulator;
    readonly storage: SqlStorage;
    readonly server: RunningServer;
    readonly log: readonly string[];
    readonly tap: Tap;
    readonly writes: WriteBehind;
  }) {
    this.simulator = parts.simulator;
    this.storage = parts.storage;
    this.server = parts.server;
    this.log = parts.log;
    this.#tap = parts.tap;
    this.#writes = parts.writes;
  }

  /** @param eccp settings of section `eccp`, beside the defaults */
  static async start(eccp: Readonly<Record<string, unknown>> = {}): Promise<WholeServer> {
    const simulator = await startSimulator({ parking: 'on', speed: SPEED });
    const tap = await Tap.open(simulator.port);
    const storage = await openStorage('sqlite::memory:');
    await seedDemo(storage);
    await seedCampaigns(storage, Date.now());
    const log: string[] = [];
    const writes = new WriteBehind({
      storage,
      onDeadLetter: ({ write, error }) =>
        log.push(JSON.stringify({ dead: write.kind, error: String(error) })),
    });
    const { server: config } = configFrom({
      eccp: { port: 0, ...eccp },
      protocol: { extended: true },
      asterisk: { port: tap.port, secret: 'openeccp' },
      database: { url: 'sqlite::memory:' },
      http: 'off',
      log: { level: 'debug' },
    });
    const server = await startServer(config, {
      storage,
      log: pino({ level: 'debug', base: null }, { write: (line: string) => log.push(line) }),
      writes: {
        enqueue: (write) => writes.enqueue(write),
        written: (wanted) => writes.written(wanted),
        close: async () => void (await writes.close({ timeoutMs: REACHED_MS })),
      },
    });
    const whole = new WholeServer({ simulator, storage, server, log, tap, writes });
    const status = await server.reached(REACHED_MS);
    if (status.kind === 'up') return whole;
    await whole.close();
    throw new Error(`the simulated Asterisk was not reached: ${JSON.stringify(status)}`);
  }

  /** Everything that Asterisk was told, byte by byte. */
  get toldAsterisk(): string {
    return this.#tap.text;
  }

  /** A connection that nobody has logged in on. */
  async dial(): Promise<WireClient> {
    return new WireClient(await this.dialRaw(), { extended: true });
  }

  dialRaw(): Promise<Socket> {
    return new Promise((resolve, reject) => {
      const socket = connect({ host: HOST, port: this.server.eccpPort }, () => resolve(socket));
      socket.once('error', reject);
    });
  }

  /** Resolves when all that was asked for is in the database. */
  async written(): Promise<void> {
    if (!(await this.#writes.flush({ timeoutMs: REACHED_MS }))) throw new Error('not everything was written');
  }

  /** Every row of every table. */
  async rows(): Promise<ReadonlyMap<string, readonly Readonly<Record<string, unknown>>[]>> {
    const { db } = this.storage.database;
    const tables = await db.introspection.getTables();
    const rows = new Map<string, readonly Readonly<Record<string, unknown>>[]>();
    for (const { name } of tables) {
      rows.set(
        name,
        (await db
          .selectFrom(name as 'agent')
          .selectAll()
          .execute()) as never,
      );
    }
    return rows;
  }

  async close(): Promise<void> {
    await this.server.close();
    await this.#tap.close();
    await this.simulator.close();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }
}

/** Stands between server and Asterisk and keeps what the server says. */
class Tap {
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  readonly #chunks: string[] = [];

  private constructor(target: number) {
    this.#server = createServer((near) => {
      const far = connect({ host: HOST, port: target });
      for (const [one, other] of [
        [near, far],
        [far, near],
      ] as const) {
        this.#sockets.add(one);
        one.on('error', () => one.destroy());
        one.on('close', () => {
          this.#sockets.delete(one);
          other.destroy();
        });
      }
      near.on('data', (chunk: Buffer) => this.#chunks.push(chunk.toString('utf8')));
      near.pipe(far);
      far.pipe(near);
    });
  }

  static async open(target: number): Promise<Tap> {
    const tap = new Tap(target);
    await new Promise<void>((resolve, reject) => {
      tap.#server.once('error', reject);
      tap.#server.listen(0, HOST, resolve);
    });
    return tap;
  }

  get port(): number {
    const address = this.#server.address();
    return typeof address === 'object' && address !== null ? address.port : 0;
  }

  get text(): string {
    return this.#chunks.join('');
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}
