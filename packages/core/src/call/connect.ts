import { type Agent, type AgentName, agentNumber, type Channel } from '../agent/agent.js';
import { touch } from '../agent/inactivity.js';
import { withPauseSync } from '../agent/pause.js';
import { loginOf } from '../agent/status.js';
import type { Change } from '../floor/change.js';
import type { DialTimes } from '../floor/events.js';
import { agentOf, type Call, type CallId, rowOf } from './call.js';
import { backWithCustomer } from './consult.js';
import { announceLink } from './details.js';
import { dropCall } from './end.js';
import { endHold, parkedCallTaken } from './hold.js';
import { callOffRedirect } from './onward.js';
import { freeAwaiting } from './place.js';
import { logProgress } from './progress.js';
import { callerTaken } from './queue.js';
import { freeTarget } from './transfer.js';

/**
 * Customer and agent are in one bridge: the first join, a retrieval from hold, or the same join seen again.
 * Whatever stood in the way (another agent on the call, another call of the agent) is closed first, so that an
 * agent never has two calls and a call never two agents.
 */
export function callConnected(
  change: Change,
  fact: { readonly call: CallId; readonly agent: AgentName; readonly agentChannel: Channel },
): void {
  const agent = change.agents.get(fact.agent);
  const login = agent && loginOf(agent);
  const known = change.calls.get(fact.call);
  if (known === undefined) return;
  if (agent === undefined || login === undefined) {
    // Its phone went on ringing when the agent logged off: the caller has left the queue, and no agent has it.
    callerTaken(change, known.id);
    // Who is not logged in is somebody with a phone, and may have taken the customer out of its slot.
    return parkedCallTaken(change, known.id, agentNumber(fact.agent));
  }

  if (agentOf(known) === fact.agent) return rejoin(change, known, agent, fact.agentChannel);
  const previous = agentOf(known);
  if (previous !== undefined) dropCall(change, previous, 'keep-customer');
  if (login.call !== undefined) dropCall(change, fact.agent, 'meets-another');
  const free = change.calls.get(fact.call);
  if (free !== undefined) link(change, free, agent, fact.agentChannel);
}

function rejoin(change: Change, call: Call, agent: Agent, agentChannel: Channel): void {
  switch (call.phase.kind) {
    case 'talking':
      change.setCall({ ...call, phase: { ...call.phase, agentChannel } });
      return;
    case 'held':
      return endHold(change, call, {
        kind: 'talking',
        agent: agent.name,
        agentChannel,
        parking: undefined,
        transfer: call.phase.transfer,
      });
    case 'consulting':
      return backWithCustomer(change, call, call.phase, agentChannel);
    case 'placing':
    case 'waiting':
    case 'released':
      return;
  }
}

function link(change: Change, call: Call, agent: Agent, agentChannel: Channel): void {
  const { origin } = call;
  const currentRowId = change.nextId(origin.kind === 'incoming' ? 'currentCallEntry' : 'currentCalls');
  // A call that no queue ever had, or whose answer is not known yet, has not waited.
  const joinedAt = call.phase.kind === 'placing' ? change.now : call.joinedAt;
  const linked: Call = {
    ...call,
    joinedAt,
    linkedAt: change.now,
    currentRowId,
    phase: { kind: 'talking', agent: agent.name, agentChannel, parking: undefined, transfer: undefined },
  };
  change.setCall(linked);
  freeAwaiting(change, call);
  freeTarget(change, call);
  callOffRedirect(change, call);
  withPauseSync(change, agent.name, () =>
    change.setLogin(agent.name, { call: call.id, reserved: undefined, awaited: undefined }),
  );
  touch(change, agent.name);
  const row = rowOf(call);
  change.store({
    kind: 'call-linked',
    row,
    currentId: currentRowId,
    queueRowId: origin.kind === 'incoming' ? origin.queueRowId : undefined,
    queue: call.queue,
    agentRowId: agent.rowId,
    agent: agent.name,
    phone: call.phone,
    at: change.now,
    waitedS: Math.floor((change.now - joinedAt) / 1000),
    uniqueid: call.customer.uniqueid,
    trunk: call.trunk,
    customerChannel: call.customer.name,
  });
  const progressId = logProgress(change, linked, 'Success', { agent: agent.name });
  announceLink(change, linked, {
    kind: 'call-linked',
    agent: agent.name,
    row,
    campaignId: origin.campaignId,
    phone: call.phone,
    uniqueid: call.customer.uniqueid,
    dialled: dialTimes(call),
    joinedAt,
    linkedAt: change.now,
    trunk: call.trunk,
    queue: call.queue,
    customerChannel: call.customer.name,
    progressId,
  });
}

function dialTimes({ origin }: Call): DialTimes | undefined {
  if (origin.kind === 'incoming') return undefined;
  const { retry, dialledAt, answeredAt } = origin;
  return { retry, dialledAt, answeredAt };
}
