import { type ChildProcess, spawn } from 'node:child_process';
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

const OPENECCP = fileURLToPath(new URL('../packages/server/bin/openeccp.js', import.meta.url));
const READY_MS = 20_000;
/** Kernel ticks per second in /proc/PID/stat; the same on every Linux. */
const TICKS_PER_SECOND = 100;
/** Clients that log the agents in side by side. */
const LOGIN_CLIENTS = 10;

/** The product as it is delivered, in a process of its own, before a simulated Asterisk in another. */
export class Stand implements AsyncDisposable {
  readonly port: number;
  readonly pid: number;
  readonly #server: ChildProcess;
  readonly asterisk: Child<Asterisk>;
  readonly #directory: string;

  private constructor(parts: {
    readonly port: number;
    readonly server: ChildProcess;
    readonly asterisk: Child<Asterisk>;
    readonly directory: string;
  }) {
    this.port = parts.port;
    this.pid = parts.server.pid ?? 0;
    this.#server = parts.server;
    this.asterisk = parts.asterisk;
    this.#directory = parts.directory;
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
    const server = spawn(
      process.execPath,
      [
        ...[...PROFILING, OPENECCP, 'serve', '--eccp-port', '0', '--http-port', '0', '--log-level', 'warn'],
        ...['--ami', `127.0.0.1:${amiPort}`, '--ami-user', 'openeccp', '--ami-secret', 'openeccp'],
        ...['--database', database],
      ],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    return new Stand({ port: await readyPort(server), server, asterisk, directory });
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

  async [Symbol.asyncDispose](): Promise<void> {
    const ended = new Promise((resolve) => this.#server.once('exit', resolve));
    this.#server.kill('SIGTERM');
    await ended;
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

function readyPort(server: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('the server is not ready in time')), READY_MS);
    const settle = (act: () => void): void => {
      clearTimeout(timer);
      act();
    };
    server.once('exit', (code) => settle(() => reject(new Error(`the server ended with ${code}`))));
    if (server.stdout === null) return;
    createInterface({ input: server.stdout }).on('line', (line) => {
      const port = /^ready eccp=127\.0\.0\.1:(\d+)/.exec(line)?.[1];
      if (port !== undefined) settle(() => resolve(Number(port)));
    });
  });
}
