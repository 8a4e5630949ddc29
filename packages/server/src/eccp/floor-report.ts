import { type Agent, agentOf, agentStatus, type Call, type FloorView } from '@openeccp/core';

/** One line for the server's log: a sentence and its details. */
export interface ReportLine {
  readonly detail: Readonly<Record<string, unknown>>;
  readonly text: string;
}

/**
 * The state of the floor for whoever has to find out what happened (ECCP §8.2 dumpstatus): one line for the whole, one
 * for each agent, one for each call. Customers appear with the row of their call and not with their number, which their
 * channel's name may hold as well. Times are epoch milliseconds.
 */
export function floorReport(floor: FloorView): readonly ReportLine[] {
  const { telephony, agents, calls, queues, breaks } = floor;
  const whole = {
    telephony: telephony.kind,
    agents: agents.size,
    calls: calls.size,
    queues: [...queues.keys()],
    breaks: breaks.size,
  };
  return [
    { detail: whole, text: 'state of the floor' },
    ...[...agents.values()].map((agent) => ({ detail: agentDetail(floor, agent), text: 'agent' })),
    ...[...calls.values()].map((call) => ({ detail: callDetail(call), text: 'call' })),
  ];
}

function agentDetail(floor: FloorView, agent: Agent): ReportLine['detail'] {
  const { name, presence, memberships, assignedQueues } = agent;
  const login = presence.kind === 'logged-out' ? undefined : presence;
  const session = presence.kind === 'logged-in' ? presence : undefined;
  return {
    agent: name,
    status: agentStatus(floor, agent),
    presence: presence.kind,
    origin: session?.origin,
    extension: login?.extension.dial,
    channel: login?.kind === 'calling' ? undefined : login?.channel?.name,
    since: login?.since,
    break: session?.break?.name,
    hold: session?.hold?.since,
    reserved: session?.reserved?.for,
    call: session?.call,
    awaited: session?.awaited,
    memberships: [...memberships].map(([queue, { paused }]) => (paused ? `${queue} paused` : queue)),
    assigned: [...assignedQueues.keys()],
  };
}

function callDetail(call: Call): ReportLine['detail'] {
  return {
    call: call.id,
    kind: call.origin.kind,
    row: call.rowId,
    campaign: call.origin.campaignId,
    queue: call.queue,
    phase: call.phase.kind,
    stage: 'stage' in call.phase ? call.phase.stage : undefined,
    agent: agentOf(call),
    trunk: call.trunk,
    joined: call.joinedAt,
    linked: call.linkedAt,
  };
}
