import type { AmiMessage } from '@openeccp/ami';
import {
  type AgentName,
  agentKind,
  type CallId,
  type Channel,
  deviceOf,
  type LiveCall,
  parseAgentName,
  type TelephonyFact,
} from '@openeccp/core';
import { type AgentContexts, agentOfInterface } from './agent-interfaces.js';
import { type CallerDetail, Callers } from './callers.js';
import { ChannelMap } from './channel-map.js';
import { Memberships, membershipOf } from './memberships.js';
import { type Originated, Originations } from './originations.js';

/** What the model asks of whoever drives it, since it has no socket and no clock itself. */
export interface Errands {
  /** A login that was cancelled has got a channel after all. */
  readonly hangUp: (channel: Channel) => void;
  /** Asks for {@link AsteriskModel.settle} in a moment; Asterisk is in the middle of something. */
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
  readonly #callers: Callers;
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
    this.#callers = new Callers({
      channels: this.#channels,
      agentOf: (channel) => this.#agentOf(channel),
      lookAgain: errands.lookAgain,
    });
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

  /** How much it remembers of channels, calls and Originates; nothing when none of these is left. */
  get size(): number {
    const own = this.#callers.size + this.#lines.size + this.#ending.size;
    return own + this.#channels.size + this.#originations.size;
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
        return this.#callers.gaveUp(event.get('Uniqueid') ?? '');
      case 'ParkedCall':
        return this.#callers.parked(event.get('ParkeeUniqueid') ?? '', event.get('ParkingSpace') ?? '');
      case 'UnParkedCall':
        this.#callers.unparked(event.get('ParkeeUniqueid') ?? '');
        return NOTHING;
      case 'ParkedCallTimeOut':
        return this.#callers.parkExpired(event.get('ParkeeUniqueid') ?? '');
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
  adoptCaller(customer: Channel, detail: CallerDetail, waiting: boolean): LiveCall {
    return this.#callers.adopt(customer, detail, waiting);
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
    return this.#callers.settle(call);
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
    facts.push(...this.#callers.hungUp(uniqueid));
    return facts;
  }

  #endLogin(actionId: string, login: Originated & { readonly kind: 'login' }): readonly TelephonyFact[] {
    this.#originations.delete(actionId);
    const { agent, attempt, cancelled } = login;
    return cancelled ? NOTHING : [{ kind: 'login-ended', agent, attempt }];
  }

  #bridgeEnter(event: AmiMessage): readonly TelephonyFact[] {
    const channel = channelOf(event);
    const bridge = event.get('BridgeUniqueid');
    if (channel === undefined || bridge === undefined) return NOTHING;
    const { uniqueid } = channel;
    if (event.get('BridgeTechnology') === 'holding_bridge') {
      // Nobody hears anybody in a holding bridge.
      this.#channels.leave(uniqueid);
      return NOTHING;
    }
    if (this.#channels.get(uniqueid) === undefined) this.#channels.add(channel);
    this.#channels.enter(uniqueid, bridge);
    return this.#callers.entered(uniqueid);
  }

  #bridgeLeave(event: AmiMessage): readonly TelephonyFact[] {
    const uniqueid = event.get('Uniqueid') ?? '';
    const bridge = event.get('BridgeUniqueid') ?? '';
    // A channel that is swapped may have entered the next bridge already.
    if (!this.#channels.isIn(uniqueid, bridge)) return NOTHING;
    const facts = this.#callers.leaving(uniqueid);
    this.#channels.leave(uniqueid);
    return facts;
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
    return this.#memberships.put(agent, queue, membershipOf(event));
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
    this.#channels.rename(customer);
    return this.#callers.join(customer, queue, known(event.get('CallerIDNum')) ?? '');
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
