import {
  type AgentName,
  Floor,
  type FloorEvent,
  type FloorView,
  NO_DETAILS,
  type Storage,
} from '@openeccp/core';
import type { Logger } from 'pino';
import { asteriskOptions, configuredAssignments, floorSettings } from '../config/parts-of-config.js';
import type { ServerConfig } from '../config/server-config.js';
import { Directory } from '../directory/directory.js';
import { MasterData } from '../directory/master-data.js';
import type { Clock } from '../runtime/clock.js';
import { FloorRuntime } from '../runtime/floor-runtime.js';
import { Arrival } from '../telephony/arrival.js';
import { AsteriskTelephony } from '../telephony/asterisk/asterisk-telephony.js';
import type { TelephonyStatus } from '../telephony/telephony.js';

export interface FollowerOptions {
  readonly config: ServerConfig;
  readonly storage: Storage;
  readonly clock: Clock;
  readonly log: Logger;
  /** What OpenECCP would tell its clients. */
  readonly onEvent: (event: FloorEvent, floor: FloorView) => void;
}

/** Rows that nobody writes can have any number. */
const ANY_ID = 1;

/** A command is never given here; the runtime wants to know all the same. */
const NO_COMMANDS_MS = 0;

/**
 * OpenECCP with its hands tied: it sees what Asterisk does and keeps its state by it, but asks Asterisk for nothing and writes
 * nothing. What it would tell clients is told to `onEvent`.
 */
export class Follower implements AsyncDisposable {
  readonly floor: FloorView;
  readonly #runtime: FloorRuntime;
  readonly #telephony: AsteriskTelephony;
  readonly #masterData: MasterData;
  readonly #arrival: Arrival;

  private constructor(options: FollowerOptions, directory: Directory) {
    const { config, clock, log, onEvent } = options;
    const floor = new Floor(floorSettings(config), {
      audit: ANY_ID,
      callEntry: ANY_ID,
      currentCallEntry: ANY_ID,
      currentCalls: ANY_ID,
      progress: ANY_ID,
    });
    this.floor = floor;
    this.#runtime = new FloorRuntime({
      floor,
      clock,
      commandDeadlineMs: NO_COMMANDS_MS,
      onEffectError: (effect, error) => log.error({ effect, error }, 'an effect could not be carried out'),
      ports: {
        perform: () => {},
        store: () => {},
        lookUp: ({ call }) => this.#runtime.submit({ kind: 'details', call, details: NO_DETAILS }),
        publish: (event) => onEvent(event, floor),
      },
    });
    this.#arrival = new Arrival(clock);
    this.#telephony = new AsteriskTelephony({
      ...asteriskOptions(config, clock),
      isAgent: (name: AgentName) => floor.agents.has(name),
      // The server beside which it runs pauses agents.
      isToPause: () => undefined,
      onDrift: () => {},
      onConnected: (client) => this.#masterData.onConnected(client),
      onFact: (fact) => {
        this.#runtime.submit(fact);
        if (fact.kind === 'telephony-up') this.#arrival.happened();
      },
      log,
    });
    this.#masterData = new MasterData({
      directory,
      configured: configuredAssignments(config),
      agents: () => floor.agents.keys(),
      client: () => (this.#telephony.status.kind === 'up' ? this.#telephony.client : undefined),
      submit: (input) => this.#runtime.submit(input),
      retellMemberships: () => this.#telephony.retellMemberships(),
      rereadMemberships: () => this.#telephony.rereadMemberships(),
      clock,
      refreshMs: config.database.refreshS * 1000,
      warn: (detail, text) => log.warn(detail, text),
    });
  }

  /** Reads agents and queues and begins to follow Asterisk. Rejects when the database can't be read. */
  static async start(options: FollowerOptions): Promise<Follower> {
    const directory = new Directory(options.storage, () => options.clock.now());
    await directory.reload();
    const follower = new Follower(options, directory);
    follower.#masterData.start();
    follower.#telephony.start();
    return follower;
  }

  get status(): TelephonyStatus {
    return this.#telephony.status;
  }

  /** Resolves when Asterisk is reached, or with what is known by the deadline. Milliseconds. */
  async reached(deadlineMs: number): Promise<TelephonyStatus> {
    if (this.status.kind !== 'up') await this.#arrival.wait(deadlineMs);
    return this.status;
  }

  async close(): Promise<void> {
    this.#masterData.close();
    this.#runtime.close();
    await this.#telephony.close();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }
}
