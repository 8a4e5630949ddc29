import type { AmiClient, AmiList, AmiMessage } from '@openeccp/ami';
import {
  type AgentName,
  type Channel,
  type LiveCall,
  type Membership,
  parseAgentName,
  type QueueName,
  type TelephonySnapshot,
} from '@openeccp/core';
import { type AgentContexts, agentOfInterface } from './agent-interfaces.js';
import type { AsteriskModel } from './asterisk-model.js';
import { channelOf } from './channel-of.js';
import { membershipOf } from './memberships.js';

/** The answers of Asterisk from which its present state is read. */
export interface AsteriskLists {
  readonly channels: readonly AmiMessage[];
  readonly queues: readonly AmiMessage[];
  readonly agents: readonly AmiMessage[];
  readonly parked: readonly AmiMessage[];
  readonly parking: boolean;
}

/** Whether holds are possible: asked of Asterisk, or said by the configuration (D-05). */
export type ParkingSetting = 'auto' | 'on' | 'off';

/** Asks for all lists at once. `undefined` when one that can't be missing did not come: ask again later. */
export async function readLists(
  client: AmiClient,
  parking: ParkingSetting,
): Promise<AsteriskLists | undefined> {
  const [channels, queues, agents, parked, lots] = await Promise.all([
    client.list('CoreShowChannels'),
    listQueues(client),
    client.list('Agents', [], { completeEvent: 'AgentsComplete' }),
    client.list('ParkedCalls', [], { completeEvent: 'ParkedCallsComplete' }),
    client.list('Parkinglots', [], { completeEvent: 'ParkinglotsComplete' }),
  ]);
  if (channels.kind !== 'list' || queues.kind !== 'list') return undefined;
  return {
    channels: channels.items,
    queues: queues.items,
    // Modules that are not loaded answer with an error: no pool, no parking.
    agents: agents.kind === 'list' ? agents.items : [],
    parked: parked.kind === 'list' ? parked.items : [],
    parking: parking === 'auto' ? lots.kind === 'list' && lots.items.length > 0 : parking === 'on',
  };
}

/** The queues with members and callers. */
export function listQueues(client: AmiClient): Promise<AmiList> {
  return client.list('QueueStatus', [], { completeEvent: 'QueueStatusComplete' });
}

/** Fills an empty model from the lists and says what they show. */
export function adoptLists(
  model: AsteriskModel,
  lists: AsteriskLists,
  contexts: AgentContexts,
): TelephonySnapshot {
  const agents = adoptAgents(model, lists.agents);
  for (const [agent, queues] of membersOf(lists.queues, contexts)) {
    for (const [queue, membership] of queues) model.memberships.put(agent, queue, membership);
  }
  return {
    parking: lists.parking,
    agents,
    memberships: new Map(model.memberships.all),
    calls: adoptCalls(model, lists, contexts),
  };
}

/** The agents among the members that `QueueStatus` has listed, with their queues. */
export function membersOf(
  items: readonly AmiMessage[],
  contexts: AgentContexts,
): ReadonlyMap<AgentName, ReadonlyMap<QueueName, Membership>> {
  const members = new Map<AgentName, Map<QueueName, Membership>>();
  for (const item of items) {
    if (item.name !== 'QueueMember') continue;
    const agent = agentOfInterface(item.get('Location') ?? item.get('Interface') ?? '', contexts);
    const queue = item.get('Queue');
    if (agent === undefined || queue === undefined) continue;
    const queues = members.get(agent) ?? new Map<QueueName, Membership>();
    members.set(agent, queues.set(queue, membershipOf(item)));
  }
  return members;
}

function adoptAgents(model: AsteriskModel, items: readonly AmiMessage[]): ReadonlyMap<AgentName, Channel> {
  const agents = new Map<AgentName, Channel>();
  for (const item of items) {
    const agent = parseAgentName(`Agent/${item.get('Agent') ?? ''}`);
    const channel = channelOf(item);
    if (agent === undefined || channel === undefined || item.get('Status') === 'AGENT_LOGGEDOFF') continue;
    agents.set(agent, channel);
    model.lines.adopt(agent, channel);
  }
  return agents;
}

function adoptCalls(
  model: AsteriskModel,
  lists: AsteriskLists,
  contexts: AgentContexts,
): readonly LiveCall[] {
  const slots = new Map(lists.parked.map((item) => [item.get('ParkeeUniqueid'), item.get('ParkingSpace')]));
  const waiting = new Set(
    lists.queues.flatMap((item) => (item.name === 'QueueEntry' ? [item.get('Uniqueid')] : [])),
  );
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
    const holding = slots.has(channel.uniqueid) || idle.has(channel.uniqueid) || !talking.has(bridge);
    model.adoptChannel(channel, bridge === '' ? undefined : { id: bridge, holding });
  }
  model.forgetLostLogins();
  return lists.channels.flatMap((item) => {
    const customer = channelOf(item);
    const queue = queueOf(item, contexts);
    if (customer === undefined || !queue) return [];
    const phone = item.get('CallerIDNum') ?? '';
    const detail = { queue, phone: phone === '<unknown>' ? '' : phone, slot: slots.get(customer.uniqueid) };
    return [model.adoptCaller(customer, detail, waiting.has(customer.uniqueid))];
  });
}

/** The queue of a caller: its channel stays in `Queue` for the whole call, unless it is transferred. */
function queueOf(item: AmiMessage, contexts: AgentContexts): string | undefined {
  const context = item.get('Context');
  if (item.get('Application') === 'Queue') return item.get('ApplicationData')?.split(',')[0];
  return context === contexts.hold || context === contexts.transfer ? item.get('Exten') : undefined;
}
