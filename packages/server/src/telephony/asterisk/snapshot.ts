import type { AmiClient, AmiList, AmiMessage } from '@openeccp/ami';
import {
  type AgentName,
  type Channel,
  deviceOf,
  parseAgentName,
  type QueueName,
  type TelephonyFact,
  type TelephonySnapshot,
} from '@openeccp/core';
import { adoptCalls, type CallLists } from './adopt-calls.js';
import { type AgentContexts, agentOfInterface } from './agent-interfaces.js';
import type { AsteriskModel } from './asterisk-model.js';
import { readCallVariables } from './call-variable.js';
import { isLocal } from './channel-map.js';
import { channelOf } from './channel-of.js';
import { isUnreachable, type Member, type Members, memberIn, memberOf } from './memberships.js';

/** The answers of Asterisk from which its present state is read. */
export interface AsteriskLists extends CallLists {
  readonly agents: readonly AmiMessage[];
  readonly parking: boolean;
  /** The lots that Asterisk has. */
  readonly lots: readonly AmiMessage[];
}

const NO_CALLS: AsteriskLists['bearers'] = new Map();

/** Whether holds are possible: asked of Asterisk, or said by the configuration (D-05). */
export type ParkingSetting = 'auto' | 'on' | 'off';

/**
 * Asks for all lists at once. `undefined` when one that can't be missing did not come: ask again later.
 *
 * @param placed whether there are calls of ours to be looked for
 */
export async function readLists(
  client: AmiClient,
  parking: ParkingSetting,
  placed: boolean,
): Promise<AsteriskLists | undefined> {
  const [channels, queues, agents, parked, lots, bearers] = await Promise.all([
    client.list('CoreShowChannels'),
    listQueues(client),
    client.list('Agents', [], { completeEvent: 'AgentsComplete' }),
    client.list('ParkedCalls', [], { completeEvent: 'ParkedCallsComplete' }),
    client.list('Parkinglots', [], { completeEvent: 'ParkinglotsComplete' }),
    placed ? readCallVariables(client) : NO_CALLS,
  ]);
  if (channels.kind !== 'list' || queues.kind !== 'list' || bearers === undefined) return undefined;
  return {
    channels: channels.items,
    bearers,
    queues: queues.items,
    // Modules that are not loaded answer with an error: no pool, no parking.
    agents: agents.kind === 'list' ? agents.items : [],
    parked: parked.kind === 'list' ? parked.items : [],
    lots: lots.kind === 'list' ? lots.items : [],
    parking: parking === 'auto' ? lots.kind === 'list' && lots.items.length > 0 : parking === 'on',
  };
}

/** The queues with members and callers. */
export function listQueues(client: AmiClient): Promise<AmiList> {
  return client.list('QueueStatus', [], { completeEvent: 'QueueStatusComplete' });
}

/** What the lists show, and what is to be told after that. */
export interface Adopted {
  readonly snapshot: TelephonySnapshot;
  readonly news: readonly TelephonyFact[];
}

/** Fills a model that was reset from the lists. */
export function adoptLists(model: AsteriskModel, lists: AsteriskLists, contexts: AgentContexts): Adopted {
  const agents = adoptAgents(model, lists.agents);
  for (const [agent, queues] of membersOf(lists.queues, contexts)) {
    for (const [queue, member] of queues) model.memberships.put(agent, queue, member);
  }
  for (const [agent, unreachable] of unreachableOf(lists.queues, contexts)) {
    model.memberships.phoneIs(agent, unreachable);
  }
  adoptChannels(model, lists);
  adoptRinging(model, lists.channels, contexts);
  const { calls, news } = adoptCalls(model, lists, contexts);
  const { all: memberships } = model.memberships;
  return { snapshot: { parking: lists.parking, agents, memberships, calls }, news };
}

/** The queues that `QueueStatus` has listed. */
export function queuesOf(items: readonly AmiMessage[]): readonly QueueName[] {
  return items.flatMap((item) => (item.name === 'QueueParams' ? (item.get('Queue') ?? []) : []));
}

/** The agents among the members that `QueueStatus` has listed, with their queues. */
export function membersOf(
  items: readonly AmiMessage[],
  contexts: AgentContexts,
): ReadonlyMap<AgentName, Members> {
  const members = new Map<AgentName, Map<QueueName, Member>>();
  for (const item of items) {
    if (item.name !== 'QueueMember') continue;
    const agent = memberOf(item, contexts);
    const queue = item.get('Queue');
    if (agent === undefined || queue === undefined) continue;
    const queues = members.get(agent) ?? new Map<QueueName, Member>();
    members.set(agent, queues.set(queue, memberIn(item)));
  }
  return members;
}

/** Whether the phones of callback agents among these members can't be reached. */
export function unreachableOf(
  items: readonly AmiMessage[],
  contexts: AgentContexts,
): ReadonlyMap<AgentName, boolean> {
  const phones = new Map<AgentName, boolean>();
  for (const item of items) {
    const agent = item.name === 'QueueMember' ? memberOf(item, contexts) : undefined;
    const unreachable = agent && isUnreachable(item, agent);
    if (agent !== undefined && unreachable !== undefined) phones.set(agent, unreachable);
  }
  return phones;
}

/** Whether an entry of `Agents` is of one who is in the pool. */
export function isLoggedIn(item: AmiMessage): boolean {
  return item.get('Status') !== 'AGENT_LOGGEDOFF';
}

function adoptAgents(model: AsteriskModel, items: readonly AmiMessage[]): ReadonlyMap<AgentName, Channel> {
  const agents = new Map<AgentName, Channel>();
  for (const item of items) {
    const agent = parseAgentName(`Agent/${item.get('Agent') ?? ''}`);
    const channel = channelOf(item);
    if (agent === undefined || channel === undefined || !isLoggedIn(item)) continue;
    agents.set(agent, channel);
    model.lines.adopt(agent, channel);
  }
  return agents;
}

/** Takes over the channels and who is in a bridge with whom. */
function adoptChannels(model: AsteriskModel, lists: AsteriskLists): void {
  const parked = new Set(lists.parked.map((item) => item.get('ParkeeUniqueid')));
  const idle = new Set(
    lists.agents.flatMap((item) => (item.get('Status') === 'AGENT_IDLE' ? [item.get('Uniqueid')] : [])),
  );
  const talking = new Set(
    lists.channels.flatMap((item) =>
      item.get('Application') === 'BridgeWait' ? [] : [item.get('BridgeId')],
    ),
  );
  for (const item of lists.channels) {
    const channel = channelOf(item);
    const bridge = item.get('BridgeId') ?? '';
    if (channel === undefined) continue;
    // Parked callers wait in one holding bridge, lines of the pool that talk to nobody in another, customers of agents
    // who consult somebody among themselves.
    const holding = parked.has(channel.uniqueid) || idle.has(channel.uniqueid) || !talking.has(bridge);
    model.channels.adopt(channel, bridge === '' ? undefined : { id: bridge, holding });
  }
  // A login whose channel is not among them came to nothing meanwhile.
  model.originations.keepLogins((uniqueid) => model.channels.get(uniqueid) !== undefined);
}

/** Takes over which agents queues are calling: on a channel of theirs that nobody has answered. */
function adoptRinging(model: AsteriskModel, items: readonly AmiMessage[], contexts: AgentContexts): void {
  for (const item of items) {
    const leg = channelOf(item);
    if (leg === undefined || item.get('Application') !== 'AppQueue' || item.get('ChannelState') === '6')
      continue;
    const agent = agentOfInterface(isLocal(leg) ? leg.name : deviceOf(leg.name), contexts);
    if (agent !== undefined) model.memberships.called(agent, leg.uniqueid);
  }
}
