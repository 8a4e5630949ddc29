import type { FloorEvent, FloorView, Storage } from '@openeccp/core';
import { connect, type EccpClient, type NumberedAgentStatus } from '@openeccp/eccp';
import type { Logger } from 'pino';
import type { ServerConfig } from '../config/server-config.js';
import { agentState } from '../eccp/agent-state.js';
import { wireEvent } from '../eccp/wire-events.js';
import type { Clock } from '../runtime/clock.js';
import type { Difference } from './difference.js';
import { EventMatcher } from './event-matcher.js';
import { Follower } from './follower.js';
import { sightingOf } from './sighting.js';
import { StatusComparison } from './status-comparison.js';

export interface ShadowOptions {
  readonly config: ServerConfig;
  /** The server in charge, that is only listened to and asked. */
  readonly legacy: { readonly host: string; readonly port: number };
  /** Client account of the server in charge. */
  readonly user: string;
  readonly password: string;
  readonly storage: Storage;
  readonly clock: Clock;
  readonly log: Logger;
  /** How often all agents are asked for. Milliseconds. */
  readonly roundMs: number;
  readonly onDifference: (difference: Difference) => void;
}

/** What was compared so far. */
export interface ShadowCounts {
  /** Events that both servers told. */
  readonly events: number;
  /** States of agents that were compared. */
  readonly states: number;
  readonly differences: number;
  /** Events of the old server that only it can know: breaks, failed logins, outgoing calls. */
  readonly notCompared: number;
}

/** Asterisk and the old server answer at once or something is wrong. Milliseconds. */
const START_DEADLINE_MS = 10_000;

/** There is nothing to compare without Asterisk. */
export class AsteriskNotReachedError extends Error {
  override readonly name = 'AsteriskNotReachedError';
}

/**
 * Runs OpenECCP beside the server that is in charge, with its hands tied, and holds what both tell and believe against each
 * other. Nothing is asked of Asterisk and nothing is written; the old server is asked for states only.
 */
export class Shadow implements AsyncDisposable {
  readonly #options: ShadowOptions;
  readonly #legacy: EccpClient;
  readonly #events = new EventMatcher();
  readonly #states = new StatusComparison();
  readonly #stop = new AbortController();
  #follower: Follower | undefined;
  #cancelRound: () => void = () => {};
  /** Until both are reached there is nothing to compare: whoever comes later has not seen what was before. */
  #comparing = false;
  #statesCompared = 0;
  #differences = 0;
  #notCompared = 0;

  private constructor(options: ShadowOptions, legacy: EccpClient) {
    this.#options = options;
    this.#legacy = legacy;
  }

  /**
   * Connects to both and begins to compare. Rejects with an `EccpConnectionError` or `EccpLoginRefusedError` of the old
   * server, a `StorageError`, or an {@link AsteriskNotReachedError}.
   */
  static async start(options: ShadowOptions): Promise<Shadow> {
    const { legacy, user, password } = options;
    const client = await connect({
      ...legacy,
      user,
      password,
      reconnect: true,
      timeoutMs: START_DEADLINE_MS,
    });
    const shadow = new Shadow(options, client);
    try {
      await shadow.#begin();
      return shadow;
    } catch (error) {
      await shadow.close();
      throw error;
    }
  }

  get counts(): ShadowCounts {
    return {
      events: this.#events.matched,
      states: this.#statesCompared,
      differences: this.#differences,
      notCompared: this.#notCompared,
    };
  }

  async close(): Promise<void> {
    this.#stop.abort();
    this.#cancelRound();
    await this.#legacy.close();
    await this.#follower?.close();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  async #begin(): Promise<void> {
    const { config, storage, clock, log } = this.#options;
    void this.#listen();
    void this.#watchConnection();
    await this.#legacy.request('callprogress', { enable: true });
    this.#follower = await Follower.start({
      config,
      storage,
      clock,
      log,
      onEvent: (event, floor) => this.#takeHere(event, floor),
    });
    const status = await this.#follower.reached(START_DEADLINE_MS);
    if (status.kind !== 'up') {
      const { host, port } = config.asterisk;
      const why = status.kind === 'down' ? status.reason : 'no answer';
      throw new AsteriskNotReachedError(`Asterisk at ${host}:${port} is not reached: ${why}`);
    }
    this.#comparing = true;
    this.#nextRound();
  }

  #takeHere(event: FloorEvent, floor: FloorView): void {
    const now = this.#options.clock.now();
    const wire = this.#comparing ? wireEvent(event, floor, now) : undefined;
    const sighting = wire === undefined ? undefined : sightingOf(wire);
    if (sighting !== undefined) this.#report(this.#events.take('here', sighting, now));
  }

  async #listen(): Promise<void> {
    for await (const event of this.#legacy.events({ signal: this.#stop.signal })) {
      if (!this.#comparing) continue;
      const sighting = sightingOf(event);
      if (sighting === undefined) this.#notCompared += 1;
      else this.#report(this.#events.take('legacy', sighting, this.#options.clock.now()));
    }
  }

  /** While the old server is away its events are lost, so nothing of that time is a difference. */
  async #watchConnection(): Promise<void> {
    for await (const status of this.#legacy.status({ signal: this.#stop.signal })) {
      if (status.kind === 'disconnected') {
        this.#options.log.warn({}, `the old server is away: ${status.reason}`);
        this.#comparing = false;
      } else if (status.kind === 'connected' && this.#follower !== undefined) {
        this.#events.clear();
        this.#comparing = true;
      }
    }
  }

  #nextRound(): void {
    this.#cancelRound = this.#options.clock.after(this.#options.roundMs, () => {
      void this.#round().finally(() => {
        if (!this.#stop.signal.aborted) this.#nextRound();
      });
    });
  }

  async #round(): Promise<void> {
    this.#report(this.#events.expire(this.#options.clock.now()));
    const floor = this.#follower?.floor;
    if (floor === undefined || !this.#comparing) return;
    const agentNumbers = [...floor.agents.keys()];
    if (agentNumbers.length === 0) return;
    try {
      const outcome = await this.#legacy.request('getmultipleagentstatus', { agentNumbers });
      if (outcome.kind === 'ok') for (const state of outcome.reply.agents) this.#compareState(state, floor);
      else this.#options.log.warn(outcome.failure, 'the old server does not tell its states');
    } catch (error) {
      this.#options.log.warn({ error }, 'the old server could not be asked');
    }
  }

  #compareState(legacy: NumberedAgentStatus, floor: FloorView): void {
    const agent = [...floor.agents.values()].find(({ name }) => name === legacy.agentNumber);
    if (agent === undefined) return;
    this.#statesCompared += 1;
    const here = agentState(floor, agent, this.#options.clock.now());
    const paused = [...agent.memberships.values()].some((membership) => membership.paused);
    this.#report(this.#states.compare(agent.name, legacy, here, paused));
  }

  #report(differences: readonly Difference[]): void {
    for (const difference of differences) {
      this.#differences += 1;
      this.#options.onDifference(difference);
    }
  }
}
