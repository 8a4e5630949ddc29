import {
  type AgentName,
  type CallId,
  type Channel,
  deviceOf,
  type LiveCall,
  type TelephonyFact,
} from '@openeccp/core';
import type { AgentEnd, Caller, CallerDetail, Callers } from './callers.js';
import { type ChannelMap, isLocal } from './channel-map.js';
import { OWN_LOT, type ParkingSlot } from './parking-lots.js';

export interface CallerMovesOptions {
  readonly callers: Callers;
  readonly channels: ChannelMap;
  /** The call of ours that a channel is dialled for. */
  readonly placedOn: (uniqueid: string) => CallId | undefined;
  /** The agent at that end, if it is one's. */
  readonly agentOf: (channel: Channel) => AgentName | undefined;
  /** Whether its agent consults somebody while this customer waits. */
  readonly isConsultedFor: (call: CallId) => boolean;
  /**
   * Asks for {@link CallerMoves.settle} when Asterisk has had time to finish what it does with this call. While it joins
   * two bridges into one, or carries a customer into the parking lot, its events come from several threads and
   * neither their order nor the state between them says anything.
   */
  readonly lookAgain: (call: CallId) => void;
}

type Facts = readonly TelephonyFact[];

const NOTHING: Facts = [];

/** Of one who has just come. */
const ALONE = {
  waiting: false,
  with: undefined,
  slot: undefined,
  takenBy: undefined,
  inWaitingRoom: false,
  departure: undefined,
};

/** What callers do and what is done to them: keeps {@link Callers}, and says what is news. */
export class CallerMoves {
  readonly #options: CallerMovesOptions;
  readonly #callers: Callers;

  constructor(options: CallerMovesOptions) {
    this.#options = options;
    this.#callers = options.callers;
  }

  /** The customer of a call of ours is there. */
  answered(call: CallId, customer: Channel): Facts {
    this.#callers.put({ call, customer, queue: undefined, phone: '', ...ALONE });
    return [{ kind: 'call-answered', call, customer }, ...this.entered(customer.uniqueid)];
  }

  /** A channel joins a queue; it may be half of a Local one with the customer behind it. */
  join(channel: Channel, queue: string, phone: string): Facts {
    const call = this.#callers.callOf(channel.uniqueid);
    const known = this.#callers.get(call);
    // News of the past, which lists have overtaken: nobody who hears an agent joins a queue.
    if (known?.queue === queue && known.with !== undefined && this.#hears(known, known.with)) return NOTHING;
    const customer = this.#callers.customerOf(call) ?? channel;
    this.#callers.put({ call, customer, queue, phone, ...ALONE, waiting: true });
    return [{ kind: 'caller-joined', call, queue, phone, customer }];
  }

  /** Takes over a caller that a list action showed, and says where it stands. */
  adopt(detail: CallerDetail, waiting: boolean, inWaitingRoom: boolean = false): LiveCall {
    const { slot, ...base } = detail;
    const met = this.#agentReachedBy(base.customer);
    this.#callers.put({ ...base, ...ALONE, slot, with: met, waiting, inWaitingRoom });
    if (slot !== undefined)
      return { ...base, state: { kind: 'parked', slot: slot.space, ours: slot.lot === OWN_LOT } };
    if (met !== undefined) {
      return { ...base, state: { kind: 'talking', agent: met.agent, agentChannel: met.channel } };
    }
    if (waiting) return { ...base, state: { kind: 'waiting' } };
    const taken = this.#isWithSomebody(detail);
    return { ...base, state: { kind: 'elsewhere', taken, ...(inWaitingRoom ? { inWaitingRoom } : {}) } };
  }

  /** Callers of whom it was told that they talk to an agent, and who do not hear that agent any more. */
  get parted(): readonly { readonly customer: Channel; readonly agentEnd: Channel }[] {
    return [...this.#callers.all].flatMap((caller) => {
      const { customer, with: met } = caller;
      return met === undefined || this.#hears(caller, met) ? [] : [{ customer, agentEnd: met.channel }];
    });
  }

  /** The caller is about to be taken away from its agent: that they part is no news then. */
  depart(call: CallId): void {
    const caller = this.#callers.get(call);
    if (caller !== undefined) this.#callers.put({ ...caller, departure: { left: undefined, done: false } });
  }

  /** It was taken away. */
  departed(call: CallId): void {
    const caller = this.#callers.get(call);
    if (caller?.departure !== undefined)
      this.#callers.put({ ...caller, departure: { ...caller.departure, done: true } });
  }

  /** It was not taken away, or nobody has waited for that: that they part is news then. */
  stay(call: CallId): Facts {
    const caller = this.#callers.get(call);
    if (caller?.departure === undefined) return NOTHING;
    this.#callers.put({ ...caller, departure: undefined });
    if (caller.inWaitingRoom) this.#options.lookAgain(call);
    // What kept it from being taken away may be a park that was asked for before.
    if (caller.slot !== undefined) return [parkedIn(call, caller.slot)];
    const { left } = caller.departure;
    return left === undefined ? NOTHING : [{ kind: 'call-separated', call, agent: left }];
  }

  gaveUp(uniqueid: string): Facts {
    const caller = this.#callers.of(uniqueid);
    if (caller === undefined) return NOTHING;
    this.#callers.put({ ...caller, waiting: false });
    return [{ kind: 'caller-gave-up', call: caller.call }];
  }

  /** The customer is in the waiting room now: if it is known with whom it was and for whom it waits is seen when all is told. */
  waits(uniqueid: string): void {
    const caller = this.#callers.on(uniqueid);
    if (caller === undefined) return;
    this.#callers.put({ ...caller, inWaitingRoom: true });
    this.#options.lookAgain(caller.call);
  }

  parked(uniqueid: string, slot: ParkingSlot | undefined): Facts {
    const caller = this.#callers.of(uniqueid);
    if (caller === undefined || slot === undefined) return NOTHING;
    this.#callers.put({ ...caller, slot, waiting: false, takenBy: undefined, with: undefined });
    return [parkedIn(caller.call, slot)];
  }

  /** Somebody has taken the caller out of its slot; whether it is an agent shows when they have met. */
  unparked(uniqueid: string, takenBy: Channel | undefined): void {
    const caller = this.#callers.of(uniqueid);
    if (caller === undefined) return;
    this.#callers.put({ ...caller, slot: undefined, takenBy });
    if (takenBy !== undefined) this.#options.lookAgain(caller.call);
  }

  parkExpired(uniqueid: string): Facts {
    const caller = this.#callers.of(uniqueid);
    if (caller === undefined) return NOTHING;
    this.#callers.put({ ...caller, slot: undefined });
    return [{ kind: 'park-expired', call: caller.call, comesBack: caller.slot?.lot === OWN_LOT }];
  }

  /** The customer goes on on another channel. */
  moved(call: CallId, customer: Channel): Facts {
    const caller = this.#callers.get(call);
    if (caller === undefined || this.#callers.on(customer.uniqueid) !== undefined) return NOTHING;
    this.#callers.put({ ...caller, customer });
    return [{ kind: 'customer-moved', call, customer }, ...this.entered(customer.uniqueid)];
  }

  /** A channel takes the place of another in its bridge: the Local one with the customer behind it makes way. */
  swapped(channel: Channel, gone: string): Facts {
    const { channels, agentOf, placedOn } = this.#options;
    const caller = this.#callers.on(gone) ?? this.#callers.on(channels.twin(gone) ?? '');
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
      const caller = this.#callers.on(candidate);
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
    const customer = this.#callers.on(uniqueid);
    // What follows, mostly its end, says why: nothing that was to be looked at before may tell it sooner.
    if (customer?.with !== undefined && customer.departure === undefined)
      this.#options.lookAgain(customer.call);
    return this.#callers.metOn(uniqueid).flatMap((caller) => {
      // Only what happens in one bridge is told in its order.
      const isSeen = this.#options.channels.inOneBridge(uniqueid, caller.customer.uniqueid);
      if (isSeen && caller.departure === undefined) return this.#separate(caller);
      this.#part(caller);
      return NOTHING;
    });
  }

  /**
   * A channel has left a bridge in which it was not known to be: an agent has left its caller before, or been swapped, or a
   * customer has left the waiting room.
   */
  strayed(uniqueid: string): void {
    const customer = this.#callers.on(uniqueid);
    if (customer?.inWaitingRoom === true) this.#callers.put({ ...customer, inWaitingRoom: false });
    for (const caller of this.#callers.metOn(uniqueid)) {
      if (caller.with !== undefined && !this.#hears(caller, caller.with)) this.#part(caller);
    }
  }

  hungUp(uniqueid: string): Facts {
    for (const { call } of this.#callers.metOn(uniqueid)) this.#options.lookAgain(call);
    const caller = this.#callers.on(uniqueid);
    if (caller === undefined) return NOTHING;
    this.#callers.delete(caller);
    return [{ kind: 'call-ended', call: caller.call }];
  }

  /** Says where a call stands, if that is not what was said last. */
  settle(call: CallId): Facts {
    const caller = this.#callers.get(call);
    if (caller === undefined) return NOTHING;
    const met = this.#agentReachedBy(caller.customer);
    if (met !== undefined) return this.#meet(caller, met);
    if (caller.waiting && this.#isWithSomebody(caller)) {
      this.#callers.put({ ...caller, waiting: false });
      return [{ kind: 'caller-taken', call }];
    }
    const news = caller.takenBy === undefined ? this.#separate(caller) : this.#taken(caller, caller.takenBy);
    return this.#isStranded(caller) ? [...news, { kind: 'caller-in-waiting-room', call }] : news;
  }

  /** Whether it waits where nobody will look for it, and is not about to be taken from there. */
  #isStranded({ call, inWaitingRoom, customer, departure }: Caller): boolean {
    const { channels, isConsultedFor } = this.#options;
    if (!inWaitingRoom || departure !== undefined || isConsultedFor(call)) return false;
    return channels.bridgeOf(customer.uniqueid) === undefined;
  }

  #meet(caller: Caller, met: AgentEnd): Facts {
    const { call, with: known } = caller;
    if (known?.agent === met.agent && known.channel.uniqueid === met.channel.uniqueid) return NOTHING;
    this.#callers.put({ ...caller, ...ALONE, with: met });
    return [{ kind: 'call-connected', call, agent: met.agent, agentChannel: met.channel }];
  }

  /** The agent is with its caller no more, for a reason that shows later, or is known. */
  #part(caller: Caller): void {
    const { departure } = caller;
    if (departure === undefined) return this.#options.lookAgain(caller.call);
    this.#callers.put({ ...caller, with: undefined, departure: { ...departure, left: caller.with?.agent } });
  }

  #separate(caller: Caller): Facts {
    if (caller.with === undefined) return NOTHING;
    this.#callers.put({ ...caller, with: undefined });
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
    this.#callers.put({ ...caller, takenBy: undefined });
    return [{ kind: 'parked-call-taken', call: caller.call, by: numberOf(by) }];
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
