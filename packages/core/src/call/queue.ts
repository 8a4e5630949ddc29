import type { Channel, QueueName } from '../agent/agent.js';
import { openCampaign } from '../campaign/open-campaign.js';
import type { Change } from '../floor/change.js';
import type { QueueRecord } from '../ports/records.js';
import { type Call, type CallId, RELEASED, rowOf, trunkOf, UNTOUCHED } from './call.js';
import { lookUpDetails } from './details.js';
import { release } from './end.js';
import { freeAwaiting, joinQueue } from './place.js';
import { logProgress } from './progress.js';
import { freeTarget } from './transfer.js';

/** A caller as Asterisk shows it in a queue. */
interface Joining {
  readonly call: CallId;
  readonly queue: QueueName;
  readonly phone: string;
  readonly customer: Channel;
}

/**
 * A caller entered a queue. Only monitored queues are followed (telephony.md §9.1), and calls of our own into any.
 */
export function callerJoined(change: Change, fact: Joining): void {
  const known = change.calls.get(fact.call);
  if (known?.phase.kind === 'placing') return joinQueue(change, known, fact);
  const queue = change.queues.get(fact.queue);
  if (queue === undefined) return;
  if (known?.phase.kind === 'waiting') {
    change.setCall({ ...known, queue: fact.queue, customer: fact.customer });
    return;
  }
  // A caller that gave up one queue and tries the next, or was sent there by an agent, is a new row, as reports expect.
  if (known !== undefined) leaveAgent(change, known);
  enterQueue(change, queue, fact);
}

/** A customer can be in the next queue before Asterisk has said that it is on its way. */
function leaveAgent(change: Change, call: Call): void {
  release(change, call, 'goes-on');
  freeTarget(change, change.calls.get(call.id) ?? call);
}

function enterQueue(change: Change, queue: QueueRecord, { call: id, phone, customer }: Joining): void {
  const campaignId = openCampaign(queue, change.now);
  const call: Call = {
    id,
    rowId: change.nextId('callEntry'),
    origin: { kind: 'incoming', queueRowId: queue.rowId, campaignId },
    queue: queue.name,
    phone,
    customer,
    trunk: trunkOf(customer.name),
    joinedAt: change.now,
    ...UNTOUCHED,
    phase: { kind: 'waiting' },
  };
  change.setCall(call);
  change.store({
    kind: 'call-joined',
    row: { kind: 'incoming', id: call.rowId },
    queueRowId: queue.rowId,
    campaignId,
    phone,
    at: change.now,
    uniqueid: customer.uniqueid,
    trunk: call.trunk,
  });
  logProgress(change, call, 'OnQueue');
  lookUpDetails(change, call);
}

/** The caller left the queue unanswered, by hanging up or by the queue's time-out. */
export function callerGaveUp(change: Change, id: CallId): void {
  const call = change.calls.get(id);
  if (call?.phase.kind === 'waiting') abandon(change, call);
}

/** Closes a call that no agent took. Its channel may live on, so the call stays until that ends too. */
export function abandon(change: Change, call: Call): void {
  change.setCall({ ...call, phase: RELEASED });
  change.store({
    kind: 'call-abandoned',
    row: rowOf(call),
    at: change.now,
    waitedS: Math.floor((change.now - call.joinedAt) / 1000),
  });
  logProgress(change, call, 'Abandoned');
  freeAwaiting(change, call);
}

/**
 * Somebody who is no agent answers a caller who waits: a phone in the queue, an agent who has just logged off. Reports
 * count it as answered, by nobody. It is followed no further, for there is no agent whose call it could be.
 */
export function callerTaken(change: Change, id: CallId): void {
  const call = change.calls.get(id);
  if (call?.phase.kind !== 'waiting') return;
  change.setCall({ ...call, linkedAt: change.now, phase: RELEASED });
  change.store({
    kind: 'call-taken',
    row: rowOf(call),
    at: change.now,
    waitedS: Math.floor((change.now - call.joinedAt) / 1000),
  });
  // Clients know no other word for a caller who is in the queue no more and with no agent.
  logProgress(change, call, 'Hangup', { toldAs: 'Abandoned' });
  freeAwaiting(change, call);
}

/** The customer is on another channel from now on. */
export function customerMoved(change: Change, id: CallId, customer: Channel): void {
  const call = change.calls.get(id);
  if (call === undefined) return;
  const trunk = trunkOf(customer.name);
  change.setCall({ ...call, customer, trunk: trunk === '' ? call.trunk : trunk });
}
