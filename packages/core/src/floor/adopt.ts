import type { Agent, AgentName } from '../agent/agent.js';
import { agentLoggedIn, loginEnded } from '../agent/login.js';
import { agentLoggedOut } from '../agent/logout.js';
import { waitForPhone } from '../agent/lost-phone.js';
import { isInOwnQueue, membershipsChanged } from '../agent/memberships.js';
import { pauseReasons } from '../agent/status.js';
import { agentOf, type Call, type CallId } from '../call/call.js';
import { callConnected } from '../call/connect.js';
import { callSeparated, dropCall } from '../call/end.js';
import { callParked, giveUpParking, parkExpired, parkRefused } from '../call/hold.js';
import { callerInWaitingRoom, sendToQueue } from '../call/onward.js';
import { callAnswered } from '../call/place.js';
import { callerGaveUp, callerJoined, callerTaken } from '../call/queue.js';
import { redirectAnswered } from '../call/transfer.js';
import { callVanished } from '../call/vanish.js';
import type { Change } from './change.js';
import type { LiveCall, TelephonySnapshot } from './input.js';

/**
 * Asterisk is reached (again): levels instead of edges. Whatever ended unseen is closed, whatever lives is
 * adopted, whatever goes on is left alone. Calls that ended go first so that their agents are free before they
 * are looked at; calls that live go last because they need their agents. What ended unseen is closed as of the moment
 * when it was last known to live: any later one would be invented.
 */
export function telephonyUp(
  change: Change,
  fact: {
    readonly epoch: number;
    readonly startedAt?: string | undefined;
    readonly snapshot: TelephonySnapshot;
  },
): void {
  const { epoch, startedAt, snapshot } = fact;
  const telephony = change.telephony;
  const seenAt = telephony.kind === 'down' ? (telephony.since ?? change.now) : change.now;
  const before: Before = { seenAt, attempts: change.attempts };
  const died =
    telephony.startedAt !== undefined && startedAt !== undefined && telephony.startedAt !== startedAt;
  change.setTelephony({ kind: 'up', epoch, parking: snapshot.parking, startedAt });
  const live = new Map(snapshot.calls.map((call) => [call.call, call]));
  for (const call of change.calls.values()) {
    if (!live.has(call.id))
      change.asOf(notBefore(change, call, seenAt), () => callVanished(change, call, died));
  }
  for (const agent of change.agents.values()) adoptAgent(change, agent, snapshot, live, seenAt);
  for (const call of snapshot.calls) adoptCall(change, call, before);
  for (const agent of change.agents.values()) alignPause(change, agent);
}

/** What was known and asked for when Asterisk was last heard of. */
interface Before {
  /** Epoch milliseconds. */
  readonly seenAt: number;
  /** Attempts with a greater number are of now. */
  readonly attempts: number;
}

/** Nothing more is heard of Asterisk. What is known stays known; it is compared when Asterisk is back. */
export function telephonyDown(change: Change): void {
  const { telephony } = change;
  if (telephony.kind === 'down') return;
  change.setTelephony({ kind: 'down', since: change.now, startedAt: telephony.startedAt });
}

/** The agent is not paused as its reasons say. */
export function pauseAdrift(change: Change, name: AgentName): void {
  const agent = change.agents.get(name);
  if (agent !== undefined) alignPause(change, agent);
}

function adoptAgent(
  change: Change,
  agent: Agent,
  snapshot: TelephonySnapshot,
  live: ReadonlyMap<CallId, LiveCall>,
  seenAt: number,
): void {
  const { presence, name } = agent;
  const line = snapshot.agents.get(name);
  const memberships = snapshot.memberships.get(name) ?? new Map();
  if (presence.kind === 'logged-in') {
    const isOnLine = line !== undefined && presence.channel?.uniqueid === line.uniqueid;
    const goesOn = agent.kind === 'pool' ? isOnLine : isInOwnQueue(agent, memberships);
    const call = presence.call === undefined ? undefined : change.calls.get(presence.call);
    const known = call === undefined ? seenAt : notBefore(change, call, seenAt);
    // A break may have begun since: for that Asterisk is not needed.
    const at = Math.max(known, presence.since, presence.break?.since ?? 0);
    if (!goesOn) {
      if (call !== undefined) change.asOf(known, () => follow(change, call.id, name, live.get(call.id)));
      change.asOf(at, () => agentLoggedOut(change, name, undefined));
    }
  }
  if (agent.kind === 'pool') {
    if (line !== undefined) agentLoggedIn(change, name, line);
    else if (presence.kind === 'calling' || presence.kind === 'logging') {
      loginEnded(change, name, presence.attempt);
    }
  }
  membershipsChanged(change, name, memberships);
  // Its phone could not come back while Asterisk was away: the time begins anew.
  waitForPhone(change, name);
}

/**
 * The end of a login ends its call, but not that of a customer whom somebody else has by now; one who waits in a lot is on
 * hold before.
 */
function follow(change: Change, id: CallId, name: AgentName, live: LiveCall | undefined): void {
  if (live?.state.kind === 'parked') callParked(change, id, live.state.slot, live.state.ours);
  const call = change.calls.get(id);
  if (call !== undefined && hasLeft(call, name, live)) dropCall(change, name, 'keep-customer');
}

/** Whether the customer is with its agent no more, nor on the way to where that one has sent it. */
function hasLeft({ phase }: Call, name: AgentName, live: LiveCall | undefined): boolean {
  const isSent = phase.kind !== 'talking' || phase.transfer !== undefined;
  switch (live?.state.kind) {
    case 'waiting':
      return true;
    case 'talking':
      return live.state.agent !== name;
    case 'parked':
      return !isSent;
    case 'elsewhere':
      return phase.kind !== 'consulting' && (live.state.taken === true || !isSent);
    case 'placing':
    case undefined:
      return false;
  }
}

function adoptCall(change: Change, live: LiveCall, before: Before): void {
  if (!change.calls.has(live.call)) {
    if (isInOurCare(live)) return takeBack(change, live);
    // A parked or wandering caller that was never ours can't be told to belong to anybody.
    if (live.queue === undefined || live.state.kind === 'parked' || live.state.kind === 'elsewhere') return;
    callerJoined(change, { ...live, queue: live.queue });
  }
  // Before anything that only a customer who is there can do.
  if (live.state.kind !== 'placing') callAnswered(change, live.call, live.customer);
  const call = change.calls.get(live.call);
  if (call === undefined) return;
  const at = notBefore(change, call, before.seenAt);
  const isSentOn = wasSentOn(call, before);
  switch (live.state.kind) {
    case 'waiting':
      if (call.phase.kind !== 'waiting') change.asOf(at, () => letGo(change, call));
      if (live.queue !== undefined) callerJoined(change, { ...live, queue: live.queue });
      return;
    case 'talking':
      if (agentOf(call) === live.state.agent) {
        transferNotDone(change, call);
        parkNotDone(change, call);
      }
      return callConnected(change, {
        call: call.id,
        agent: live.state.agent,
        agentChannel: live.state.agentChannel,
      });
    case 'parked':
      if (call.phase.kind === 'waiting') return callerGaveUp(change, call.id);
      if (isSentOn) return sendToQueue(change, call.id);
      transferNotDone(change, call);
      return callParked(change, call.id, live.state.slot, live.state.ours);
    case 'placing':
      return;
    case 'elsewhere':
      if (isSentOn) return live.state.taken ? hasArrived(change, call) : sendToQueue(change, call.id);
      if (live.state.taken && call.phase.kind === 'waiting')
        return change.asOf(at, () => callerTaken(change, call.id));
      change.asOf(at, () => letGo(change, call));
      if (live.state.inWaitingRoom === true) callerInWaitingRoom(change, call.id);
      return;
  }
}

/** Whether nobody has the customer and it was being sent on: it has not got there. */
function wasSentOn({ phase }: Call, before: Before): boolean {
  return phase.kind === 'released' && phase.onward !== undefined && phase.onward.attempt <= before.attempts;
}

/** Somebody has a customer whom nobody had. */
function hasArrived(change: Change, { id, phase }: Call): void {
  if (phase.kind === 'released' && phase.onward !== undefined)
    redirectAnswered(change, { call: id, attempt: phase.onward.attempt, result: 'accepted', message: '' });
}

const BROKE = 'the connection to Asterisk broke';

/** The answer to a transfer got lost with the connection, or with the server, and the customer is where it was before. */
function transferNotDone(change: Change, { id, phase }: Call): void {
  const transfer = phase.kind === 'talking' || phase.kind === 'held' ? phase.transfer : undefined;
  if (transfer === undefined) return;
  redirectAnswered(change, { call: id, attempt: transfer.attempt, result: 'refused', message: BROKE });
}

/** The same of a hold: the customer is not in the lot, and nobody else will say what became of that. */
function parkNotDone(change: Change, call: Call): void {
  if (call.phase.kind === 'talking') giveUpParking(change, call, call.phase, BROKE);
}

/** Whether it waits where only this server lets callers wait. */
function isInOurCare({ state }: LiveCall): boolean {
  return state.kind === 'parked' ? state.ours : state.kind === 'elsewhere' && state.inWaitingRoom === true;
}

/** It is forgotten for whom the customer waits: another agent of its queue takes it. */
function takeBack(change: Change, { call, customer, queue }: LiveCall): void {
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
      parkRefused(change, call.id, 'the customer is not in the lot');
      return callSeparated(change, call.id, call.phase.agent);
    case 'held':
      return parkExpired(change, call.id, false);
    case 'placing':
    case 'consulting':
    case 'released':
      return;
  }
}

/** Nothing ends before it began. */
function notBefore(change: Change, call: Call, at: number): number {
  const name = agentOf(call);
  const agent = name === undefined ? undefined : change.agents.get(name);
  const hold = agent?.presence.kind === 'logged-in' ? agent.presence.hold : undefined;
  return Math.max(at, call.joinedAt, call.linkedAt ?? 0, hold?.since ?? 0);
}

/** Pauses that changed unseen are set again as the agent's reasons say. */
function alignPause(change: Change, agent: Agent): void {
  if (agent.presence.kind !== 'logged-in') return;
  const reason = pauseReasons(change, agent)[0];
  const paused = reason !== undefined;
  if ([...agent.memberships.values()].every((membership) => membership.paused === paused)) return;
  change.ask({ kind: 'set-paused', agent: agent.name, paused, reason: reason?.name ?? '' });
}
