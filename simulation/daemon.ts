import type { Input, StorageWrite, step } from '@openeccp/core';
import type { SeededRandom } from '@openeccp/simulator';
import { WriteBehind } from '@openeccp/storage';
import { type Chance, type RunningServer, type ServerConfig, type ServerParts, startServer } from 'openeccp';
import { pino } from 'pino';
import type { AsteriskLine } from './asterisk-line.js';
import type { DatabaseLine } from './database/reached-database.js';
import { type JournalFile, MemoryJournal } from './memory-journal.js';
import type { VirtualTime } from './virtual-time.js';

export type Step = typeof step;

export interface DaemonOptions {
  readonly config: ServerConfig;
  readonly time: VirtualTime;
  readonly random: SeededRandom;
  readonly asterisk: AsteriskLine;
  readonly database: ServerParts['storage'];
  readonly databaseLine: DatabaseLine;
  /** The domain as it is, or as a test has broken it. */
  readonly step: Step;
  /** Before each step: the floor is sound then, or the step before has broken it. */
  readonly onStep: (floor: Parameters<Step>[0], input: Input, now: number) => void;
  readonly onWrite: (write: StorageWrite) => void;
  /** Something happened that never may: a bug, in words. */
  readonly onBroken: (what: string) => void;
  /** What outlives it; undefined: nothing does. */
  readonly journal: JournalFile | undefined;
  /** It could not begin: the database is away. */
  readonly onNotStarted: () => void;
}

/** Level of pino's `error`. */
const ERROR = 50;

/**
 * One life of the server: from its start to its end, which may be `kill -9`. What a dead one still has under way (timers, streams,
 * queries) comes to nothing, and nobody hears of it.
 */
export class Daemon {
  readonly #options: DaemonOptions;
  readonly #writes: WriteBehind;
  readonly #journal: MemoryJournal | undefined;
  #alive = true;
  #stopping = false;
  #server: RunningServer | undefined;

  constructor(options: DaemonOptions) {
    this.#options = options;
    const storage = options.databaseLine.reach(options.database, () => this.#alive);
    this.#journal = options.journal && new MemoryJournal(options.journal, () => this.#alive);
    this.#writes = new WriteBehind({
      storage,
      ...(this.#journal === undefined ? {} : { journal: this.#journal }),
      timers: { after: (ms, callback) => this.#after(ms, callback) },
      onDeadLetter: ({ write, error }) =>
        options.onBroken(`a write was given up: ${JSON.stringify(write)}: ${String(error)}`),
    });
    this.#start(storage).then(
      (server) => {
        this.#server = server;
      },
      () => {
        if (!this.#alive) return;
        this.kill();
        options.onNotStarted();
      },
    );
  }

  get alive(): boolean {
    return this.#alive;
  }

  /** Undefined while it starts or stops, and once it is dead. */
  get server(): RunningServer | undefined {
    return this.#alive && !this.#stopping ? this.#server : undefined;
  }

  /** Writes that are not in the database yet. */
  get queued(): number {
    return this.#writes.metrics().queued;
  }

  /** `kill -9`. */
  kill(): void {
    this.#alive = false;
    this.#options.asterisk.abandon();
  }

  /** SIGTERM; resolves when it has ended by itself. */
  async stop(): Promise<void> {
    this.#stopping = true;
    await this.#server?.close();
    this.kill();
  }

  #start(storage: ServerParts['storage']): Promise<RunningServer> {
    const { config, time, random, asterisk, step, onStep, onWrite } = this.#options;
    return startServer(config, {
      storage,
      writes: {
        enqueue: (write, number) => {
          if (this.#alive) onWrite(write);
          // That may have been its last.
          if (this.#alive) this.#writes.enqueue(write, number);
        },
        written: (wanted) => this.#writes.written(wanted),
        close: async () => {
          await this.#writes.close({ timeoutMs: 5_000 });
        },
      },
      log: this.#log(),
      clock: { now: () => time.now(), after: (ms, callback) => this.#after(ms, callback) },
      chance: chanceOf(random),
      dialAsterisk: asterisk.dial,
      listens: false,
      step: (floor, input, now) => {
        if (this.#alive) onStep(floor, input, now);
        return step(floor, input, now);
      },
      ...(this.#journal === undefined ? {} : { journal: this.#journal }),
    });
  }

  #after(ms: number, callback: () => void): () => void {
    if (!this.#alive) return () => {};
    return this.#options.time.after(ms, () => {
      if (this.#alive) callback();
    });
  }

  /** An error in the log is a bug or broken I/O, and I/O that breaks is warned of. */
  #log(): ServerParts['log'] {
    return pino(
      { level: 'error', base: null, timestamp: false },
      {
        write: (line: string) => {
          const { level } = JSON.parse(line) as { readonly level: number };
          if (this.#alive && level >= ERROR) this.#options.onBroken(`the server logs ${line.trim()}`);
        },
      },
    );
  }
}

function chanceOf(random: SeededRandom): Chance {
  return {
    uuid: () =>
      `${random.hex(8)}-${random.hex(4)}-4${random.hex(3)}-8${random.hex(3)}-${random.hex(12)}` as ReturnType<
        Chance['uuid']
      >,
    hex: (bytes) => random.hex(bytes * 2),
    fraction: () => random.next(),
  };
}
