import type { Agent } from '../agent/agent.js';
import { agentLoggedIn, loginEnded } from '../agent/login.js';
import { agentLoggedOut } from '../agent/logout.js';
import { membershipsChanged } from '../agent/memberships.js';
import { pauseReasons } from '../agent/status.js';
import type { Call } from '../call/call.js';
import { callConnected } from '../call/connect.js';
import { callEnded, callSeparated } from '../call/end.js';
import { callParked, parkExpired } from '../call/hold.js';
import { sendToQueue } from '../call/onward.js';
import { callerGaveUp, callerJoined } from '../call/queue.js';
import type { Change } from './change.js';
import type { LiveCall, TelephonySnapshot } from './input.js';

/**
 * Asterisk is reached (again): levels instead of edges. Whatever ended unseen is closed, whatever lives is
 * adopted, whatever goes on is left alone. Calls that ended go first so that their agents are free before they
 * are looked at; calls that live go last because they need their agents.
 */
export function telephonyUp(change: Change, epoch: number, snapshot: TelephonySnapshot): void {
  change.setTelephony({ kind: 'up', epoch, parking: snapshot.parking });
  const live = new Set(snapshot.calls.map(({ call }) => call));
  for (const call of change.calls.values()) {
    if (!live.has(call.id)) callEnded(change, call.id);
  }
  for (const agent of change.agents.values()) adoptAgent(change, agent, snapshot);
  for (const call of snapshot.calls) adoptCall(change, call);
  for (const agent of change.agents.values()) alignPause(change, agent);
}

/** Nothing more is heard of Asterisk. What is known stays known; it is compared when Asterisk is back. */
export function telephonyDown(change: Change): void {
  change.setTelephony({ kind: 'down' });
}

function adoptAgent(change: Change, agent: Agent, snapshot: TelephonySnapshot): void {
  if (agent.kind === 'pool') {
    const line = snapshot.agents.get(agent.name);
    const { presence } = agent;
    const otherLine =
      presence.kind === 'logged-in' && line !== undefined && presence.channel?.uniqueid !== line.uniqueid;
    if (presence.kind === 'logged-in' && (line === undefined || otherLine)) {
      agentLoggedOut(change, agent.name, undefined);
    }
    if (line !== undefined) agentLoggedIn(change, agent.name, line);
    else if (presence.kind === 'calling' || presence.kind === 'logging') {
      loginEnded(change, agent.name, presence.attempt);
    }
  }
  membershipsChanged(change, agent.name, snapshot.memberships.get(agent.name) ?? new Map());
}

function adoptCall(change: Change, live: LiveCall): void {
  if (!change.calls.has(live.call)) {
    if (live.state.kind === 'parked' && live.state.ours) return takeOutOfLot(change, live);
    // A parked or wandering caller that was never ours can't be told to belong to anybody.
    if (live.queue === undefined || live.state.kind === 'parked' || live.state.kind === 'elsewhere') return;
    callerJoined(change, { ...live, queue: live.queue });
  }
  const call = change.calls.get(live.call);
  if (call === undefined) return;
  switch (live.state.kind) {
    case 'waiting':
      if (call.phase.kind !== 'waiting') letGo(change, call);
      if (live.queue !== undefined) callerJoined(change, { ...live, queue: live.queue });
      return;
    case 'talking':
      return callConnected(change, {
        call: call.id,
        agent: live.state.agent,
        agentChannel: live.state.agentChannel,
      });
    case 'parked':
      if (call.phase.kind === 'waiting') return callerGaveUp(change, call.id);
      if (call.phase.kind === 'released' && call.phase.onward === undefined && live.state.ours) {
        return sendToQueue(change, call.id);
      }
      return callParked(change, call.id, live.state.slot);
    case 'placing':
      return;
    case 'elsewhere':
      return letGo(change, call);
  }
}

/** Only this server parks there, and has forgotten for whom: another agent of its queue takes the customer. */
function takeOutOfLot(change: Change, { call, customer, queue }: LiveCall): void {
  if (queue === undefined) return;
  change.ask({
    kind: 'redirect',
    call,
    attempt: change.nextAttempt(),
    customer,
    to: { kind: 'queue', queue },
  });
}

/** The call is no more where it was believed to be: a queue, an agent's ear, a parking slot. */
function letGo(change: Change, call: Call): void {
  switch (call.phase.kind) {
    case 'waiting':
      return callerGaveUp(change, call.id);
    case 'talking':
      return callSeparated(change, call.id, call.phase.agent);
    case 'held':
      return parkExpired(change, call.id, false);
    case 'placing':
    case 'consulting':
    case 'released':
      return;
  }
}

/** Pauses that changed unseen are set again as the agent's reasons say. */
function alignPause(change: Change, agent: Agent): void {
  if (agent.presence.kind !== 'logged-in') return;
  const reason = pauseReasons(change, agent)[0];
  const paused = reason !== undefined;
  if ([...agent.memberships.values()].every((membership) => membership.paused === paused)) return;
  change.ask({ kind: 'set-paused', agent: agent.name, paused, reason: reason?.name ?? '' });
}
