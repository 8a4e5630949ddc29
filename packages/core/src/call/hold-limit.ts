import type { Change } from '../floor/change.js';
import { type CallId, type Held, rowOf } from './call.js';
import { callToSlot } from './retrieve.js';

/** A hold begins. Answers until when it may last; its agent is warned before. */
export function limitHold(change: Change, call: CallId): number | undefined {
  const { holdLimitMs, holdWarningMs } = change.settings;
  if (holdLimitMs === undefined) return undefined;
  const until = change.now + holdLimitMs;
  change.setTimer({ kind: 'hold-limit', call }, until);
  const warns = holdWarningMs > 0 && holdWarningMs < holdLimitMs;
  if (warns) change.setTimer({ kind: 'hold-warning', call }, until - holdWarningMs);
  return until;
}

/** A hold goes on in another slot, for as long as it might before. */
export function limitAgain(change: Change, call: CallId, { until }: Held): void {
  if (until !== undefined) change.setTimer({ kind: 'hold-limit', call }, Math.max(until, change.now));
}

/** Whether a hold has lasted as long as it may. */
export function isOverdue(change: Change, { until }: Held): boolean {
  return until !== undefined && change.now >= until;
}

/** The limit is near. A call that is on hold no more needs no warning. */
export function holdNearLimit(change: Change, id: CallId): void {
  const call = change.calls.get(id);
  if (call?.phase.kind !== 'held' || call.phase.until === undefined) return;
  const { agent, until } = call.phase;
  const { campaignId } = call.origin;
  change.publish({ kind: 'hold-near-limit', agent, row: rowOf(call), campaignId, until });
}

/** The hold has lasted as long as it may: the customer goes back to its agent, and to its queue if that one does not come. */
export function holdAtLimit(change: Change, id: CallId): void {
  const call = change.calls.get(id);
  if (call?.phase.kind !== 'held' || call.phase.until === undefined) return;
  const { agent, until, slot, retrieval, transfer } = call.phase;
  // Clocks disagree by a millisecond, or are set.
  if (change.now < until) return change.setTimer({ kind: 'hold-limit', call: id }, until);
  if (change.telephony.kind === 'down' || transfer !== undefined) return holdLater(change, id);
  change.publish({ kind: 'hold-at-limit', agent, row: rowOf(call), campaignId: call.origin.campaignId });
  // An agent who is on the way needs no second call, and a customer without a slot is with the dial plan.
  if (retrieval === undefined && slot !== undefined) {
    callToSlot(change, call, call.phase, undefined);
  }
}

/** Nothing can be done about an overdue hold now: it is looked at again in a while. */
export function holdLater(change: Change, call: CallId): void {
  change.setTimer({ kind: 'hold-limit', call }, change.now + change.settings.retrievalDeadlineMs);
}
