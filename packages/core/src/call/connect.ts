import type { Agent, AgentName, Channel } from '../agent/agent.js';
import { touch } from '../agent/inactivity.js';
import { loginOf } from '../agent/status.js';
import type { Change } from '../floor/change.js';
import { agentOf, type Call, type CallId } from './call.js';
import { dropCall } from './end.js';
import { endHold } from './hold.js';
import { logProgress } from './progress.js';

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
  if (agent === undefined || login === undefined || known === undefined) return;

  if (agentOf(known) === fact.agent) return rejoin(change, known, agent, fact.agentChannel);
  const previous = agentOf(known);
  if (previous !== undefined) dropCall(change, previous, 'keep-customer');
  if (login.call !== undefined) dropCall(change, fact.agent, 'keep-customer');
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
      });
    case 'waiting':
    case 'released':
      return;
  }
}

function link(change: Change, call: Call, agent: Agent, agentChannel: Channel): void {
  const queue = change.queues.get(call.queue);
  const currentRowId = change.nextId('currentCallEntry');
  const linked: Call = {
    ...call,
    linkedAt: change.now,
    currentRowId,
    phase: { kind: 'talking', agent: agent.name, agentChannel, parking: undefined },
  };
  change.setCall(linked);
  change.setLogin(agent.name, { call: call.id });
  touch(change, agent.name);
  if (queue !== undefined) {
    change.store({
      kind: 'call-linked',
      id: call.rowId,
      currentId: currentRowId,
      queueRowId: queue.rowId,
      agentRowId: agent.rowId,
      phone: call.phone,
      at: change.now,
      waitedS: Math.floor((change.now - call.joinedAt) / 1000),
      uniqueid: call.customer.uniqueid,
      customerChannel: call.customer.name,
    });
  }
  const progressId = logProgress(change, linked, 'Success', { agent: agent.name });
  change.publish({
    kind: 'call-linked',
    agent: agent.name,
    call: call.id,
    callRowId: call.rowId,
    phone: call.phone,
    uniqueid: call.customer.uniqueid,
    joinedAt: call.joinedAt,
    linkedAt: change.now,
    trunk: call.trunk,
    queue: call.queue,
    customerChannel: call.customer.name,
    progressId,
  });
}
