import type { FloorView, Input, StorageWrite } from '@openeccp/core';
import type { RunningServer } from 'openeccp';
import { Daemon, type DaemonOptions } from './daemon.js';
import type { Story } from './story.js';

export interface LivesOptions
  extends Pick<
    DaemonOptions,
    'config' | 'time' | 'asterisk' | 'database' | 'databaseLine' | 'step' | 'journal'
  > {
  /** Random numbers for another life. */
  readonly fork: () => DaemonOptions['random'];
  readonly story: Story;
  /** Before each step. */
  readonly onStep: (floor: FloorView, input: Input) => void;
  /** One was killed: whoever was connected to it is cut off without a word. */
  readonly onKilled: () => void;
}

/** The server, killed or stopped and started again: one life after another. */
export class Lives {
  readonly #options: LivesOptions;
  readonly #asked: StorageWrite[] = [];
  #daemon: Daemon | undefined;
  /** It is killed at this write. */
  #killAt: { writes: number; readonly downMs: number } | undefined;
  #kills = 0;
  #steps = 0;

  constructor(options: LivesOptions) {
    this.#options = options;
  }

  /** Undefined while none lives, or while it starts or stops. */
  get server(): RunningServer | undefined {
    return this.#daemon?.server;
  }

  /** Writes that are not in the database yet. */
  get queued(): number {
    return this.#daemon?.queued ?? 0;
  }

  get steps(): number {
    return this.#steps;
  }

  /** Every write that must be in the database; undefined where a killed server has taken some along. */
  get asked(): readonly StorageWrite[] | undefined {
    const { journal } = this.#options;
    if (journal !== undefined) return journal.asked;
    return this.#kills > 0 ? undefined : this.#asked;
  }

  begin(): void {
    const { config, time, fork, asterisk, database, databaseLine, step, journal, story } = this.#options;
    const daemon: Daemon = new Daemon({
      config,
      time,
      random: fork(),
      asterisk,
      database,
      databaseLine,
      step,
      journal,
      onStep: (floor, input, now) => this.#stepped(floor, input, now),
      onWrite: (write) => this.#asks(write, daemon),
      onBroken: (what) => story.breaks(what),
      onNotStarted: () => this.#beginIn(1_000),
    });
    this.#daemon = daemon;
  }

  /** `kill -9` after so many writes from now on, in the middle of the effects of a step; the next begins after `downMs`. */
  killAfter(writes: number, downMs: number): void {
    if (this.server !== undefined) this.#killAt = { writes, downMs };
  }

  /** It is not killed any more. */
  spare(): void {
    this.#killAt = undefined;
  }

  /** SIGTERM; the next begins so long after its end. Milliseconds. */
  stop(downMs: number): void {
    const daemon = this.#daemon;
    if (daemon?.server === undefined) return;
    this.#killAt = undefined;
    void daemon.stop().then(() => this.#beginIn(downMs));
  }

  /** The last one is over. */
  end(): void {
    this.#daemon?.kill();
  }

  #stepped(floor: FloorView, input: Input, now: number): void {
    const { story, onStep } = this.#options;
    this.#steps += 1;
    onStep(floor, input);
    const text = JSON.stringify(input, plainMaps);
    story.trace(`${now} ${text}\n`);
    story.say('step', text);
  }

  #asks(write: StorageWrite, daemon: Daemon): void {
    this.#asked.push(write);
    this.#options.story.say('write', write);
    if (this.#killAt === undefined || daemon !== this.#daemon) return;
    this.#killAt.writes -= 1;
    if (this.#killAt.writes <= 0) this.#kill(this.#killAt.downMs);
  }

  #kill(downMs: number): void {
    this.#killAt = undefined;
    this.#kills += 1;
    this.#options.story.say('kill', '');
    this.#daemon?.kill();
    this.#options.onKilled();
    this.#beginIn(downMs);
  }

  #beginIn(ms: number): void {
    this.#options.time.after(ms, () => this.begin());
  }
}

/** Maps as lists, for JSON. */
function plainMaps(_: string, value: unknown): unknown {
  return value instanceof Map ? [...value] : value;
}
