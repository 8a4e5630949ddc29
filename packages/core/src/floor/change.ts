import type { Agent, AgentName, LoggedIn, QueueName } from '../agent/agent.js';
import type { Call, CallId } from '../call/call.js';
import type { BreakRecord, QueueRecord } from '../ports/records.js';
import type { StorageWrite } from '../ports/storage-write.js';
import type { CommandId, Outcome } from './command.js';
import type { DetailsQuestion, Effect, TelephonyIntent, Timer } from './effect.js';
import type { FloorEvent } from './events.js';
import type { FloorDelta, FloorSettings, FloorView, RowIds, Telephony } from './floor.js';

/**
 * One step in the making: reads through to the floor it began with, collects what changes and what is to be
 * done. The floor itself stays untouched, so `step` is a pure function.
 */
export class Change implements FloorView {
  /** When the input came. Epoch milliseconds. */
  readonly present: number;
  #now: number;
  readonly #base: FloorView;
  readonly #agents: Overlay<AgentName, Agent>;
  readonly #calls: Overlay<CallId, Call>;
  readonly #effects: Effect[] = [];
  #telephony: Telephony | undefined;
  #queues: ReadonlyMap<QueueName, QueueRecord> | undefined;
  #breaks: ReadonlyMap<number, BreakRecord> | undefined;
  #ids: RowIds;
  #attempts: number;

  constructor(base: FloorView, now: number) {
    this.#base = base;
    this.present = now;
    this.#now = now;
    this.#agents = new Overlay(base.agents);
    this.#calls = new Overlay(base.calls);
    this.#ids = base.ids;
    this.#attempts = base.attempts;
  }

  /** When what is done happens: the present, or earlier in {@link asOf}. Epoch milliseconds. */
  get now(): number {
    return this.#now;
  }

  /** Does something that happened before, and is stored and told with that time. */
  asOf(at: number, act: () => void): void {
    const now = this.#now;
    this.#now = Math.min(at, now);
    act();
    this.#now = now;
  }

  get settings(): FloorSettings {
    return this.#base.settings;
  }
  get telephony(): Telephony {
    return this.#telephony ?? this.#base.telephony;
  }
  get agents(): ReadonlyMap<AgentName, Agent> {
    return this.#agents;
  }
  get calls(): ReadonlyMap<CallId, Call> {
    return this.#calls;
  }
  get queues(): ReadonlyMap<QueueName, QueueRecord> {
    return this.#queues ?? this.#base.queues;
  }
  get breaks(): ReadonlyMap<number, BreakRecord> {
    return this.#breaks ?? this.#base.breaks;
  }
  get ids(): RowIds {
    return this.#ids;
  }
  get attempts(): number {
    return this.#attempts;
  }

  setTelephony(telephony: Telephony): void {
    this.#telephony = telephony;
  }
  setQueues(queues: ReadonlyMap<QueueName, QueueRecord>): void {
    this.#queues = queues;
  }
  setBreaks(breaks: ReadonlyMap<number, BreakRecord>): void {
    this.#breaks = breaks;
  }
  setAgent(agent: Agent): void {
    this.#agents.put(agent.name, Object.freeze(agent));
  }
  removeAgent(name: AgentName): void {
    this.#agents.put(name, undefined);
  }
  setCall(call: Call): void {
    this.#calls.put(call.id, Object.freeze(call));
  }
  removeCall(id: CallId): void {
    this.#calls.put(id, undefined);
  }

  /** Changes the agent's login; does nothing when it has none. */
  setLogin(name: AgentName, patch: Partial<Omit<LoggedIn, 'kind'>>): void {
    const agent = this.#agents.get(name);
    if (agent?.presence.kind !== 'logged-in') return;
    this.setAgent({ ...agent, presence: Object.freeze({ ...agent.presence, ...patch }) });
  }

  /** Takes the next row id of a table. */
  nextId(table: keyof RowIds): number {
    const id = this.#ids[table];
    this.#ids = { ...this.#ids, [table]: id + 1 };
    return id;
  }

  /** Gives no more ids of a table up to this one. */
  skipIds(table: keyof RowIds, upTo: number): void {
    if (this.#ids[table] <= upTo) this.#ids = { ...this.#ids, [table]: upTo + 1 };
  }

  /** Gives no more numbers of attempts up to this one. */
  skipAttempts(upTo: number): void {
    this.#attempts = Math.max(this.#attempts, upTo);
  }

  nextAttempt(): number {
    this.#attempts += 1;
    return this.#attempts;
  }

  ask(intent: TelephonyIntent): void {
    this.#effects.push({ kind: 'telephony', intent });
  }
  store(write: StorageWrite): void {
    this.#effects.push({ kind: 'store', write });
  }
  lookUp(question: DetailsQuestion): void {
    this.#effects.push({ kind: 'look-up', question });
  }
  publish(event: FloorEvent): void {
    this.#effects.push({ kind: 'publish', event });
  }
  reply(command: CommandId, outcome: Outcome): void {
    this.#effects.push({ kind: 'reply', command, outcome });
  }
  setTimer(timer: Timer, at: number): void {
    this.#effects.push({ kind: 'set-timer', timer, at });
  }

  get effects(): readonly Effect[] {
    return this.#effects;
  }

  delta(): FloorDelta {
    return {
      ...(this.#telephony === undefined ? {} : { telephony: this.#telephony }),
      ...(this.#queues === undefined ? {} : { queues: this.#queues }),
      ...(this.#breaks === undefined ? {} : { breaks: this.#breaks }),
      agents: this.#agents.changes,
      calls: this.#calls.changes,
      ids: this.#ids,
      attempts: this.#attempts,
    };
  }
}

/** A map with changes laid over it; cheap when a step touches one agent of a thousand. */
class Overlay<K, V> implements ReadonlyMap<K, V> {
  readonly #base: ReadonlyMap<K, V>;
  readonly changes = new Map<K, V | undefined>();

  constructor(base: ReadonlyMap<K, V>) {
    this.#base = base;
  }

  put(key: K, value: V | undefined): void {
    this.changes.set(key, value);
  }
  get(key: K): V | undefined {
    return this.changes.has(key) ? this.changes.get(key) : this.#base.get(key);
  }
  has(key: K): boolean {
    return this.get(key) !== undefined;
  }
  get size(): number {
    return this.#merged().size;
  }
  forEach(visit: (value: V, key: K, map: ReadonlyMap<K, V>) => void): void {
    for (const [key, value] of this.#merged()) visit(value, key, this);
  }
  entries(): MapIterator<[K, V]> {
    return this.#merged().entries();
  }
  keys(): MapIterator<K> {
    return this.#merged().keys();
  }
  values(): MapIterator<V> {
    return this.#merged().values();
  }
  [Symbol.iterator](): MapIterator<[K, V]> {
    return this.entries();
  }

  #merged(): Map<K, V> {
    const merged = new Map(this.#base);
    for (const [key, value] of this.changes) {
      if (value === undefined) merged.delete(key);
      else merged.set(key, value);
    }
    return merged;
  }
}
