import type { AmiClient } from '@openeccp/ami';
import type { AgentName, Input } from '@openeccp/core';
import type { Clock } from '../runtime/clock.js';
import { OneAtATime } from '../runtime/one-at-a-time.js';
import { type Assignments, readAssignments } from './assignments.js';
import type { Directory } from './directory.js';

export interface MasterDataOptions {
  readonly directory: Directory;
  /** Queues of callback agents that the configuration gives. */
  readonly configured: Assignments;
  readonly agents: () => Iterable<AgentName>;
  /** The connection to Asterisk while there is one. */
  readonly client: () => AmiClient | undefined;
  /** Says again which agents are in which queues, for those who have just become known. */
  readonly retellMemberships: () => void;
  /** Has Asterisk asked that again: on a big system this is dear. */
  readonly rereadMemberships: () => Promise<void>;
  readonly submit: (input: Input) => void;
  /** Told whenever the database could be read again. */
  readonly onReread?: () => void;
  readonly clock: Clock;
  readonly refreshMs: number;
  readonly warn: (detail: object, text: string) => void;
}

/** Keeps the floor's agents, breaks and queues as the database and Asterisk have them. */
export class MasterData {
  readonly #options: MasterDataOptions;
  #assignments: Assignments;
  #cancel: () => void = () => {};
  #closed = false;
  readonly #reading = new OneAtATime(() => this.#read());

  constructor(options: MasterDataOptions) {
    this.#options = options;
    this.#assignments = options.configured;
  }

  /** Hands what is known to the floor and reads everything again from time to time, until {@link close}. */
  start(): void {
    this.#submit();
    this.#schedule();
  }

  /** Asterisk is reached: the queues of callback agents must be known before their memberships are judged. */
  async onConnected(client: AmiClient): Promise<void> {
    await this.#readAssignments(client);
    this.#submit();
  }

  close(): void {
    this.#closed = true;
    this.#reading.close();
    this.#cancel();
  }

  #schedule(): void {
    if (this.#closed) return;
    this.#cancel = this.#options.clock.after(this.#options.refreshMs, () => {
      void this.#reading.run().finally(() => this.#schedule());
    });
  }

  /**
   * Reads everything again and has Asterisk asked, in the background of whoever asks. What is asked for during a reading
   * is one more reading after it, however often it is asked.
   */
  async refresh(): Promise<void> {
    await this.#reading.run();
    await this.#options.rereadMemberships();
  }

  async #read(): Promise<void> {
    const { client, directory, retellMemberships, onReread, warn } = this.#options;
    try {
      await directory.reload();
    } catch (error) {
      warn({ error }, 'agents, breaks and queues could not be read again; the known ones stay');
      return;
    }
    onReread?.();
    const connection = client();
    if (connection !== undefined) await this.#readAssignments(connection);
    this.#submit();
    retellMemberships();
  }

  async #readAssignments(client: AmiClient): Promise<void> {
    const { configured, agents } = this.#options;
    this.#assignments = (await readAssignments(client, configured, agents())) ?? this.#assignments;
  }

  #submit(): void {
    const { rows } = this.#options.directory;
    if (rows === undefined || this.#closed) return;
    const { agents, breaks, queues } = rows;
    this.#options.submit({ kind: 'directory', agents, breaks, queues, assignments: this.#assignments });
  }
}
