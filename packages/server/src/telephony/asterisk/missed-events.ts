import { AmiMessage } from '@openeccp/ami';
import {
  type AgentName,
  agentNumber,
  type CallId,
  type Channel,
  deviceOf,
  parseAgentName,
} from '@openeccp/core';
import { type AgentContexts, agentOfInterface, memberInterface } from './agent-interfaces.js';
import type { AsteriskModel } from './asterisk-model.js';
import { isLocal } from './channel-map.js';
import { channelOf, known } from './channel-of.js';
import { memberOf } from './memberships.js';
import { runsDialPlan } from './outgoing-attempt.js';
import { type ParkingSlot, slotOf } from './parking-lots.js';
import { isLoggedIn } from './snapshot.js';

/** What a look at Asterisk has shown. What costs more, or is seldom of use, is undefined where it was not asked for. */
export interface Sight {
  /** `CoreShowChannels`. */
  readonly channels: readonly AmiMessage[];
  /** `Agents`. */
  readonly agents: readonly AmiMessage[] | undefined;
  /** `ParkedCalls`. */
  readonly parked: readonly AmiMessage[] | undefined;
  /** Uniqueids of holding bridges, from `BridgeList`. */
  readonly holding: ReadonlySet<string> | undefined;
}

/** An event that must have been missed, for Asterisk is not as the model has it. */
export interface MissedEvent {
  readonly event: AmiMessage;
  /** The same in two looks that show the same. */
  readonly key: string;
  /** The channels or memberships in question: an event about one of them makes the look an old one. */
  readonly about: readonly string[];
}

/** What is known of a channel, by the list of all. */
interface Seen {
  readonly channel: Channel;
  readonly item: AmiMessage;
  /** The bridge in which it can be heard. */
  readonly bridge: string | undefined;
  /** Whether it waits in a bridge in which nobody is heard. */
  readonly waits: boolean;
}

type Seeing = ReadonlyMap<string, Seen>;

/**
 * The events that would turn what the model knows into what a look has shown, in an order in which Asterisk might have
 * sent them. Pure: the model is only read.
 */
export function missedEvents(
  model: AsteriskModel,
  sight: Sight,
  contexts: AgentContexts,
): readonly MissedEvent[] {
  const seen = seeing(model, sight);
  return [
    ...names(model, seen),
    ...outgoing(model, seen),
    ...logins(model, seen),
    ...lines(model, sight, seen),
    ...ringing(model, seen, contexts),
    ...leavings(model, seen),
    ...partings(model, seen),
    ...ends(model, seen),
    ...callers(model, seen),
    ...entries(model, seen),
    ...parking(model, sight, seen),
  ];
}

/**
 * The channels and memberships that an event is about. A queue with a busy phone tells every second that its caller
 * dials the member (`AgentCalled`, `DialBegin`, `AgentRingNoAnswer`): nothing is new of the caller by that, nor of the
 * membership, only of the channel that is dialled.
 */
export function subjectsOf(event: AmiMessage, contexts: AgentContexts): readonly string[] {
  const agent = event.name.startsWith('QueueMember') ? memberOf(event, contexts) : undefined;
  const membership = agent === undefined ? [] : [membershipKey(agent, event.get('Queue') ?? '')];
  const dials = known(event.get('DestUniqueid')) !== undefined;
  const fields = SUBJECTS.filter((field) => !dials || field !== 'Uniqueid');
  return [...fields.flatMap((field) => known(event.get(field)) ?? []), ...membership];
}

export function membershipKey(agent: AgentName, queue: string): string {
  return `${agent} in ${queue}`;
}

/** An event that nobody sent. */
export function missed(
  name: string,
  fields: Readonly<Record<string, string>>,
  about: readonly string[],
  detail: string = '',
): MissedEvent {
  const event = new AmiMessage([['Event', name], ...Object.entries(fields)]);
  return { event, about, key: [name, ...about, detail].join(' ') };
}

const SUBJECTS = ['Uniqueid', 'DestUniqueid', 'SwapUniqueid', 'ParkeeUniqueid'];

function seeing(model: AsteriskModel, { channels, holding }: Sight): Seeing {
  const seen = new Map<string, Seen>();
  for (const item of channels) {
    const channel = channelOf(item);
    if (channel === undefined) continue;
    const bridge = known(item.get('BridgeId'));
    const waits = bridge !== undefined && (holding?.has(bridge) ?? model.channels.isHolding(bridge));
    seen.set(channel.uniqueid, { channel, item, waits, bridge: waits ? undefined : bridge });
  }
  return seen;
}

function fieldsOf({ uniqueid, name }: Channel): { readonly Uniqueid: string; readonly Channel: string } {
  return { Uniqueid: uniqueid, Channel: name };
}

function isUp({ item }: Seen): boolean {
  return item.get('ChannelState') === '6';
}

function names(model: AsteriskModel, seen: Seeing): readonly MissedEvent[] {
  return [...seen.values()].flatMap(({ channel }) => {
    const before = model.channels.get(channel.uniqueid);
    if (before === undefined) return [missed('Newchannel', fieldsOf(channel), [channel.uniqueid])];
    if (before.name === channel.name) return [];
    const fields = { ...fieldsOf(before), Newname: channel.name };
    return [missed('Rename', fields, [channel.uniqueid], channel.name)];
  });
}

/** Whatever is remembered of channels, also of those of which the beginning was missed. */
function ends(model: AsteriskModel, seen: Seeing): readonly MissedEvent[] {
  const remembered = new Set([
    ...[...model.channels.all].map(({ uniqueid }) => uniqueid),
    ...[...model.callers.all].map(({ customer }) => customer.uniqueid),
    ...model.callers.agentEnds.map(({ uniqueid }) => uniqueid),
    ...model.outgoing.legs.map(({ uniqueid }) => uniqueid),
    ...model.lines.all.keys(),
    ...model.memberships.legs,
  ]);
  return [...remembered].flatMap((uniqueid) => {
    if (seen.has(uniqueid)) return [];
    const name = model.channels.get(uniqueid)?.name ?? '';
    return [missed('Hangup', { Uniqueid: uniqueid, Channel: name, Cause: '0' }, [uniqueid])];
  });
}

function leavings(model: AsteriskModel, seen: Seeing): readonly MissedEvent[] {
  return [...seen.values()].flatMap(({ channel, bridge }) => {
    const before = model.channels.bridgeOf(channel.uniqueid);
    if (before === undefined || bridge !== undefined) return [];
    return [
      missed('BridgeLeave', { ...fieldsOf(channel), BridgeUniqueid: before }, [channel.uniqueid], before),
    ];
  });
}

/**
 * Agents who have left their callers, as the bridges say that are known already: an event that told of a later move of
 * theirs has come, the one about their leaving has not.
 */
function partings(model: AsteriskModel, seen: Seeing): readonly MissedEvent[] {
  const isWhereKnown = ({ uniqueid }: Channel): boolean =>
    seen.has(uniqueid) && seen.get(uniqueid)?.bridge === model.channels.bridgeOf(uniqueid);
  return model.callerMoves.parted.flatMap(({ customer, agentEnd }) => {
    // Whoever is somewhere else has an event of its own.
    if (!isWhereKnown(customer) || !isWhereKnown(agentEnd)) return [];
    return [missed('BridgeLeave', fieldsOf(agentEnd), [agentEnd.uniqueid, customer.uniqueid])];
  });
}

function entries(model: AsteriskModel, seen: Seeing): readonly MissedEvent[] {
  return [...seen.values()].flatMap(({ channel, bridge }) => {
    if (bridge === undefined || model.channels.isIn(channel.uniqueid, bridge)) return [];
    return [
      missed('BridgeEnter', { ...fieldsOf(channel), BridgeUniqueid: bridge }, [channel.uniqueid], bridge),
    ];
  });
}

/**
 * A channel is a line of the pool as long as it runs `AgentLogin`. While the agent hears the greeting, it is listed as one
 * before it is told, and in no bridge.
 */
function lines(model: AsteriskModel, { agents }: Sight, seen: Seeing): readonly MissedEvent[] {
  const numbers = agents === undefined ? runningAgentLogin(seen) : loggedIn(agents);
  const gone = [...model.lines.all].flatMap(([uniqueid, agent]) => {
    const line = seen.get(uniqueid);
    if (line === undefined || numbers.get(uniqueid) === agentNumber(agent)) return [];
    const fields = { ...fieldsOf(line.channel), Agent: agentNumber(agent) };
    return [missed('AgentLogoff', fields, [uniqueid], agent)];
  });
  const come = [...numbers].flatMap(([uniqueid, number]) => {
    const line = seen.get(uniqueid);
    const agent = parseAgentName(`Agent/${number}`);
    if (line === undefined || agent === undefined || model.lines.agentOn(uniqueid) === agent) return [];
    const isGreeted = line.bridge === undefined && !line.waits;
    if (isGreeted || model.channels.isEnding(uniqueid)) return [];
    return [missed('AgentLogin', { ...fieldsOf(line.channel), Agent: number }, [uniqueid], agent)];
  });
  return [...gone, ...come];
}

/** Numbers of agents by the uniqueids of their lines. */
function runningAgentLogin(seen: Seeing): ReadonlyMap<string, string> {
  return new Map(
    [...seen].flatMap(([uniqueid, { item }]): [string, string][] => {
      const number =
        item.get('Application') === 'AgentLogin' ? item.get('ApplicationData')?.split(',')[0] : '';
      return number ? [[uniqueid, number]] : [];
    }),
  );
}

function loggedIn(agents: readonly AmiMessage[]): ReadonlyMap<string, string> {
  return new Map(
    agents.flatMap((item): [string, string][] => {
      const channel = isLoggedIn(item) ? channelOf(item) : undefined;
      return channel === undefined ? [] : [[channel.uniqueid, item.get('Agent') ?? '']];
    }),
  );
}

/** Logins for which Asterisk has never made a channel. */
function logins(model: AsteriskModel, seen: Seeing): readonly MissedEvent[] {
  return model.originations.logins.flatMap(({ actionId, login: { uniqueid } }) => {
    if (seen.has(uniqueid) || model.channels.get(uniqueid) !== undefined) return [];
    return [missed('OriginateResponse', { ActionID: actionId, Response: 'Failure' }, [uniqueid])];
  });
}

/** Calls of ours: there never was a channel, or it has been answered. */
function outgoing(model: AsteriskModel, seen: Seeing): readonly MissedEvent[] {
  return model.outgoing.unanswered.flatMap(({ call, begun }) => {
    const first = seen.get(call);
    if (first === undefined) {
      return begun ? [] : [missed('OriginateResponse', { Uniqueid: call, Response: 'Failure' }, [call])];
    }
    if (!isUp(first) || !runsDialPlan(first.item)) return [];
    return [missed('OriginateResponse', { ...fieldsOf(first.channel), Response: 'Success' }, [call], 'up')];
  });
}

function ringing(model: AsteriskModel, seen: Seeing, contexts: AgentContexts): readonly MissedEvent[] {
  return [...seen.values()].flatMap((each) => {
    const { channel, item } = each;
    const { uniqueid, name } = channel;
    const fields = { DestUniqueid: uniqueid, DestChannel: name };
    if (model.memberships.isLeg(uniqueid)) {
      return isUp(each) ? [missed('DialEnd', { ...fields, DialStatus: 'ANSWER' }, [uniqueid])] : [];
    }
    if (isUp(each) || item.get('Application') !== 'AppQueue') return [];
    const agent = agentOfInterface(isLocal(channel) ? name : deviceOf(name), contexts);
    if (agent === undefined) return [];
    return [missed('AgentCalled', { ...fields, Interface: memberInterface(agent, contexts) }, [uniqueid])];
  });
}

/** Callers that a queue has, or has no more. A customer's channel runs `Queue` also while an agent has it, or a lot. */
function callers(model: AsteriskModel, seen: Seeing): readonly MissedEvent[] {
  const queued = new Set<CallId>();
  const joins = [...seen.values()].flatMap(({ channel, item, bridge, waits }) => {
    const { uniqueid } = channel;
    const queue = item.get('Application') === 'Queue' ? item.get('ApplicationData')?.split(',')[0] : '';
    if (!queue || model.channels.isKept(uniqueid)) return [];
    const call = model.callers.callOf(uniqueid);
    queued.add(call);
    const caller = model.callers.get(call);
    const isNews =
      caller === undefined ? !waits : bridge === undefined && !waits && model.callers.isLost(call, queue);
    if (!isNews) return [];
    const fields = { ...fieldsOf(channel), Queue: queue, CallerIDNum: item.get('CallerIDNum') ?? '' };
    return [missed('QueueCallerJoin', fields, [uniqueid], queue)];
  });
  const leaves = [...model.callers.all].flatMap(({ call, customer }) => {
    if (!model.callers.isWaiting(call) || queued.has(call) || !seen.has(customer.uniqueid)) return [];
    return [missed('QueueCallerAbandon', fieldsOf(customer), [customer.uniqueid])];
  });
  return [...leaves, ...joins];
}

function parking(model: AsteriskModel, { parked }: Sight, seen: Seeing): readonly MissedEvent[] {
  const slots = new Map(parked?.map((item) => [item.get('ParkeeUniqueid'), slotOf(item)]));
  return [...model.callers.all].flatMap(({ customer, slot: known }) => {
    const { uniqueid } = customer;
    const there = seen.get(uniqueid);
    if (there === undefined) return [];
    const fields = { ParkeeUniqueid: uniqueid, ParkeeChannel: customer.name };
    const slot = slots.get(uniqueid);
    if (parked === undefined ? isInLot(there) : slot !== undefined) {
      const isKnown = parked === undefined ? known !== undefined : isSame(known, slot);
      if (isKnown) return [];
      const place = { Parkinglot: slot?.lot ?? '', ParkingSpace: slot?.space ?? '' };
      return [missed('ParkedCall', { ...fields, ...place }, [uniqueid])];
    }
    // Whom it meets there comes first: it may be its agent, who has taken it back.
    const meets = there.bridge !== undefined && !model.channels.isIn(uniqueid, there.bridge);
    return known === undefined || meets ? [] : [missed('ParkedCallTimeOut', fields, [uniqueid])];
  });
}

function isSame(one: ParkingSlot | undefined, other: ParkingSlot | undefined): boolean {
  return one?.lot === other?.lot && one?.space === other?.space;
}

/** Waiting, and not for somebody who consults somebody else. */
function isInLot({ item, waits }: Seen): boolean {
  return waits && item.get('Application') !== 'BridgeWait';
}
