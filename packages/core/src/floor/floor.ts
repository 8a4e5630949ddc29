import type { Agent, AgentName, QueueName } from '../agent/agent.js';
import type { Call, CallId } from '../call/call.js';
import type { BreakRecord, QueueRecord } from '../ports/records.js';

/** Next free row ids. The server alone inserts these rows, so no event waits for the database to number them. */
export interface RowIds {
  readonly audit: number;
  readonly callEntry: number;
  readonly currentCallEntry: number;
  readonly currentCalls: number;
  readonly progress: number;
}

/** How the floor behaves where servers differ; fixed for a server's run. */
export interface FloorSettings {
  /** What `loginagent` answers for an agent that is logged in on the same extension (D-07). */
  readonly sameExtensionLogin: 'refuse' | 'accept';
  /** After this long without completion a login is abandoned (ECCP §7.1). Milliseconds. */
  readonly loginDeadlineMs: number;
  /** A callback agent is logged off when its phone is out of reach for so long; undefined: never. Milliseconds. */
  readonly lostPhoneMs: number | undefined;
  /** Asterisk must have parked the customer by then. Milliseconds. */
  readonly parkDeadlineMs: number;
  /** The agent's phone must be back with the customer by then. Milliseconds. */
  readonly retrievalDeadlineMs: number;
  /** A hold may last this long; undefined: as long as the parking lot has it. Milliseconds. */
  readonly holdLimitMs: number | undefined;
  /** An agent is warned this long before the limit of its hold; 0: never. Milliseconds. */
  readonly holdWarningMs: number;
  /** Asterisk must have sent a customer elsewhere by then. Milliseconds. */
  readonly redirectDeadlineMs: number;
  /** Asterisk must have told what became of a consultation's next stage by then. Milliseconds. */
  readonly consultationDeadlineMs: number;
  /** An agent is kept free this long for a customer that was sent to it. Milliseconds. */
  readonly reservationMs: number;
  /** Asterisk must have told by then what became of a call that was placed (telephony.md §13). Milliseconds. */
  readonly placingDeadlineMs: number;
  /** `agentlinked` waits at most this long for what the database knows about the call. Milliseconds. */
  readonly detailsDeadlineMs: number;
  /** An outgoing call that lasted no longer than this is short (ECCP §7.2). Seconds. */
  readonly shortCallS: number;
  /** Whether the newer words are used: status `ringing`, progress `Transfer` (D-17). */
  readonly extended: boolean;
}

export const DEFAULT_SETTINGS: FloorSettings = Object.freeze({
  sameExtensionLogin: 'refuse',
  loginDeadlineMs: 5 * 60_000,
  lostPhoneMs: 60_000,
  parkDeadlineMs: 5_000,
  retrievalDeadlineMs: 30_000,
  holdLimitMs: undefined,
  holdWarningMs: 15_000,
  redirectDeadlineMs: 15_000,
  consultationDeadlineMs: 150_000,
  reservationMs: 30_000,
  placingDeadlineMs: 5 * 60_000,
  detailsDeadlineMs: 500,
  shortCallS: 10,
  extended: false,
});

/** What is known of Asterisk as a whole. */
export type Telephony =
  | {
      readonly kind: 'down';
      /** Until then what is known was true; undefined before the first connection. Epoch milliseconds. */
      readonly since: number | undefined;
      readonly startedAt: string | undefined;
    }
  | {
      readonly kind: 'up';
      readonly epoch: number;
      readonly parking: boolean;
      /** When Asterisk was started, in its own words: another one after a restart. */
      readonly startedAt: string | undefined;
    };

const UNREACHED: Telephony = Object.freeze({ kind: 'down', since: undefined, startedAt: undefined });

/** Everything that the domain knows, read-only. `step` reads it and answers with a {@link Transition}. */
export interface FloorView {
  readonly settings: FloorSettings;
  readonly telephony: Telephony;
  readonly agents: ReadonlyMap<AgentName, Agent>;
  readonly calls: ReadonlyMap<CallId, Call>;
  /** Monitored queues by name. */
  readonly queues: ReadonlyMap<QueueName, QueueRecord>;
  /** All breaks by id, holds included. */
  readonly breaks: ReadonlyMap<number, BreakRecord>;
  readonly ids: RowIds;
  /** Numbers login attempts and retrievals. */
  readonly attempts: number;
}

/** What one step changed. `undefined` in a map means that the entry is gone. */
export interface FloorDelta {
  readonly telephony?: Telephony;
  readonly agents: ReadonlyMap<AgentName, Agent | undefined>;
  readonly calls: ReadonlyMap<CallId, Call | undefined>;
  readonly queues?: ReadonlyMap<QueueName, QueueRecord>;
  readonly breaks?: ReadonlyMap<number, BreakRecord>;
  readonly ids: RowIds;
  readonly attempts: number;
}

/**
 * Holds the floor between steps. The one mutable thing of the domain; it changes only through {@link apply},
 * so a step that throws leaves it as it was.
 */
export class Floor implements FloorView {
  readonly settings: FloorSettings;
  readonly #agents = new Map<AgentName, Agent>();
  readonly #calls = new Map<CallId, Call>();
  #telephony: Telephony = UNREACHED;
  #queues: ReadonlyMap<QueueName, QueueRecord> = new Map();
  #breaks: ReadonlyMap<number, BreakRecord> = new Map();
  #ids: RowIds;
  #attempts = 0;

  constructor(settings: FloorSettings, ids: RowIds) {
    this.settings = settings;
    this.#ids = ids;
  }

  get telephony(): Telephony {
    return this.#telephony;
  }
  get agents(): ReadonlyMap<AgentName, Agent> {
    return this.#agents;
  }
  get calls(): ReadonlyMap<CallId, Call> {
    return this.#calls;
  }
  get queues(): ReadonlyMap<QueueName, QueueRecord> {
    return this.#queues;
  }
  get breaks(): ReadonlyMap<number, BreakRecord> {
    return this.#breaks;
  }
  get ids(): RowIds {
    return this.#ids;
  }
  get attempts(): number {
    return this.#attempts;
  }

  /** Makes one step's changes the present. */
  apply(delta: FloorDelta): void {
    overlay(this.#agents, delta.agents);
    overlay(this.#calls, delta.calls);
    this.#telephony = delta.telephony ?? this.#telephony;
    this.#queues = delta.queues ?? this.#queues;
    this.#breaks = delta.breaks ?? this.#breaks;
    this.#ids = delta.ids;
    this.#attempts = delta.attempts;
  }
}

function overlay<K, V>(map: Map<K, V>, changes: ReadonlyMap<K, V | undefined>): void {
  for (const [key, value] of changes) {
    if (value === undefined) map.delete(key);
    else map.set(key, value);
  }
}
