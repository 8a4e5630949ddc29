import type { AmiMessage } from '@openeccp/ami';
import {
  type AgentName,
  agentKind,
  type CallId,
  type Channel,
  type LiveCall,
  parseAgentName,
  type TelephonyFact,
} from '@openeccp/core';
import { type AgentContexts, agentOfInterface, deviceOf } from './agent-interfaces.js';
import { ChannelMap } from './channel-map.js';
import { Memberships } from './memberships.js';
import { type Originated, Originations } from './originations.js';

/** A caller of a queue, from its first join to the end of its channel. */
interface Caller {
  readonly call: CallId;
  readonly customer: Channel;
  readonly queue: string;
  readonly phone: string;
  /** Whom it is talking to, as last reported. */
  readonly with: { readonly agent: AgentName; readonly channel: Channel } | undefined;
  readonly slot: string | undefined;
}

/** What the model asks of whoever drives it, since it has no socket and no clock itself. */
export interface Errands {
  /** A login that was cancelled has got a channel after all. */
  readonly hangUp: (channel: Channel) => void;
  /**
   * Asks for {@link AsteriskModel.settle} when Asterisk has had time to finish what it does with this call. While it
   * joins two bridges into one, or carries a customer into the parking lot, its events come from several threads
   * and neither their order nor the state between them says anything.
   */
  readonly lookAgain: (call: CallId) => void;
}

/** Which names are agents, for telling a callback agent's phone from any other. */
export type IsAgent = (name: AgentName) => boolean;

const UNKNOWN = '<unknown>';
const NOTHING: readonly TelephonyFact[] = [];

/**
 * The one place that knows Asterisk: takes its events, of every version, and answers with facts that mean the
 * same in all of them. No socket and no clock.
 */
export class AsteriskModel {
  readonly #contexts: AgentContexts;
  readonly #isAgent: IsAgent;
  readonly #channels = new ChannelMap();
  readonly #memberships = new Memberships();
  readonly #callers = new Map<string, Caller>();
  /** Login lines of pool agents by uniqueid. */
  readonly #lines = new Map<string, AgentName>();
  readonly #originations = new Originations();
  /** Channels that are to be hung up: what their dial plan still does means nothing. */
  readonly #ending = new Set<string>();
  readonly #errands: Errands;

  constructor(contexts: AgentContexts, isAgent: IsAgent, errands: Errands) {
    this.#contexts = contexts;
    this.#isAgent = isAgent;
    this.#errands = errands;
  }

  get channels(): ChannelMap {
    return this.#channels;
  }
  get memberships(): Memberships {
    return this.#memberships;
  }
  get lines(): ReadonlyMap<string, AgentName> {
    return this.#lines;
  }

  /** Forgets everything; a snapshot follows. Logins under way are kept, so that they can be cancelled. */
  reset(): void {
    this.#channels.clear();
    this.#memberships.clear();
    this.#callers.clear();
    this.#lines.clear();
    this.#ending.clear();
    this.#originations.reset();
  }

  /** Remembers what an Originate is for until its `OriginateResponse`. */
  expect(actionId: string, originated: Originated): void {
    this.#originations.expect(actionId, originated);
  }

  /** The Originate did not come about; no `OriginateResponse` will follow. */
  forget(actionId: string): void {
    this.#originations.delete(actionId);
  }

  /** Takes one event. Unknown events and missing fields are no facts. */
  apply(event: AmiMessage): readonly TelephonyFact[] {
    switch (event.name) {
      case 'Newchannel':
      case 'Rename':
        return this.#named(event);
      case 'HangupRequest':
      case 'SoftHangupRequest': {
        const uniqueid = event.get('Uniqueid') ?? '';
        if (this.#channels.get(uniqueid) !== undefined) this.#ending.add(uniqueid);
        return NOTHING;
      }
      case 'Hangup':
        return this.#hangup(event);
      case 'BridgeEnter':
        return this.#bridgeEnter(event);
      case 'BridgeLeave':
        return this.#bridgeLeave(event);
      case 'BridgeDestroy':
        this.#channels.destroy(event.get('BridgeUniqueid') ?? '');
        return NOTHING;
      case 'AgentLogin':
      case 'Agentlogin':
        return this.#agentLogin(event);
      case 'AgentLogoff':
      case 'Agentlogoff':
        return this.#agentLogoff(event);
      case 'QueueMemberAdded':
      case 'QueueMemberStatus':
      case 'QueueMemberPause':
      case 'QueueMemberPaused':
        return this.#member(event);
      case 'QueueMemberRemoved':
        return this.#memberRemoved(event);
      case 'QueueCallerJoin':
        return this.#callerJoin(event);
      case 'QueueCallerAbandon':
        return this.#ofCaller(event.get('Uniqueid'), ({ call }) => [{ kind: 'caller-gave-up', call }]);
      case 'ParkedCall':
        return this.#parked(event);
      case 'UnParkedCall':
        return this.#ofCaller(event.get('ParkeeUniqueid'), (caller) => this.#setSlot(caller, undefined));
      case 'ParkedCallTimeOut':
        return this.#ofCaller(event.get('ParkeeUniqueid'), (caller) => {
          this.#setSlot(caller, undefined);
          return [{ kind: 'park-expired', call: caller.call }];
        });
      case 'OriginateResponse':
        return this.#originateResponse(event);
      default:
        return NOTHING;
    }
  }

  /** Takes over a channel that a list action showed. */
  adoptChannel(
    channel: Channel,
    bridge: { readonly id: string; readonly holding: boolean } | undefined,
  ): void {
    this.#channels.add(channel);
    if (bridge !== undefined && !bridge.holding) this.#channels.enter(channel.uniqueid, bridge.id);
  }

  /** All channels have been adopted: a login whose channel is not among them came to nothing meanwhile. */
  forgetLostLogins(): void {
    this.#originations.keepLogins((uniqueid) => this.#channels.get(uniqueid) !== undefined);
  }

  adoptLine(agent: AgentName, channel: Channel): void {
    this.#lines.set(channel.uniqueid, agent);
  }

  /** Takes over a caller that a list action showed in a queue, and says where it stands. */
  adoptCaller(
    customer: Channel,
    detail: { readonly queue: string; readonly phone: string; readonly slot: string | undefined },
    waiting: boolean,
  ): LiveCall {
    const talking = this.#agentReachedBy(customer.uniqueid);
    const { queue, phone, slot } = detail;
    const call = customer.uniqueid as CallId;
    this.#callers.set(customer.uniqueid, { call, customer, queue, phone, slot, with: talking });
    const base = { call, queue, phone, customer };
    if (slot !== undefined) return { ...base, state: { kind: 'parked', slot } };
    if (talking !== undefined) {
      return { ...base, state: { kind: 'talking', agent: talking.agent, agentChannel: talking.channel } };
    }
    return { ...base, state: { kind: waiting ? 'waiting' : 'elsewhere' } };
  }

  /**
   * Ends the watch over a login and answers with its channel. Where Asterisk has not made one yet, it is asked to
   * hang it up as soon as it does.
   */
  dropLogin(agent: AgentName, attempt: number): Channel | undefined {
    const uniqueid = this.#originations.cancelLogin(agent, attempt);
    return uniqueid === undefined ? undefined : this.#channels.get(uniqueid);
  }

  /** Says where a call stands, if that is not what was said last. */
  settle(call: CallId): readonly TelephonyFact[] {
    const caller = this.#callers.get(call);
    if (caller === undefined) return NOTHING;
    const met = this.#agentReachedBy(call);
    return met === undefined ? this.#separate(caller) : this.#meet(caller, met);
  }

  #named(event: AmiMessage): readonly TelephonyFact[] {
    const uniqueid = event.get('Uniqueid');
    const name = event.get('Newname') ?? event.get('Channel');
    if (uniqueid === undefined || name === undefined) return NOTHING;
    this.#channels.rename({ uniqueid, name });
    if (this.#originations.loginOn(uniqueid)?.login.cancelled) this.#errands.hangUp({ uniqueid, name });
    return NOTHING;
  }

  #hangup(event: AmiMessage): readonly TelephonyFact[] {
    const uniqueid = event.get('Uniqueid') ?? '';
    this.#channels.remove(uniqueid);
    this.#ending.delete(uniqueid);
    const facts: TelephonyFact[] = [];
    const line = this.#lines.get(uniqueid);
    if (line !== undefined) {
      // `AgentLogoff` comes first; this is for the case that it never came.
      this.#lines.delete(uniqueid);
      facts.push({ kind: 'agent-out', agent: line, channel: { uniqueid, name: event.get('Channel') ?? '' } });
    }
    const found = this.#originations.loginOn(uniqueid);
    if (found !== undefined) facts.push(...this.#endLogin(found.actionId, found.login));
    const caller = this.#callers.get(uniqueid);
    if (caller !== undefined) {
      this.#callers.delete(uniqueid);
      facts.push({ kind: 'call-ended', call: caller.call });
    }
    for (const { call } of this.#callersWith(uniqueid)) this.#errands.lookAgain(call);
    return facts;
  }

  #endLogin(actionId: string, login: Originated & { readonly kind: 'login' }): readonly TelephonyFact[] {
    this.#originations.delete(actionId);
    const { agent, attempt, cancelled } = login;
    return cancelled ? NOTHING : [{ kind: 'login-ended', agent, attempt }];
  }

  #bridgeEnter(event: AmiMessage): readonly TelephonyFact[] {
    const uniqueid = event.get('Uniqueid') ?? '';
    const bridge = event.get('BridgeUniqueid') ?? '';
    if (event.get('BridgeTechnology') === 'holding_bridge') {
      // Nobody hears anybody in a holding bridge.
      this.#channels.leave(uniqueid);
      return NOTHING;
    }
    if (this.#channels.get(uniqueid) === undefined) {
      this.#channels.add({ uniqueid, name: event.get('Channel') ?? '' });
    }
    this.#channels.enter(uniqueid, bridge);
    return this.#connections(uniqueid);
  }

  /** Only who leaves first tells why a bridge ends: the agent left its caller, or it is the customer who went away. */
  #bridgeLeave(event: AmiMessage): readonly TelephonyFact[] {
    const uniqueid = event.get('Uniqueid') ?? '';
    const bridge = event.get('BridgeUniqueid');
    const facts: TelephonyFact[] = [];
    for (const caller of this.#callersWith(uniqueid)) {
      if (this.#channels.together(uniqueid, caller.customer.uniqueid)) facts.push(...this.#separate(caller));
      else this.#errands.lookAgain(caller.call);
    }
    this.#channels.leave(uniqueid, bridge);
    return facts;
  }

  /** Who has met whom now that this channel is where it is. */
  #connections(uniqueid: string): readonly TelephonyFact[] {
    const facts: TelephonyFact[] = [];
    const around = [uniqueid, ...this.#channels.reachable(uniqueid).map((channel) => channel.uniqueid)];
    for (const candidate of around) {
      const caller = this.#callers.get(candidate);
      const met = caller && this.#agentReachedBy(candidate);
      if (caller === undefined || met === undefined) continue;
      // A Local channel between them vanishes within milliseconds, and whoever hangs up or parks meanwhile loses the call.
      if (this.#channels.together(candidate, met.channel.uniqueid)) facts.push(...this.#meet(caller, met));
      else this.#errands.lookAgain(caller.call);
    }
    return facts;
  }

  #meet(caller: Caller, met: NonNullable<Caller['with']>): readonly TelephonyFact[] {
    const { call } = caller;
    if (caller.with?.agent === met.agent && caller.with.channel.uniqueid === met.channel.uniqueid)
      return NOTHING;
    this.#callers.set(call, { ...caller, with: met, slot: undefined });
    return [{ kind: 'call-connected', call, agent: met.agent, agentChannel: met.channel }];
  }

  #separate(caller: Caller): readonly TelephonyFact[] {
    if (caller.with === undefined) return NOTHING;
    this.#callers.set(caller.call, { ...caller, with: undefined });
    return [{ kind: 'call-separated', call: caller.call, agent: caller.with.agent }];
  }

  #callersWith(agentChannel: string): readonly Caller[] {
    return [...this.#callers.values()].filter((caller) => caller.with?.channel.uniqueid === agentChannel);
  }

  #agentReachedBy(customer: string): Caller['with'] {
    for (const channel of this.#channels.reachable(customer)) {
      const agent = this.#agentOf(channel);
      if (agent !== undefined) return { agent, channel };
    }
    return undefined;
  }

  /** A pool agent is its login line, a callback agent any channel of its device. */
  #agentOf(channel: Channel): AgentName | undefined {
    const line = this.#lines.get(channel.uniqueid);
    if (line !== undefined) return line;
    if (channel.name.startsWith('Local/')) return undefined;
    const device = parseAgentName(deviceOf(channel.name));
    return device !== undefined && agentKind(device) === 'callback' && this.#isAgent(device)
      ? device
      : undefined;
  }

  #agentLogin(event: AmiMessage): readonly TelephonyFact[] {
    const agent = parseAgentName(`Agent/${event.get('Agent') ?? ''}`);
    const channel = channelOf(event);
    if (agent === undefined) return NOTHING;
    // A phone that is hung up during the greeting is logged in and off again in the same millisecond.
    if (channel !== undefined && this.#isEnding(channel.uniqueid)) return NOTHING;
    if (channel !== undefined) this.#lines.set(channel.uniqueid, agent);
    this.#originations.deleteLoginsOf(agent);
    return [{ kind: 'agent-in', agent, channel }];
  }

  #isEnding(uniqueid: string): boolean {
    return this.#ending.has(uniqueid) || this.#originations.loginOn(uniqueid)?.login.cancelled === true;
  }

  #agentLogoff(event: AmiMessage): readonly TelephonyFact[] {
    const agent = parseAgentName(`Agent/${event.get('Agent') ?? ''}`);
    const channel = channelOf(event);
    if (agent === undefined) return NOTHING;
    if (channel !== undefined && !this.#lines.delete(channel.uniqueid)) return NOTHING;
    return [{ kind: 'agent-out', agent, channel }];
  }

  #member(event: AmiMessage): readonly TelephonyFact[] {
    const agent = this.#memberAgent(event);
    const queue = event.get('Queue');
    if (agent === undefined || queue === undefined) return NOTHING;
    return this.#memberships.put(agent, queue, { paused: event.get('Paused') === '1' });
  }

  #memberRemoved(event: AmiMessage): readonly TelephonyFact[] {
    const agent = this.#memberAgent(event);
    return agent === undefined ? NOTHING : this.#memberships.remove(agent, event.get('Queue') ?? '');
  }

  #memberAgent(event: AmiMessage): AgentName | undefined {
    return agentOfInterface(event.get('Interface') ?? event.get('Location') ?? '', this.#contexts);
  }

  #callerJoin(event: AmiMessage): readonly TelephonyFact[] {
    const customer = channelOf(event);
    const queue = event.get('Queue');
    if (customer === undefined || queue === undefined) return NOTHING;
    const call = customer.uniqueid as CallId;
    const phone = known(event.get('CallerIDNum')) ?? '';
    this.#channels.rename(customer);
    this.#callers.set(customer.uniqueid, { call, customer, queue, phone, with: undefined, slot: undefined });
    return [{ kind: 'caller-joined', call, queue, phone, customer }];
  }

  #parked(event: AmiMessage): readonly TelephonyFact[] {
    const slot = event.get('ParkingSpace');
    if (slot === undefined) return NOTHING;
    return this.#ofCaller(event.get('ParkeeUniqueid'), (caller) => {
      this.#setSlot({ ...caller, with: undefined }, slot);
      return [{ kind: 'call-parked', call: caller.call, slot }];
    });
  }

  #setSlot(caller: Caller, slot: string | undefined): readonly TelephonyFact[] {
    this.#callers.set(caller.customer.uniqueid, { ...caller, slot });
    return NOTHING;
  }

  #ofCaller(
    uniqueid: string | undefined,
    facts: (caller: Caller) => readonly TelephonyFact[],
  ): readonly TelephonyFact[] {
    const caller = this.#callers.get(uniqueid ?? '');
    return caller === undefined ? NOTHING : facts(caller);
  }

  #originateResponse(event: AmiMessage): readonly TelephonyFact[] {
    const actionId = event.get('ActionID') ?? '';
    const one = this.#originations.get(actionId);
    if (one === undefined) return NOTHING;
    const succeeded = event.get('Response') === 'Success';
    switch (one.kind) {
      case 'login': {
        const channel = channelOf(event);
        if (!succeeded || channel === undefined) return this.#endLogin(actionId, one);
        // Kept until the agent is in or the channel ends: a hang-up in between ends the login.
        this.#originations.expect(actionId, { ...one, uniqueid: channel.uniqueid });
        if (!one.cancelled) {
          return [{ kind: 'phone-answered', agent: one.agent, attempt: one.attempt, channel }];
        }
        this.#errands.hangUp(channel);
        return NOTHING;
      }
      case 'retrieval':
        this.#originations.delete(actionId);
        return succeeded ? NOTHING : [{ kind: 'retrieval-failed', call: one.call, attempt: one.attempt }];
    }
  }
}

function channelOf(event: AmiMessage): Channel | undefined {
  const uniqueid = known(event.get('Uniqueid'));
  const name = known(event.get('Channel'));
  return uniqueid === undefined || name === undefined ? undefined : { uniqueid, name };
}

function known(value: string | undefined): string | undefined {
  return value === undefined || value === '' || value === UNKNOWN ? undefined : value;
}
