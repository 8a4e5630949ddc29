import { type ChildProcess, spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Backend } from '../backends/backend.js';
import { atExit } from '../lab/at-exit.js';
import { until } from '../lab/deadline.js';

const repository = join(import.meta.dirname, '../..');
const READY_MS = 20_000;
const END_MS = 15_000;

export interface ProgramOptions {
  /** For its configuration and its journal. */
  readonly folder: string;
  readonly ami: Backend['ami'];
  readonly databaseUrl: string;
}

/** `openeccp serve` as a process of its own, which can be killed and started again. */
export class Program implements AsyncDisposable {
  readonly #config: string;
  #child: ChildProcess | undefined;
  #output = '';

  constructor({ folder, ami, databaseUrl }: ProgramOptions) {
    this.#config = join(folder, 'openeccp.yaml');
    const settings = {
      eccp: { port: 0 },
      asterisk: ami,
      database: { url: databaseUrl },
      journal: { file: join(folder, 'journal.db') },
      http: 'off',
    };
    // YAML is a superset of JSON.
    writeFileSync(this.#config, JSON.stringify(settings));
  }

  /** Starts it; resolves with its ECCP port when it has reached Asterisk. */
  async start(): Promise<number> {
    this.#output = '';
    const child = spawn(
      process.execPath,
      [join(repository, 'packages/server/bin/openeccp.js'), 'serve', '--config', this.#config],
      { cwd: repository, stdio: ['ignore', 'pipe', 'pipe'] },
    );
    this.#child = child;
    const release = atExit(() => child.kill('SIGKILL'));
    child.once('exit', release);
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        this.#output += text;
      });
    }
    const ready = (): RegExpExecArray | undefined => {
      if (child.exitCode !== null) throw new Error(`the server ended: ${this.#output}`);
      return /^ready eccp=127\.0\.0\.1:(\d+) .*\(connected /m.exec(this.#output) ?? undefined;
    };
    const [, port] = await until('the server being ready', READY_MS, ready, () => this.#output);
    return Number(port);
  }

  /** Ends it and waits until it is gone. */
  async end(signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
    const child = this.#child;
    if (child === undefined) return;
    child.kill(signal);
    await until(`the end of the server by ${signal}`, END_MS, () =>
      child.exitCode !== null || child.signalCode !== null ? true : undefined,
    );
    this.#child = undefined;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.end('SIGKILL');
  }
}
