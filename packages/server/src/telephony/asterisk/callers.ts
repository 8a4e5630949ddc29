import type { AgentName, CallId, Channel } from '@openeccp/core';
import type { ParkingSlot } from './parking-lots.js';

/** What a caller is known by when it is found at Asterisk. */
export interface CallerDetail {
  readonly call: CallId;
  /** Where the customer is now. */
  readonly customer: Channel;
  /** Undefined until it has joined one. */
  readonly queue: string | undefined;
  readonly phone: string;
  readonly slot: ParkingSlot | undefined;
}

/** A call whose customer is there, from its first join or answer to the end of the customer's channel. */
export interface Caller extends CallerDetail {
  /** Whether its queue has it, as last reported. */
  readonly waiting: boolean;
  /** Whom it is talking to, as last reported. */
  readonly with: AgentEnd | undefined;
  /** Who has taken it out of its slot, until it is known whether that is an agent. */
  readonly takenBy: Channel | undefined;
  /** Whether it is where customers wait whose agent consults somebody: only the dial plan of that agent's leg takes it from there. */
  readonly inWaitingRoom: boolean;
  /** We have asked Asterisk to take it away from its agent, who may have left it since. `done`: Asterisk says it has. */
  readonly departure: { readonly left: AgentName | undefined; readonly done: boolean } | undefined;
}

/** An agent, and the channel on which it talks. */
export interface AgentEnd {
  readonly agent: AgentName;
  readonly channel: Channel;
}

/** The customers of calls: where each of them is, and with whom. {@link CallerMoves} keeps it true. */
export class Callers {
  readonly #placedOn: (uniqueid: string) => CallId | undefined;
  readonly #callers = new Map<CallId, Caller>();
  /** The channels that customers are on, by uniqueid. */
  readonly #calls = new Map<string, CallId>();

  /** @param placedOn the call of ours that a channel is dialled for */
  constructor(placedOn: (uniqueid: string) => CallId | undefined) {
    this.#placedOn = placedOn;
  }

  get size(): number {
    return this.#callers.size + this.#calls.size;
  }

  clear(): void {
    this.#callers.clear();
    this.#calls.clear();
  }

  /** Whether anybody is in a parking lot. */
  get someIsParked(): boolean {
    for (const { slot } of this.#callers.values()) if (slot !== undefined) return true;
    return false;
  }

  get all(): Iterable<Caller> {
    return this.#callers.values();
  }

  /** The channels on which agents have them. */
  get agentEnds(): readonly Channel[] {
    return [...this.#callers.values()].flatMap((caller) => caller.with?.channel ?? []);
  }

  get(call: CallId): Caller | undefined {
    return this.#callers.get(call);
  }

  /** The call that a channel belongs to. */
  ownerOf(uniqueid: string): CallId | undefined {
    return this.#calls.get(uniqueid) ?? this.#placedOn(uniqueid);
  }

  /** The call that a channel belongs to, or would begin if it joined a queue. */
  callOf(uniqueid: string): CallId {
    return this.ownerOf(uniqueid) ?? (uniqueid as CallId);
  }

  /** Where a call's customer is. */
  customerOf(call: CallId): Channel | undefined {
    return this.#callers.get(call)?.customer;
  }

  /** The queue through which a caller has come. */
  queueOf(call: CallId): string | undefined {
    return this.#callers.get(call)?.queue;
  }

  /** Where a customer is parked. */
  slotOf(call: CallId): ParkingSlot | undefined {
    return this.#callers.get(call)?.slot;
  }

  /** Whether a customer is there and no agent with it. */
  isAlone(call: CallId): boolean {
    const caller = this.#callers.get(call);
    return caller !== undefined && caller.with === undefined;
  }

  /** Whether a queue has the caller. */
  isWaiting(call: CallId): boolean {
    return this.#callers.get(call)?.waiting === true;
  }

  /** Whether nobody is known to have the caller, or another queue, although that one has it. */
  isLost(call: CallId, queue: string): boolean {
    const caller = this.#callers.get(call);
    if (caller === undefined || caller.with !== undefined) return false;
    if (caller.slot !== undefined || caller.departure?.done === false) return false;
    return !caller.waiting || caller.queue !== queue;
  }

  /** The call that a channel belongs to. */
  of(uniqueid: string): Caller | undefined {
    return this.#callers.get(this.callOf(uniqueid));
  }

  /** The call whose customer is on that channel. */
  on(uniqueid: string): Caller | undefined {
    const caller = this.of(uniqueid);
    return caller?.customer.uniqueid === uniqueid ? caller : undefined;
  }

  /** Those who talk to an agent on that channel. */
  metOn(agentChannel: string): readonly Caller[] {
    return [...this.#callers.values()].filter((caller) => caller.with?.channel.uniqueid === agentChannel);
  }

  /** There is a new caller, or news of one. */
  put(caller: Caller): void {
    const before = this.#callers.get(caller.call);
    if (before !== undefined) this.#calls.delete(before.customer.uniqueid);
    this.#callers.set(caller.call, caller);
    this.#calls.set(caller.customer.uniqueid, caller.call);
  }

  /** Its customer is gone. */
  delete({ call, customer }: Caller): void {
    this.#callers.delete(call);
    this.#calls.delete(customer.uniqueid);
  }
}
