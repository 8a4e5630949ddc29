import type { AmiMessage } from '@openeccp/ami';
import {
  type AgentName,
  agentKind,
  type Call,
  type CallId,
  type Channel,
  deviceOf,
  parseAgentName,
  type TelephonyFact,
} from '@openeccp/core';
import type { AgentContexts } from './agent-interfaces.js';
import { CallerMoves } from './caller-moves.js';
import { Callers } from './callers.js';
import { ChannelMap, isLocal } from './channel-map.js';
import { channelOf, known } from './channel-of.js';
import { Consultations, consultationLeg } from './consultations.js';
import { Memberships, memberOf } from './memberships.js';
import { Originations } from './originations.js';
import { OutgoingCalls } from './outgoing-calls.js';
import { slotOf } from './parking-lots.js';
import { PoolLines } from './pool-lines.js';
import { Recordings } from './recordings.js';
import { WantedRedirects } from './wanted-redirects.js';

/** What the model asks of whoever drives it, since it has no socket and no clock itself. */
export interface Errands {
  /** What was cancelled has got a channel after all, or a channel outlives its far end. */
  readonly hangUp: (channel: Channel) => void;
  /** Asks for {@link AsteriskModel.settle} in a moment; Asterisk is in the middle of something. */
  readonly lookAgain: (call: CallId) => void;
  /** Asks for {@link Recordings.read} with the file that a channel is recorded to. */
  readonly readRecording: (channel: Channel) => void;
}

/** Which names are agents, for telling a callback agent's phone from any other. */
export type IsAgent = (name: AgentName) => boolean;

const NOTHING: readonly TelephonyFact[] = [];

/**
 * The one place that knows Asterisk: takes its events, of every version, and answers with facts that mean the
 * same in all of them. No socket and no clock.
 */
export class AsteriskModel {
  readonly #contexts: AgentContexts;
  readonly #isAgent: IsAgent;
  readonly channels: ChannelMap = new ChannelMap();
  readonly memberships: Memberships;
  readonly callers: Callers;
  readonly callerMoves: CallerMoves;
  readonly originations: Originations = new Originations();
  readonly redirects: WantedRedirects = new WantedRedirects();
  readonly lines: PoolLines;
  readonly consultations: Consultations;
  readonly outgoing: OutgoingCalls;
  readonly recordings: Recordings;
  readonly #errands: Errands;

  constructor(contexts: AgentContexts, isAgent: IsAgent, errands: Errands) {
    this.#contexts = contexts;
    this.#isAgent = isAgent;
    this.memberships = new Memberships(contexts);
    this.#errands = errands;
    this.lines = new PoolLines(this.channels, this.originations, errands.hangUp);
    const placedOn = (uniqueid: string): CallId | undefined => this.outgoing.callOf(uniqueid);
    this.callers = new Callers(placedOn);
    this.callerMoves = new CallerMoves({
      callers: this.callers,
      channels: this.channels,
      placedOn,
      agentOf: (channel) => this.#agentOf(channel),
      isConsultedFor: (call) => this.consultations.isFor(call),
      lookAgain: errands.lookAgain,
    });
    this.consultations = new Consultations({
      channels: this.channels,
      isOnLine: (agent) => this.lines.has(agent),
      customerOf: (call) => this.callers.customerOf(call),
      hangUp: errands.hangUp,
    });
    const calls = { channels: this.channels, callers: this.callers };
    this.outgoing = new OutgoingCalls({ ...calls, callerMoves: this.callerMoves, ...errands });
    this.recordings = new Recordings({ ...calls, outgoing: this.outgoing, ...errands });
  }

  /** How much it remembers of channels, calls and Originates; nothing when none of these is left. */
  get size(): number {
    const calls = [this.callers, this.outgoing, this.consultations, this.originations, this.redirects];
    const parts = [...calls, this.lines, this.channels, this.recordings, this.memberships];
    return parts.reduce((sum, { size }) => sum + size, 0);
  }

  /**
   * Forgets everything that lists will show; a snapshot follows. Calls and consultations are kept, of which it says what
   * became of them, and logins under way, so that they can be cancelled.
   */
  reset(): void {
    this.channels.clear();
    this.memberships.clear();
    this.lines.clear();
    this.originations.reset();
  }

  /** Takes over what the server before this one knew of these calls. A snapshot follows and says how they stand. */
  resume(calls: Iterable<Call>): void {
    for (const { id, origin, customer, queue, phone, phase } of calls) {
      const isThere = phase.kind !== 'placing' || phase.stage === 'answered';
      if (origin.kind === 'outgoing') this.outgoing.resume(id, customer, isThere);
      if (isThere) this.callerMoves.adopt({ call: id, customer, queue, phone, slot: undefined }, false);
      if (phase.kind !== 'consulting') continue;
      const { agent, attempt, agentChannel, stage } = phase;
      const leg = agentKind(agent) === 'pool' ? consultationLeg(id, attempt) : agentChannel.uniqueid;
      this.consultations.resume({ call: id, attempt, agent, leg }, stage);
    }
  }

  /** Takes one event. Unknown events and missing fields are no facts. */
  apply(event: AmiMessage): readonly TelephonyFact[] {
    switch (event.name) {
      case 'Newchannel':
      case 'Rename':
        return this.#named(event);
      case 'HangupRequest':
        this.channels.end(event.get('Uniqueid') ?? '', 'far-end');
        return NOTHING;
      case 'SoftHangupRequest':
        this.channels.end(event.get('Uniqueid') ?? '', 'anybody');
        return NOTHING;
      case 'Hangup':
        return this.#hangup(event);
      case 'DialBegin':
        return this.#dialBegin(event);
      case 'DialEnd':
        return this.#dialEnd(event);
      case 'BridgeEnter':
        return this.#bridgeEnter(event);
      case 'AttendedTransfer':
        return this.#putThrough(event);
      case 'BridgeLeave':
        return this.#bridgeLeave(event);
      case 'BridgeDestroy':
        this.channels.destroy(event.get('BridgeUniqueid') ?? '');
        return NOTHING;
      case 'AgentLogin':
      case 'Agentlogin':
        return this.lines.loggedIn(event);
      case 'AgentLogoff':
      case 'Agentlogoff':
        return this.lines.loggedOff(event);
      case 'QueueMemberAdded':
      case 'QueueMemberStatus':
      case 'QueueMemberPause':
      case 'QueueMemberPaused':
        return this.memberships.changed(event);
      case 'QueueMemberRemoved':
        return this.memberships.removed(event);
      case 'AgentCalled':
        return this.#agentCalled(event);
      case 'QueueCallerJoin':
        return this.#callerJoin(event);
      case 'QueueCallerAbandon':
        return this.callerMoves.gaveUp(event.get('Uniqueid') ?? '');
      case 'ParkedCall':
      // A phone has parked its own end and then put the customer in its place.
      case 'ParkedCallSwap':
        return this.callerMoves.parked(event.get('ParkeeUniqueid') ?? '', slotOf(event));
      case 'UnParkedCall':
        this.callerMoves.unparked(event.get('ParkeeUniqueid') ?? '', channelOf(event, 'Retriever'));
        return NOTHING;
      case 'ParkedCallTimeOut':
        return this.callerMoves.parkExpired(event.get('ParkeeUniqueid') ?? '');
      case 'OriginateResponse':
        return this.#originateResponse(event);
      case 'MixMonitorStart': {
        const channel = channelOf(event);
        if (channel !== undefined) this.recordings.begins(channel);
        return NOTHING;
      }
      default:
        return NOTHING;
    }
  }

  /** Says where a call stands, if that is not what was said last. */
  settle(call: CallId): readonly TelephonyFact[] {
    const facts = this.callerMoves.settle(call);
    for (const { kind } of facts) if (kind === 'parked-call-taken') this.callOffRetrieval(call);
    return this.#heed([...this.outgoing.settle(call), ...facts]);
  }

  /** Takes an event that was missed, after others that were to come later: a caller may have met its agent already. */
  catchUp(event: AmiMessage): readonly TelephonyFact[] {
    const facts = this.apply(event);
    return [...facts, ...this.#heed(this.callerMoves.entered(event.get('Uniqueid') ?? ''))];
  }

  #named(event: AmiMessage): readonly TelephonyFact[] {
    const uniqueid = event.get('Uniqueid');
    const name = event.get('Newname') ?? event.get('Channel');
    if (uniqueid === undefined || name === undefined) return NOTHING;
    this.channels.rename({ uniqueid, name });
    if (this.originations.isUnwanted(uniqueid)) this.#errands.hangUp({ uniqueid, name });
    this.consultations.appeared(uniqueid);
    this.outgoing.named({ uniqueid, name });
    return NOTHING;
  }

  #hangup(event: AmiMessage): readonly TelephonyFact[] {
    const uniqueid = event.get('Uniqueid') ?? '';
    this.channels.remove(uniqueid);
    this.recordings.hungUp(uniqueid);
    const calls = this.callerMoves.hungUp(uniqueid);
    for (const fact of calls) if (fact.kind === 'call-ended') this.callOffRetrieval(fact.call);
    return [
      ...this.memberships.over(uniqueid),
      ...this.lines.hungUp(uniqueid, event.get('Channel') ?? ''),
      ...calls,
      ...this.consultations.settle(),
      ...this.outgoing.hungUp(uniqueid, Number(event.get('Cause') ?? 0), event.get('Cause-txt') ?? ''),
    ];
  }

  /** The agent's phone need not ring any longer for a customer who is on hold no more. */
  callOffRetrieval(call: CallId): void {
    const uniqueid = this.originations.cancelRetrieval(call);
    const channel = uniqueid === undefined ? undefined : this.channels.get(uniqueid);
    if (channel !== undefined) this.#errands.hangUp(channel);
  }

  #dialBegin(event: AmiMessage): readonly TelephonyFact[] {
    const dialled = channelOf(event, 'Dest');
    this.consultations.dialled(event.get('Uniqueid') ?? '', dialled);
    return dialled === undefined ? NOTHING : this.outgoing.dialBegins(dialled, channelOf(event));
  }

  #dialEnd(event: AmiMessage): readonly TelephonyFact[] {
    const dialled = channelOf(event, 'Dest');
    if (dialled === undefined) return NOTHING;
    const over = this.memberships.over(dialled.uniqueid);
    return event.get('DialStatus') === 'ANSWER' ? [...over, ...this.outgoing.dialAnswered(dialled)] : over;
  }

  #bridgeEnter(event: AmiMessage): readonly TelephonyFact[] {
    const channel = channelOf(event);
    const bridge = event.get('BridgeUniqueid');
    if (channel === undefined || bridge === undefined) return NOTHING;
    const { uniqueid } = channel;
    if (event.get('BridgeTechnology') === 'holding_bridge') {
      // Nobody hears anybody in a holding bridge.
      this.channels.waitsIn(uniqueid, bridge);
      if (event.get('Context') === this.#contexts.hold) this.callerMoves.waits(uniqueid);
      return NOTHING;
    }
    if (this.channels.isDead(uniqueid)) {
      // `Bridge` took it in the millisecond in which it hung up. Nobody else would ever end it.
      this.#errands.hangUp(channel);
      return NOTHING;
    }
    if (this.channels.get(uniqueid) === undefined) this.channels.add(channel);
    this.channels.enter(uniqueid, bridge);
    const moved = this.callerMoves.swapped(channel, event.get('SwapUniqueid') ?? '');
    const heard = this.#heed([...moved, ...this.callerMoves.entered(uniqueid)]);
    return [...this.consultations.settle(), ...heard];
  }

  /** A phone that has called for somebody else puts that one through, who is in the call in its place from now on. */
  #putThrough(event: AmiMessage): readonly TelephonyFact[] {
    const transferee = channelOf(event, 'Transferee');
    const call = this.callers.on(event.get('SecondTransfererUniqueid') ?? '')?.call;
    if (event.get('Result') !== 'Success' || transferee === undefined || call === undefined) return NOTHING;
    return this.#heed(this.callerMoves.moved(call, transferee));
  }

  /** An agent who is with its customer again consults nobody any more. */
  #heed(facts: readonly TelephonyFact[]): readonly TelephonyFact[] {
    return facts.flatMap((fact) =>
      fact.kind === 'call-connected' ? [...this.consultations.met(fact.call, fact.agent), fact] : [fact],
    );
  }

  #bridgeLeave(event: AmiMessage): readonly TelephonyFact[] {
    const uniqueid = event.get('Uniqueid') ?? '';
    const bridge = event.get('BridgeUniqueid') ?? '';
    // A channel that is swapped may have entered the next bridge already.
    if (!this.channels.isIn(uniqueid, bridge)) {
      this.callerMoves.strayed(uniqueid);
      return NOTHING;
    }
    const facts = this.callerMoves.leaving(uniqueid);
    this.channels.leave(uniqueid);
    return facts;
  }

  /** A pool agent is its login line, a callback agent any channel of its device. */
  #agentOf(channel: Channel): AgentName | undefined {
    const line = this.lines.agentOn(channel.uniqueid);
    // A customer's number may be an agent's phone.
    if (line !== undefined || isLocal(channel) || this.outgoing.callOf(channel.uniqueid) !== undefined)
      return line;
    const device = parseAgentName(deviceOf(channel.name));
    const isAgent = device !== undefined && agentKind(device) === 'callback' && this.#isAgent(device);
    return isAgent ? device : undefined;
  }

  #agentCalled(event: AmiMessage): readonly TelephonyFact[] {
    const agent = memberOf(event, this.#contexts);
    const leg = channelOf(event, 'Dest');
    if (agent === undefined || leg === undefined || this.channels.get(leg.uniqueid) === undefined)
      return NOTHING;
    return this.memberships.called(agent, leg.uniqueid);
  }

  #callerJoin(event: AmiMessage): readonly TelephonyFact[] {
    const customer = channelOf(event);
    const queue = event.get('Queue');
    if (customer === undefined || queue === undefined) return NOTHING;
    // Whom an agent has consulted may be a queue; whoever waits there is the agent, or a customer that is known.
    if (this.channels.isKept(customer.uniqueid)) return NOTHING;
    this.channels.rename(customer);
    // Of its channel nothing may have been heard yet.
    this.outgoing.named(customer);
    const answered = this.outgoing.joins(customer.uniqueid);
    const joined = this.callerMoves.join(customer, queue, known(event.get('CallerIDNum')) ?? '');
    this.recordings.joins(customer);
    return [...answered, ...joined];
  }

  #originateResponse(event: AmiMessage): readonly TelephonyFact[] {
    const succeeded = event.get('Response') === 'Success';
    const call = this.outgoing.callOf(event.get('Uniqueid') ?? '');
    if (call !== undefined) {
      const channel = succeeded ? channelOf(event) : undefined;
      return this.outgoing.originated(call, channel, event.get('Reason') ?? '');
    }
    const actionId = event.get('ActionID') ?? '';
    const one = this.originations.get(actionId);
    if (one === undefined) return NOTHING;
    switch (one.kind) {
      case 'login':
        return this.lines.originated(actionId, one, succeeded ? channelOf(event) : undefined);
      case 'retrieval':
        this.originations.delete(actionId);
        if (succeeded || one.cancelled) return NOTHING;
        return [{ kind: 'retrieval-failed', call: one.call, attempt: one.attempt }];
      case 'consultation':
        this.originations.delete(actionId);
        return succeeded ? NOTHING : this.consultations.failed(one.leg);
      case 'return':
        this.originations.delete(actionId);
        return succeeded ? NOTHING : [{ kind: 'return-failed', call: one.call, attempt: one.attempt }];
    }
  }
}
