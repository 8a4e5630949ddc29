import type { Channel, QueueName } from '../agent/agent.js';
import type { Change } from '../floor/change.js';
import { type Call, type CallId, trunkOf } from './call.js';
import { logProgress } from './progress.js';

/** A caller entered a queue. Only monitored queues are followed (telephony.md §9.1). */
export function callerJoined(
  change: Change,
  fact: {
    readonly call: CallId;
    readonly queue: QueueName;
    readonly phone: string;
    readonly customer: Channel;
  },
): void {
  const queue = change.queues.get(fact.queue);
  if (queue === undefined) return;
  const known = change.calls.get(fact.call);
  if (known !== undefined && known.phase.kind !== 'released') {
    change.setCall({ ...known, queue: fact.queue, customer: fact.customer });
    return;
  }
  // A caller that gave up one queue and tries the next is a new row, as reports expect.
  const call: Call = {
    id: fact.call,
    rowId: change.nextId('callEntry'),
    queue: fact.queue,
    phone: fact.phone,
    customer: fact.customer,
    trunk: trunkOf(fact.customer.name),
    joinedAt: change.now,
    linkedAt: undefined,
    currentRowId: undefined,
    phase: { kind: 'waiting' },
  };
  change.setCall(call);
  change.store({
    kind: 'call-joined',
    id: call.rowId,
    queueRowId: queue.rowId,
    phone: call.phone,
    at: change.now,
    uniqueid: call.customer.uniqueid,
    trunk: call.trunk,
  });
  logProgress(change, call, 'OnQueue');
}

/** The caller left the queue unanswered, by hanging up or by the queue's time-out. */
export function callerGaveUp(change: Change, id: CallId): void {
  const call = change.calls.get(id);
  if (call?.phase.kind === 'waiting') abandon(change, call);
}

/** Closes a call that no agent took. Its channel may live on, so the call stays until that ends too. */
export function abandon(change: Change, call: Call): void {
  change.setCall({ ...call, phase: { kind: 'released' } });
  change.store({
    kind: 'call-abandoned',
    id: call.rowId,
    at: change.now,
    waitedS: Math.floor((change.now - call.joinedAt) / 1000),
  });
  logProgress(change, call, 'Abandoned');
}
