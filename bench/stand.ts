import { type ChildProcess, fork } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { connect } from '@openeccp/eccp';
import { fillCenter } from './center-database.js';
import { AGENT_NUMBERS, AGENT_PASSWORD, agentName, CLIENT } from './large-center.js';
import type { Asterisk } from './processes/asterisk.js';
import { Child, PROFILING } from './processes/child.js';
import { ended } from './processes/ending.js';

const OPENECCP = fileURLToPath(new URL('../packages/server/bin/openeccp.js', import.meta.url));
const END_WITH_PARENT = new URL('./processes/end-with-parent.mjs', import.meta.url).href;
const READY_MS = 20_000;
/** The figures of the server are answered within this. Milliseconds. */
const METRICS_MS = 10_000;
/** Kernel ticks per second in /proc/PID/stat; the same on every Linux. */
const TICKS_PER_SECOND = 100;
/** Clients that log the agents in side by side. */
const LOGIN_CLIENTS = 10;

/** The product as it is delivered, in a process of its own, before a simulated Asterisk in another. */
export class Stand implements AsyncDisposable {
  readonly asterisk: Child<Asterisk>;
  readonly #serve: () => ChildProcess;
  readonly #directory: string;
  #server: ChildProcess;
  #ready: Ready;

  private constructor(parts: {
    readonly ready: Ready;
    readonly server: ChildProcess;
    readonly serve: () => ChildProcess;
    readonly asterisk: Child<Asterisk>;
    readonly directory: string;
  }) {
    this.#ready = parts.ready;
    this.#server = parts.server;
    this.#serve = parts.serve;
    this.asterisk = parts.asterisk;
    this.#directory = parts.directory;
  }

  get port(): number {
    return this.#ready.port;
  }

  get pid(): number {
    return this.#server.pid ?? 0;
  }

  /** Starts both, on the database of the large center: its agents are known and nobody is logged in. */
  static async start(): Promise<Stand> {
    const directory = await mkdtemp(join(tmpdir(), 'openeccp-bench-'));
    const database = `sqlite:${join(directory, 'call_center.db')}`;
    await fillCenter(database);
    return Stand.#startOn(database, directory);
  }

  /** Starts both on a database that is there. */
  static async startOn(database: string): Promise<Stand> {
    return Stand.#startOn(database, await mkdtemp(join(tmpdir(), 'openeccp-bench-')));
  }

  static async #startOn(database: string, directory: string): Promise<Stand> {
    const asterisk = new Child<Asterisk>('./asterisk.ts');
    const amiPort = await asterisk.call('start');
    const serve = (): ChildProcess =>
      fork(
        OPENECCP,
        [
          ...['serve', '--eccp-port', '0', '--http-port', '0', '--log-level', 'warn'],
          ...['--ami', `127.0.0.1:${amiPort}`, '--ami-user', 'openeccp', '--ami-secret', 'openeccp'],
          ...['--database', database],
        ],
        {
          // Where the database is none of files the journal is there.
          cwd: directory,
          execArgv: [...PROFILING, '--import', END_WITH_PARENT],
          stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
        },
      );
    const server = serve();
    return new Stand({ ready: await ready(server), server, serve, asterisk, directory });
  }

  /** `kill -9`, and the next server, on another port. Answers how long that took to be ready. Milliseconds. */
  async restart(): Promise<number> {
    await ended(this.#server, () => this.#server.kill('SIGKILL'));
    const begin = performance.now();
    this.#server = this.#serve();
    this.#ready = await ready(this.#server);
    return performance.now() - begin;
  }

  /** Logs so many agents in, each on its own phone, and waits until the server shows it. */
  async logInAgents(count: number = AGENT_NUMBERS.length): Promise<void> {
    const names = AGENT_NUMBERS.slice(0, count).map((_, index) => agentName(index));
    const each = Math.ceil(names.length / LOGIN_CLIENTS);
    await Promise.all(
      Array.from({ length: LOGIN_CLIENTS }, (_, i) => this.#logIn(names.slice(i * each, (i + 1) * each))),
    );
  }

  /** Which of the first agents have a call, by name. */
  async agentsInCalls(count: number): Promise<readonly string[]> {
    await using client = await connect({ port: this.port, user: CLIENT, password: CLIENT });
    const busy: string[] = [];
    for (let index = 0; index < count; index += 1) {
      const outcome = await client.agent(agentName(index), AGENT_PASSWORD).status();
      if (outcome.kind !== 'ok' || outcome.reply.status !== 'online') busy.push(agentName(index));
    }
    return busy;
  }

  /** Resident memory of the server in MB; undefined where there is no /proc. */
  async memoryMb(): Promise<number | undefined> {
    const status = await readProc(this.pid, 'status');
    const kb = /^VmRSS:\s+(\d+) kB/m.exec(status)?.[1];
    return kb === undefined ? undefined : Number(kb) / 1024;
  }

  /** The server's figures by name; those with labels are added up. */
  async metrics(): Promise<ReadonlyMap<string, number>> {
    const answer = await fetch(`http://${this.#ready.http}/metrics`, {
      signal: AbortSignal.timeout(METRICS_MS),
    });
    const figures = new Map<string, number>();
    for (const line of (await answer.text()).split('\n')) {
      const [, name, value] = /^(\w+)(?:\{.*\})? (\S+)$/.exec(line) ?? [];
      if (name !== undefined) figures.set(name, (figures.get(name) ?? 0) + Number(value));
    }
    return figures;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await ended(this.#server, () => this.#server.kill('SIGTERM'));
    await this.asterisk[Symbol.asyncDispose]();
    await rm(this.#directory, { recursive: true, force: true });
  }

  async #logIn(names: readonly string[]): Promise<void> {
    await using client = await connect({ port: this.port, user: CLIENT, password: CLIENT });
    for (const name of names) {
      const outcome = await client.agent(name, AGENT_PASSWORD).login(name.slice('Agent/'.length));
      if (outcome.kind !== 'ok') throw new Error(`${name} can't log in: ${outcome.failure.message}`);
    }
    const deadline = Date.now() + READY_MS;
    for (const name of names) {
      for (;;) {
        const outcome = await client.agent(name, AGENT_PASSWORD).status();
        if (outcome.kind === 'ok' && outcome.reply.status === 'online') break;
        if (Date.now() > deadline) throw new Error(`${name} is not logged in in time`);
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    }
  }
}

/** Processor time that a process has used. Milliseconds; 0 where there is no /proc. */
export async function cpuMs(pid: number): Promise<number> {
  const stat = await readProc(pid, 'stat');
  // The name of the program, in parentheses, may hold blanks.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return ((Number(fields[11] ?? 0) + Number(fields[12] ?? 0)) * 1000) / TICKS_PER_SECOND;
}

function readProc(pid: number, file: string): Promise<string> {
  return readFile(`/proc/${pid}/${file}`, 'utf8').catch(() => '');
}

/** Where the server says that it is. */
interface Ready {
  readonly port: number;
  readonly http: string;
}

function ready(server: ChildProcess): Promise<Ready> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      settle(() => reject(new Error(`the server is not ready within ${READY_MS / 1000} s`)));
      server.kill('SIGKILL');
    }, READY_MS);
    const settle = (act: () => void): void => {
      clearTimeout(timer);
      act();
    };
    server.once('exit', (code) => settle(() => reject(new Error(`the server ended with ${code}`))));
    if (server.stdout === null) return;
    createInterface({ input: server.stdout }).on('line', (line) => {
      const [, port, http] = /^ready eccp=127\.0\.0\.1:(\d+) .*http=(\S+)$/.exec(line) ?? [];
      if (port !== undefined && http !== undefined) settle(() => resolve({ port: Number(port), http }));
    });
  });
}
