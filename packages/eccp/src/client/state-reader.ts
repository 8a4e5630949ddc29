import { setTimeout as delay } from 'node:timers/promises';
import { agentOf, type EccpEvent, type OtherEvent } from '../messages/events.js';
import type { KnownAgent } from '../messages/known-agent.js';
import type { FloorNews } from './floor-news.js';
import type { Link } from './link.js';

/** A server that can't tell the states, because it has lost Asterisk for instance, is asked again after this long. Milliseconds. */
const AGAIN_MS = 1000;

/**
 * Reads the states of agents by the requests that every server has: all of them at the beginning, and one whenever an
 * event names it.
 */
export class StateReader {
  readonly #link: Link;
  readonly #timeoutMs: number;
  readonly #tell: (news: FloorNews) => void;
  readonly #closing: AbortController = new AbortController();
  /** The agents being read, and whether something has happened to them since they were asked for. */
  readonly #reading: Map<string, { again: boolean }> = new Map();

  constructor(link: Link, timeoutMs: number, tell: (news: FloorNews) => void) {
    this.#link = link;
    this.#timeoutMs = timeoutMs;
    // Answers still come to what was asked for before it was closed.
    this.#tell = (news) => {
      if (!this.#closing.signal.aborted) tell(news);
    };
  }

  /** Tells a snapshot as soon as the server can say it. @param gap whether events may have been missed before */
  readAll(filter: string | undefined, gap: boolean): void {
    void this.#whileOpen(async () => {
      while (!(await this.#snapshot(filter, gap))) await delay(AGAIN_MS, undefined, this.#until);
    });
  }

  /** Something has happened: tells the state of the agent that it names. */
  noteEvent(event: EccpEvent | OtherEvent): void {
    const agent = event.kind === 'other' ? undefined : agentOf(event);
    if (agent === undefined) return;
    const reading = this.#reading.get(agent);
    if (reading === undefined) void this.#whileOpen(() => this.#readOne(agent));
    else reading.again = true;
  }

  close(): void {
    this.#closing.abort(new Error('closed'));
  }

  get #until(): { readonly signal: AbortSignal; readonly timeoutMs: number } {
    return { signal: this.#closing.signal, timeoutMs: this.#timeoutMs };
  }

  /** A connection that breaks, or a server that does not answer in time, ends the reading; what comes next begins anew. */
  async #whileOpen(read: () => Promise<void>): Promise<void> {
    try {
      await read();
    } catch (error) {
      if (!this.#closing.signal.aborted) this.#link.destroy(error instanceof Error ? error : undefined);
    }
  }

  async #snapshot(filter: string | undefined, gap: boolean): Promise<boolean> {
    const names = filter === undefined ? await this.#allAgents() : [filter];
    if (names === undefined) return false;
    const queues = await this.#link.request('getmultipleagentqueues', { agentNumbers: names }, this.#until);
    const lists = new Map(
      queues.kind === 'ok' ? queues.reply.agents.map((one) => [one.agentNumber, one.queues]) : [],
    );
    const answer = await this.#link.request(
      'getmultipleagentstatus',
      { agentNumbers: names },
      this.#until,
      (outcome) => {
        if (outcome.kind === 'refused') return;
        const agents = outcome.reply.agents.map(({ agentNumber, ...state }) => ({
          agentNumber,
          state,
          queues: lists.get(agentNumber) ?? [],
        }));
        this.#tell({ kind: 'snapshot', agents, gap });
      },
    );
    return answer.kind === 'ok';
  }

  async #allAgents(): Promise<readonly string[] | undefined> {
    const summary = await this.#link.request('getagentactivitysummary', {}, this.#until);
    return summary.kind === 'ok' ? summary.reply.agents.map(({ agentChannel }) => agentChannel) : undefined;
  }

  async #readOne(agentNumber: string): Promise<void> {
    const reading = { again: true };
    this.#reading.set(agentNumber, reading);
    try {
      while (reading.again) {
        reading.again = false;
        const queues = await this.#link.request('getagentqueues', { agentNumber }, this.#until);
        const list = queues.kind === 'ok' ? queues.reply.queues : [];
        await this.#link.request('getagentstatus', { agentNumber }, this.#until, (outcome) => {
          if (outcome.kind === 'ok') this.#tellOne({ agentNumber, state: outcome.reply, queues: list });
        });
      }
    } finally {
      this.#reading.delete(agentNumber);
    }
  }

  #tellOne(known: KnownAgent): void {
    const { agentNumber } = known;
    this.#tell({ kind: 'event', event: { kind: 'agentstate', agentNumber, known }, number: undefined });
  }
}
