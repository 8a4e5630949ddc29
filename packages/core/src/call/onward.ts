import type { Change } from '../floor/change.js';
import { type Call, type CallId, type Onward, RELEASED } from './call.js';
import { freeTarget } from './transfer.js';

/** A customer whom nobody has any more goes to the queue that it came from; one that came from none is hung up on. */
export function sendToQueue(change: Change, id: CallId): void {
  const call = change.calls.get(id);
  if (call?.phase.kind !== 'released') return;
  freeTarget(change, call);
  const { customer, queue } = call;
  if (queue === undefined) return change.ask({ kind: 'hang-up', channel: customer, command: undefined });
  const attempt = change.nextAttempt();
  change.setCall({ ...call, phase: { ...RELEASED, onward: { attempt, otherwise: 'hang-up' } } });
  change.setTimer({ kind: 'redirect', call: id, attempt }, change.now + change.settings.redirectDeadlineMs);
  change.ask({ kind: 'redirect', call: id, attempt, customer, to: { kind: 'queue', queue } });
}

/** A customer in the waiting room whose agent does not consult anybody would be looked for by nobody. */
export function callerInWaitingRoom(change: Change, id: CallId): void {
  const { phase } = change.calls.get(id) ?? {};
  if (phase?.kind === 'released' && phase.onward === undefined && phase.handover === undefined)
    sendToQueue(change, id);
}

/** Asterisk has sent the customer on, or would not. */
export function onwardAnswered(change: Change, call: Call, { otherwise }: Onward, accepted: boolean): void {
  if (call.phase.kind !== 'released') return;
  // Asterisk out of reach refuses nothing: where the customer is then says whether it was sent on.
  if (!accepted && change.telephony.kind === 'down') return;
  change.setCall({ ...call, phase: { ...call.phase, onward: undefined } });
  if (accepted) return;
  if (otherwise === 'queue') return sendToQueue(change, call.id);
  change.ask({ kind: 'hang-up', channel: call.customer, command: undefined });
}

/** A customer whom nobody had has met an agent: it stays there, if Asterisk has not sent it on yet. */
export function callOffRedirect(change: Change, { id, phase }: Call): void {
  const attempt = phase.kind === 'released' ? (phase.onward ?? phase.handover)?.attempt : undefined;
  if (attempt !== undefined) change.ask({ kind: 'call-off-redirect', call: id, attempt });
}

/** What Asterisk has on its way for this call, if it is that attempt. */
export function onwardOf(change: Change, id: CallId, attempt: number): Onward | undefined {
  const call = change.calls.get(id);
  const onward = call?.phase.kind === 'released' ? call.phase.onward : undefined;
  return onward?.attempt === attempt ? onward : undefined;
}
