import { type Agent, type Call, type CallScope, type FloorView, loginOf, type Tally } from '@openeccp/core';
import type { CampaignAgent, CampaignStatus } from '@openeccp/eccp';
import { agentState } from './agent-state.js';
import { callInfo } from './call-info.js';

/** What goes on in a campaign or in a queue outside campaigns, but for the counters (ECCP §8.5 getcampaignstatus). */
export function campaignStatus(
  floor: FloorView,
  scope: CallScope,
  queue: string,
  now: number,
): Pick<CampaignStatus, 'agents' | 'activeCalls'> {
  return { agents: campaignAgents(floor, scope, queue, now), activeCalls: activeCalls(floor, scope, now) };
}

/** Talk times as the answer tells them. */
export function talkStats({ talk }: Tally<string>): CampaignStatus['stats'] {
  return { totalSec: talk.totalS, maxDuration: talk.longestS };
}

/** Agents in a call of the campaign, then all others that are in its queue or will be when they log in. */
function campaignAgents(
  floor: FloorView,
  scope: CallScope,
  queue: string,
  now: number,
): readonly CampaignAgent[] {
  const busy: CampaignAgent[] = [];
  const others: CampaignAgent[] = [];
  for (const agent of floor.agents.values()) {
    const call = callOf(floor, agent);
    const ours = call !== undefined && belongsTo(call, scope);
    if (!ours && !agent.memberships.has(queue) && !agent.assignedQueues.has(queue)) continue;
    const state = { agentChannel: agent.name, ...agentState(floor, agent, now) };
    if (ours) busy.push(state);
    else others.push({ ...state, call: undefined });
  }
  return [...busy, ...others];
}

/** Calls that have not met an agent yet. */
function activeCalls(floor: FloorView, scope: CallScope, now: number): CampaignStatus['activeCalls'] {
  return [...floor.calls.values()]
    .filter(({ phase }) => phase.kind === 'placing' || phase.kind === 'waiting')
    .filter((call) => belongsTo(call, scope))
    .map((call) => callInfo(call, now));
}

function callOf(floor: FloorView, agent: Agent): Call | undefined {
  const id = loginOf(agent)?.call;
  return id === undefined ? undefined : floor.calls.get(id);
}

function belongsTo({ origin, queue }: Call, scope: CallScope): boolean {
  if (scope.kind !== 'queue') return origin.kind === scope.kind && origin.campaignId === scope.campaignId;
  return origin.kind === 'incoming' && origin.campaignId === undefined && queue === scope.queue;
}
