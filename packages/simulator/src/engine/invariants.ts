import type { Channel } from './channel.js';
import type { Pbx } from './pbx.js';

/**
 * What must hold whenever nothing is going on: every channel belongs to somebody, bridges and channels agree,
 * lines and lots hold living channels only.
 *
 * @returns what does not hold, in words; empty if all is well.
 */
export function brokenInvariants(pbx: Pbx): readonly string[] {
  return [...channelFaults(pbx), ...bridgeFaults(pbx), ...agentFaults(pbx), ...waitingFaults(pbx)];
}

function* channelFaults(pbx: Pbx): Iterable<string> {
  for (const channel of pbx.channels.all) {
    if (channel.ending) yield `${channel.name} is being hung up and still there`;
    if (channel.task === undefined && channel.bridge === undefined && channel.progress === undefined) {
      yield `${channel.name} belongs to nobody`;
    }
    if (channel.bridge !== undefined && !pbx.bridges.has(channel.bridge)) {
      yield `${channel.name} stands in a bridge that does not exist`;
    }
    const partner = channel.pair?.partnerOf(channel);
    if (partner !== undefined && !isThere(pbx, partner)) yield `${channel.name} is half of a pair`;
  }
}

function* bridgeFaults(pbx: Pbx): Iterable<string> {
  for (const bridge of pbx.bridges) {
    for (const channel of bridge.channels) {
      if (channel.bridge !== bridge) yield `${channel.name} is not where bridge ${bridge.id} has it`;
      if (!isThere(pbx, channel)) yield `bridge ${bridge.id} holds ${channel.name}, which is gone`;
    }
    if (bridge.type !== 'basic') continue;
    if (bridge.channels.length === 0) yield `basic bridge ${bridge.id} is empty`;
    const [only] = bridge.channels;
    if (bridge.channels.length === 1 && only?.application !== 'AgentRequest') {
      yield `${only?.name} is alone in a conversation`;
    }
  }
}

function* agentFaults(pbx: Pbx): Iterable<string> {
  for (const agent of pbx.agents.all) {
    const { channel, phase } = agent;
    if ((channel === undefined) !== (phase === 'logged-off'))
      yield `agent ${agent.number}: ${phase}, channel ${channel?.name}`;
    if (channel === undefined) continue;
    if (!isThere(pbx, channel)) yield `agent ${agent.number} is on ${channel.name}, which is gone`;
    const expected = {
      prompt: undefined,
      probation: 'agent_hold',
      idle: 'agent_hold',
      called: 'agent_hold',
      talking: 'basic',
    };
    if (phase !== 'logged-off' && channel.bridge?.type !== expected[phase]) {
      yield `agent ${agent.number} is ${phase} and stands in ${channel.bridge?.type}`;
    }
  }
}

function* waitingFaults(pbx: Pbx): Iterable<string> {
  for (const queue of pbx.queues.all) {
    for (const entry of queue.entries) {
      if (!isThere(pbx, entry.channel)) yield `${entry.channel.name} waits in ${queue.name} and is gone`;
    }
    for (const member of queue.members) {
      if (member.rung && pbx.channels.size === 0)
        yield `${member.interface} of ${queue.name} is rung by nobody`;
    }
  }
  for (const call of [...pbx.parkingLots.values()].flatMap((lot) => lot.calls)) {
    if (!isThere(pbx, call.channel)) yield `${call.channel.name} is parked at ${call.space} and is gone`;
    if (call.channel.bridge?.type !== 'parking') yield `${call.channel.name} is parked and stands elsewhere`;
  }
}

function isThere(pbx: Pbx, channel: Channel): boolean {
  return pbx.channels.find(channel.name) === channel;
}
