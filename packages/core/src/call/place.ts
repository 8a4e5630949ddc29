import type { AgentName, Channel, QueueName } from '../agent/agent.js';
import { touch } from '../agent/inactivity.js';
import { reservationOver } from '../agent/reservation.js';
import { loginOf, pauseReasons } from '../agent/status.js';
import type { Change } from '../floor/change.js';
import type { CallOrderTarget } from '../floor/effect.js';
import type { PreviousAttempt } from '../ports/storage-write.js';
import { type Call, type CallId, type Outgoing, type Placing, trunkOf, UNTOUCHED } from './call.js';
import { lookUpDetails } from './details.js';
import { logProgress } from './progress.js';

/** A contact of a campaign that is to be called. */
export interface CallOrder extends CallOrderTarget {
  /** The uniqueid that the call's first channel gets. */
  readonly call: CallId;
  /** Row of table `calls`. */
  readonly rowId: number;
  readonly campaignId: number;
  readonly phone: string;
  /** The campaign's trunk as it is configured, shown until the one that dials is known; empty: the dial plan's choice. */
  readonly trunk: string;
  /** Number of this attempt, from 1. */
  readonly retry: number;
  /** The queue that the customer is sent to; undefined for a call that was scheduled for one agent. */
  readonly queue: QueueName | undefined;
  /** The agent that must take the call. */
  readonly agent: AgentName | undefined;
  readonly before: PreviousAttempt | undefined;
}

/**
 * Starts an attempt to reach a contact (telephony.md §9.2). Does nothing while Asterisk is away, while the contact is
 * being called already, or when the agent that must take the call can't: whoever ordered it looks at the floor again.
 */
export function placeCall(change: Change, order: CallOrder): void {
  if (change.telephony.kind === 'down' || isUnderWay(change, order)) return;
  if (order.agent !== undefined && !isWaitingFor(change, order.agent)) return;
  const origin: Outgoing = {
    kind: 'outgoing',
    campaignId: order.campaignId,
    retry: order.retry,
    scheduledFor: order.agent,
    dialledAt: change.now,
    answeredAt: undefined,
  };
  const call: Call = {
    id: order.call,
    rowId: order.rowId,
    origin,
    queue: order.queue,
    phone: order.phone,
    customer: { name: order.dial, uniqueid: order.call },
    trunk: order.trunk,
    joinedAt: change.now,
    ...UNTOUCHED,
    phase: { kind: 'placing', stage: 'asked' },
  };
  change.setCall(call);
  const { campaignId, retry, before } = order;
  change.store({
    kind: 'call-placed',
    row: { kind: 'outgoing', id: order.rowId },
    campaignId,
    retry,
    at: change.now,
    before,
  });
  if (order.agent !== undefined) {
    change.setLogin(order.agent, { awaited: call.id });
    touch(change, order.agent);
  }
  tellScheduled(change, call, 'scheduled-call-started');
  logProgress(change, call, 'Placing');
  lookUpDetails(change, call);
  change.setTimer({ kind: 'placing', call: call.id }, change.now + change.settings.placingDeadlineMs);
  const { dial, context, exten, ringMs, callerId, variables } = order;
  change.ask({ kind: 'place-call', call: call.id, dial, context, exten, ringMs, callerId, variables });
}

function isUnderWay(change: Change, order: CallOrder): boolean {
  if (change.calls.has(order.call)) return true;
  for (const { origin, rowId } of change.calls.values()) {
    if (origin.kind === 'outgoing' && rowId === order.rowId) return true;
  }
  return false;
}

/** Whether the agent is kept free for a scheduled call and for nothing else (dialer.md §9.2). */
function isWaitingFor(change: Change, name: AgentName): boolean {
  const agent = change.agents.get(name);
  const login = agent && loginOf(agent);
  if (agent === undefined || login?.reserved?.for !== 'scheduled-call') return false;
  return login.call === undefined && login.awaited === undefined && pauseReasons(change, agent).length === 1;
}

/** A trunk is at it. Where one gives up and the next tries, the customer will be on the next one's channel. */
export function callDialling(change: Change, id: CallId, channel: Channel): void {
  const found = placing(change, id);
  if (found === undefined || found.phase.stage === 'answered') return;
  const trunk = trunkOf(channel.name);
  const dialling: Call = {
    ...found.call,
    customer: channel,
    trunk: trunk === '' ? found.call.trunk : trunk,
    phase: { kind: 'placing', stage: 'dialling' },
  };
  change.setCall(dialling);
  if (found.phase.stage === 'asked') logProgress(change, dialling, 'Dialing');
}

/** The customer is there. Asterisk may tell so after it has told that it met an agent. */
export function callAnswered(change: Change, id: CallId, customer: Channel): void {
  const call = change.calls.get(id);
  if (call?.origin.kind !== 'outgoing' || call.origin.answeredAt !== undefined) return;
  const origin: Outgoing = { ...call.origin, answeredAt: change.now };
  if (call.phase.kind !== 'placing') {
    change.setCall({ ...call, origin });
    return;
  }
  const trunk = trunkOf(customer.name);
  const answered: Call = {
    ...call,
    origin,
    customer: trunk === '' && call.phase.stage === 'dialling' ? call.customer : customer,
    trunk: trunk === '' ? call.trunk : trunk,
    joinedAt: change.now,
    phase: { kind: 'placing', stage: 'answered' },
  };
  change.setCall(answered);
  const { uniqueid } = answered.customer;
  change.store({
    kind: 'call-answered',
    row: { kind: 'outgoing', id: call.rowId },
    at: change.now,
    uniqueid,
  });
  logProgress(change, answered, 'Ringing');
}

/** The customer of an outgoing call is in a queue. */
export function joinQueue(
  change: Change,
  call: Call,
  { queue, customer }: { readonly queue: QueueName; readonly customer: Channel },
): void {
  const trunk = trunkOf(customer.name);
  const queued: Call = {
    ...call,
    queue,
    customer: trunk === '' ? call.customer : customer,
    trunk: trunk === '' ? call.trunk : trunk,
    joinedAt: change.now,
    phase: { kind: 'waiting' },
  };
  change.setCall(queued);
  change.store({
    kind: 'call-queued',
    row: { kind: 'outgoing', id: call.rowId },
    at: change.now,
    trunk: queued.trunk,
    uniqueid: queued.customer.uniqueid,
  });
  logProgress(change, queued, 'OnQueue');
}

/** The customer was not reached. */
export function callFailed(
  change: Change,
  fact: {
    readonly call: CallId;
    readonly cause: number | undefined;
    readonly causeText: string | undefined;
  },
): void {
  const found = placing(change, fact.call);
  if (found === undefined || found.phase.stage === 'answered') return;
  failPlacing(change, found.call, fact.cause, fact.causeText);
  change.removeCall(fact.call);
}

/** Asterisk never told what became of the attempt; whatever it still does is stopped. */
export function placingOverdue(change: Change, id: CallId): void {
  const found = placing(change, id);
  if (found === undefined || found.phase.stage === 'answered') return;
  change.ask({ kind: 'abort-call', call: id, command: undefined });
  callFailed(change, { call: id, cause: undefined, causeText: undefined });
}

/** The channel of an attempt is gone: not reached, or hung up before it met a queue or an agent. */
export function endPlacing(change: Change, call: Call, phase: Placing): void {
  if (phase.stage !== 'answered') return failPlacing(change, call, undefined, undefined);
  change.store({ kind: 'call-unanswered', row: { kind: 'outgoing', id: call.rowId }, at: change.now });
  tellScheduled(change, call, 'scheduled-call-failed');
  logProgress(change, call, 'NoAnswer');
  freeAwaiting(change, call);
}

/** The customer was not reached, or nobody knows. */
export function failPlacing(
  change: Change,
  call: Call,
  cause: number | undefined,
  causeText: string | undefined,
): void {
  const row = { kind: 'outgoing', id: call.rowId } as const;
  change.store({ kind: 'call-failed', row, at: change.now, cause, causeText });
  tellScheduled(change, call, 'scheduled-call-failed');
  logProgress(change, call, 'Failure');
  freeAwaiting(change, call);
}

/** ECCP §6.2: told before the progress of the same transition. */
function tellScheduled(
  change: Change,
  { origin, rowId }: Call,
  kind: 'scheduled-call-started' | 'scheduled-call-failed',
): void {
  if (origin.kind !== 'outgoing' || origin.scheduledFor === undefined) return;
  const { campaignId, scheduledFor: agent } = origin;
  change.publish({ kind, agent, row: { kind: 'outgoing', id: rowId }, campaignId });
}

/** The agent that waits for this call waits no longer. */
export function freeAwaiting(change: Change, { origin, id }: Call): void {
  if (origin.kind !== 'outgoing' || origin.scheduledFor === undefined) return;
  const agent = change.agents.get(origin.scheduledFor);
  if (agent === undefined || loginOf(agent)?.awaited !== id) return;
  change.setLogin(agent.name, { awaited: undefined });
  touch(change, agent.name);
  // Its time may have passed while the call was under way.
  reservationOver(change, agent.name);
}

function placing(change: Change, id: CallId): { readonly call: Call; readonly phase: Placing } | undefined {
  const call = change.calls.get(id);
  return call?.phase.kind === 'placing' ? { call, phase: call.phase } : undefined;
}
