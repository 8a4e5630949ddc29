import {
  type AgentName,
  type CallId,
  type Channel,
  deviceOf,
  type LiveCall,
  type TelephonyFact,
} from '@openeccp/core';
import { type ChannelMap, isLocal } from './channel-map.js';
import { OWN_LOT, type ParkingSlot } from './parking-lots.js';

/** A call whose customer is there, from its first join or answer to the end of the customer's channel. */
interface Caller {
  readonly call: CallId;
  /** Where the customer is now. */
  readonly customer: Channel;
  /** Undefined until it has joined one. */
  readonly queue: string | undefined;
  /** Whether that queue has it, as last reported. */
  readonly waiting: boolean;
  readonly phone: string;
  /** Whom it is talking to, as last reported. */
  readonly with: AgentEnd | undefined;
  readonly slot: ParkingSlot | undefined;
  /** Who has taken it out of its slot, until it is known whether that is an agent. */
  readonly takenBy: Channel | undefined;
  /** We have asked Asterisk to take it away from its agent, who may have left it since. `done`: Asterisk says it has. */
  readonly departure: { readonly left: AgentName | undefined; readonly done: boolean } | undefined;
}

interface AgentEnd {
  readonly agent: AgentName;
  readonly channel: Channel;
}

/** What a caller is known by when it is found at Asterisk. */
export interface CallerDetail {
  readonly call: CallId;
  readonly customer: Channel;
  readonly queue: string | undefined;
  readonly phone: string;
  readonly slot: ParkingSlot | undefined;
}

export interface CallersOptions {
  readonly channels: ChannelMap;
  /** The call of ours that a channel is dialled for. */
  readonly placedOn: (uniqueid: string) => CallId | undefined;
  /** The agent at that end, if it is one's. */
  readonly agentOf: (channel: Channel) => AgentName | undefined;
  /**
   * Asks for {@link Callers.settle} when Asterisk has had time to finish what it does with this call. While it joins
   * two bridges into one, or carries a customer into the parking lot, its events come from several threads and
   * neither their order nor the state between them says anything.
   */
  readonly lookAgain: (call: CallId) => void;
}

type Facts = readonly TelephonyFact[];

const NOTHING: Facts = [];

/** Of one who has just come. */
const ALONE = { waiting: false, with: undefined, slot: undefined, takenBy: undefined, departure: undefined };

/** The customers of calls, and whom each of them talks to. */
export class Callers {
  readonly #options: CallersOptions;
  readonly #callers = new Map<CallId, Caller>();
  /** The channels that customers are on, by uniqueid. */
  readonly #calls = new Map<string, CallId>();

  constructor(options: CallersOptions) {
    this.#options = options;
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

  get all(): Iterable<CallerDetail> {
    return this.#callers.values();
  }

  get(call: CallId): CallerDetail | undefined {
    return this.#callers.get(call);
  }

  /** The call that a channel belongs to. */
  ownerOf(uniqueid: string): CallId | undefined {
    return this.#calls.get(uniqueid) ?? this.#options.placedOn(uniqueid);
  }

  /** The call that a channel belongs to, or would begin if it joined a queue. */
  callOf(uniqueid: string): CallId {
    return this.ownerOf(uniqueid) ?? (uniqueid as CallId);
  }

  /** Where a call's customer is. */
  customerOf(call: CallId): Channel | undefined {
    return this.#callers.get(call)?.customer;
  }

  /** The customer of a call of ours is there. */
  answered(call: CallId, customer: Channel): Facts {
    this.#put({ call, customer, queue: undefined, phone: '', ...ALONE });
    return [{ kind: 'call-answered', call, customer }, ...this.entered(customer.uniqueid)];
  }

  /** A channel joins a queue; it may be half of a Local one with the customer behind it. */
  join(channel: Channel, queue: string, phone: string): Facts {
    const call = this.callOf(channel.uniqueid);
    const customer = this.customerOf(call) ?? channel;
    this.#put({ call, customer, queue, phone, ...ALONE, waiting: true });
    return [{ kind: 'caller-joined', call, queue, phone, customer }];
  }

  /** Takes over a caller that a list action showed, and says where it stands. */
  adopt(detail: CallerDetail, waiting: boolean): LiveCall {
    const { slot, ...base } = detail;
    const met = this.#agentReachedBy(base.customer);
    this.#put({ ...base, ...ALONE, slot, with: met, waiting });
    if (slot !== undefined)
      return { ...base, state: { kind: 'parked', slot: slot.space, ours: slot.lot === OWN_LOT } };
    if (met !== undefined) {
      return { ...base, state: { kind: 'talking', agent: met.agent, agentChannel: met.channel } };
    }
    if (waiting) return { ...base, state: { kind: 'waiting' } };
    return { ...base, state: { kind: 'elsewhere', taken: this.#isWithSomebody(detail) } };
  }

  /** The queue through which a caller has come. */
  queueOf(call: CallId): string | undefined {
    return this.#callers.get(call)?.queue;
  }

  /** Whether a customer is there and no agent with it. */
  isAlone(call: CallId): boolean {
    const caller = this.#callers.get(call);
    return caller !== undefined && caller.with === undefined;
  }

  /** The channels on which agents have them. */
  get agentEnds(): readonly Channel[] {
    return [...this.#callers.values()].flatMap((caller) => caller.with?.channel ?? []);
  }

  /** Callers of whom it was told that they talk to an agent, and who do not hear that agent any more. */
  get parted(): readonly { readonly customer: Channel; readonly agentEnd: Channel }[] {
    return [...this.#callers.values()].flatMap((caller) => {
      const { customer, with: met } = caller;
      return met === undefined || this.#hears(caller, met) ? [] : [{ customer, agentEnd: met.channel }];
    });
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

  /** The caller is about to be taken away from its agent: that they part is no news then. */
  depart(call: CallId): void {
    const caller = this.#callers.get(call);
    if (caller !== undefined) this.#put({ ...caller, departure: { left: undefined, done: false } });
  }

  /** It was taken away. */
  departed(call: CallId): void {
    const caller = this.#callers.get(call);
    if (caller?.departure !== undefined)
      this.#put({ ...caller, departure: { ...caller.departure, done: true } });
  }

  /** It was not taken away. */
  stay(call: CallId): Facts {
    const caller = this.#callers.get(call);
    if (caller?.departure === undefined) return NOTHING;
    this.#put({ ...caller, departure: undefined });
    // What kept it from being taken away may be a park that was asked for before.
    if (caller.slot !== undefined) return [parkedIn(call, caller.slot)];
    const { left } = caller.departure;
    return left === undefined ? NOTHING : [{ kind: 'call-separated', call, agent: left }];
  }

  gaveUp(uniqueid: string): Facts {
    const caller = this.#of(uniqueid);
    if (caller === undefined) return NOTHING;
    this.#put({ ...caller, waiting: false });
    return [{ kind: 'caller-gave-up', call: caller.call }];
  }

  parked(uniqueid: string, slot: ParkingSlot | undefined): Facts {
    const caller = this.#of(uniqueid);
    if (caller === undefined || slot === undefined) return NOTHING;
    this.#put({ ...caller, slot, waiting: false, takenBy: undefined, with: undefined });
    return [parkedIn(caller.call, slot)];
  }

  /** Somebody has taken the caller out of its slot; whether it is an agent shows when they have met. */
  unparked(uniqueid: string, takenBy: Channel | undefined): void {
    const caller = this.#of(uniqueid);
    if (caller === undefined) return;
    this.#put({ ...caller, slot: undefined, takenBy });
    if (takenBy !== undefined) this.#options.lookAgain(caller.call);
  }

  parkExpired(uniqueid: string): Facts {
    const caller = this.#of(uniqueid);
    if (caller === undefined) return NOTHING;
    this.#put({ ...caller, slot: undefined });
    return [{ kind: 'park-expired', call: caller.call, comesBack: caller.slot?.lot === OWN_LOT }];
  }

  /** Where a customer is parked. */
  slotOf(call: CallId): ParkingSlot | undefined {
    return this.#callers.get(call)?.slot;
  }

  /** The customer goes on on another channel. */
  moved(call: CallId, customer: Channel): Facts {
    const caller = this.#callers.get(call);
    if (caller === undefined || this.#calls.has(customer.uniqueid)) return NOTHING;
    this.#put({ ...caller, customer });
    return [{ kind: 'customer-moved', call, customer }, ...this.entered(customer.uniqueid)];
  }

  /** A channel takes the place of another in its bridge: the Local one with the customer behind it makes way. */
  swapped(channel: Channel, gone: string): Facts {
    const { channels, agentOf, placedOn } = this.#options;
    const caller = this.#on(gone) ?? this.#on(channels.twin(gone) ?? '');
    if (caller === undefined || !isLocal(caller.customer)) return NOTHING;
    const isOthers = (each: Channel): boolean =>
      agentOf(each) !== undefined || (placedOn(each.uniqueid) ?? caller.call) !== caller.call;
    const here = [channel, ...channels.reachable(channel.uniqueid)];
    const customer = here.find((each) => !isLocal(each) && !isOthers(each));
    return customer === undefined ? NOTHING : this.moved(caller.call, customer);
  }

  /** A channel is in another bridge: who has met whom now. */
  entered(uniqueid: string): Facts {
    const { channels, lookAgain } = this.#options;
    const around = [uniqueid, ...channels.reachable(uniqueid).map((channel) => channel.uniqueid)];
    return around.flatMap((candidate) => {
      const caller = this.#on(candidate);
      if (caller === undefined) return NOTHING;
      const met = this.#agentReachedBy(caller.customer);
      if (met === undefined) {
        // Whether that is an agent may be told later than that they have met.
        if (caller.waiting && this.#isWithSomebody(caller)) lookAgain(caller.call);
        return NOTHING;
      }
      if (channels.together(candidate, met.channel.uniqueid)) return this.#meet(caller, met);
      // The Local channel between them vanishes within milliseconds; a park or a hang-up until then loses the call.
      lookAgain(caller.call);
      return NOTHING;
    });
  }

  /** A channel is about to leave its bridge. Who leaves first tells why: the agent left its caller, or the customer went. */
  leaving(uniqueid: string): Facts {
    const customer = this.#on(uniqueid);
    // What follows, mostly its end, says why: nothing that was to be looked at before may tell it sooner.
    if (customer?.with !== undefined && customer.departure === undefined)
      this.#options.lookAgain(customer.call);
    return this.#with(uniqueid).flatMap((caller) => {
      // Only what happens in one bridge is told in its order.
      const isSeen = this.#options.channels.inOneBridge(uniqueid, caller.customer.uniqueid);
      if (isSeen && caller.departure === undefined) return this.#separate(caller);
      this.#part(caller);
      return NOTHING;
    });
  }

  /** A channel has left a bridge in which it was not known to be: an agent has left its caller before, or been swapped. */
  strayed(uniqueid: string): void {
    for (const caller of this.#with(uniqueid)) {
      if (caller.with !== undefined && !this.#hears(caller, caller.with)) this.#part(caller);
    }
  }

  hungUp(uniqueid: string): Facts {
    for (const { call } of this.#with(uniqueid)) this.#options.lookAgain(call);
    const caller = this.#on(uniqueid);
    if (caller === undefined) return NOTHING;
    this.#callers.delete(caller.call);
    this.#calls.delete(uniqueid);
    return [{ kind: 'call-ended', call: caller.call }];
  }

  /** Says where a call stands, if that is not what was said last. */
  settle(call: CallId): Facts {
    const caller = this.#callers.get(call);
    if (caller === undefined) return NOTHING;
    const met = this.#agentReachedBy(caller.customer);
    if (met !== undefined) return this.#meet(caller, met);
    if (caller.waiting && this.#isWithSomebody(caller)) {
      this.#put({ ...caller, waiting: false });
      return [{ kind: 'caller-taken', call }];
    }
    return caller.takenBy === undefined ? this.#separate(caller) : this.#taken(caller, caller.takenBy);
  }

  /** The call that a channel belongs to. */
  #of(uniqueid: string): Caller | undefined {
    return this.#callers.get(this.callOf(uniqueid));
  }

  /** The call whose customer is on that channel. */
  #on(uniqueid: string): Caller | undefined {
    const caller = this.#of(uniqueid);
    return caller?.customer.uniqueid === uniqueid ? caller : undefined;
  }

  #put(caller: Caller): void {
    const before = this.#callers.get(caller.call);
    if (before !== undefined) this.#calls.delete(before.customer.uniqueid);
    this.#callers.set(caller.call, caller);
    this.#calls.set(caller.customer.uniqueid, caller.call);
  }

  #meet(caller: Caller, met: AgentEnd): Facts {
    const { call, with: known } = caller;
    if (known?.agent === met.agent && known.channel.uniqueid === met.channel.uniqueid) return NOTHING;
    this.#put({ ...caller, ...ALONE, with: met });
    return [{ kind: 'call-connected', call, agent: met.agent, agentChannel: met.channel }];
  }

  /** The agent is with its caller no more, for a reason that shows later, or is known. */
  #part(caller: Caller): void {
    if (caller.departure === undefined) return this.#options.lookAgain(caller.call);
    this.#put({ ...caller, with: undefined, departure: { ...caller.departure, left: caller.with?.agent } });
  }

  #separate(caller: Caller): Facts {
    if (caller.with === undefined) return NOTHING;
    this.#put({ ...caller, with: undefined });
    return [{ kind: 'call-separated', call: caller.call, agent: caller.with.agent }];
  }

  #taken(caller: Caller, by: Channel): Facts {
    const { channels, lookAgain } = this.#options;
    if (
      channels.get(by.uniqueid) !== undefined &&
      !channels.together(by.uniqueid, caller.customer.uniqueid)
    ) {
      lookAgain(caller.call);
      return NOTHING;
    }
    this.#put({ ...caller, takenBy: undefined });
    return [{ kind: 'parked-call-taken', call: caller.call, by: numberOf(by) }];
  }

  #with(agentChannel: string): readonly Caller[] {
    return [...this.#callers.values()].filter((caller) => caller.with?.channel.uniqueid === agentChannel);
  }

  #hears({ customer }: Caller, end: AgentEnd): boolean {
    const met = this.#agentReachedBy(customer);
    return met?.agent === end.agent && met.channel.uniqueid === end.channel.uniqueid;
  }

  /** Whether the customer hears a phone or a trunk. Who is behind a Local channel of its own is not in its bridge. */
  #isWithSomebody({ call, customer }: Pick<Caller, 'call' | 'customer'>): boolean {
    const { channels, placedOn } = this.#options;
    if (channels.bridgeOf(customer.uniqueid) === undefined) return false;
    return channels
      .reachable(customer.uniqueid)
      .some((other) => !isLocal(other) && placedOn(other.uniqueid) !== call);
  }

  #agentReachedBy(customer: Channel): AgentEnd | undefined {
    for (const channel of this.#options.channels.reachable(customer.uniqueid)) {
      const agent = this.#options.agentOf(channel);
      if (agent !== undefined) return { agent, channel };
    }
    return undefined;
  }
}

function parkedIn(call: CallId, { lot, space }: ParkingSlot): TelephonyFact {
  return { kind: 'call-parked', call, slot: space, ours: lot === OWN_LOT };
}

/** `PJSIP/103-0000000a` → `103`. */
function numberOf({ name }: Channel): string {
  return deviceOf(name).replace(/^.*\/|@.*$/g, '');
}
