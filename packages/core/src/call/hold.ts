import type { AgentName } from '../agent/agent.js';
import { touch } from '../agent/inactivity.js';
import { withPauseSync } from '../agent/pause.js';
import type { Change } from '../floor/change.js';
import { type CommandId, DONE, type Refusal, refused } from '../floor/command.js';
import { type Call, type CallId, rowOf, type Talking } from './call.js';
import { callSeparated, release } from './end.js';
import { limitAgain, limitHold } from './hold-limit.js';
import { sendToQueue } from './onward.js';
import { logProgress } from './progress.js';

/**
 * `hold`: parks the customer (ECCP §8.3). The agent is paused first, for Asterisk hands it back to the pool at
 * once. The answer waits for the slot, so that a retrieval right after it finds its caller.
 */
export function hold(change: Change, command: CommandId, name: AgentName): void {
  const ready = readyToHold(change, name);
  if (ready.kind === 'refused') return change.reply(command, refused(ready.refusal));
  const { call, phase } = ready;
  withPauseSync(change, name, () =>
    change.setCall({ ...call, phase: { ...phase, parking: { command, parted: false } } }),
  );
  change.setTimer({ kind: 'park', call: call.id }, change.now + change.settings.parkDeadlineMs);
  change.ask({ kind: 'park', call: call.id, agent: name, customer: call.customer });
}

type Readiness =
  | { readonly kind: 'ready'; readonly call: Call; readonly phase: Talking }
  | { readonly kind: 'refused'; readonly refusal: Refusal };

function readyToHold(change: Change, name: AgentName): Readiness {
  const standing = holdStanding(change, name);
  if (standing.kind === 'refused') return standing;
  const { call } = standing;
  if (call === undefined) return no({ kind: 'not-in-call' });
  const { phase } = call;
  if (phase.kind !== 'talking' || phase.parking !== undefined || phase.transfer !== undefined) {
    return no({ kind: 'already-held' });
  }
  if (holdBreakId(change) === undefined) return no({ kind: 'hold-break-missing' });
  return { kind: 'ready', call, phase };
}

/** Checks that hold and unhold have in common, in the order of ECCP §8.3 (D-03, D-05). */
export function holdStanding(
  change: Change,
  name: AgentName,
):
  | { readonly kind: 'standing'; readonly call: Call | undefined }
  | { readonly kind: 'refused'; readonly refusal: Refusal } {
  const agent = change.agents.get(name);
  if (agent === undefined) return no({ kind: 'agent-not-loaded' });
  const login = agent.presence;
  if (login.kind !== 'logged-in') return no({ kind: 'not-logged-in' });
  if (login.origin === 'external') return no({ kind: 'login-not-ours' });
  if (change.telephony.kind === 'down') return no({ kind: 'telephony-down' });
  if (!change.telephony.parking) return no({ kind: 'parking-disabled' });
  return { kind: 'standing', call: login.call === undefined ? undefined : change.calls.get(login.call) };
}

function no(refusal: Refusal): { readonly kind: 'refused'; readonly refusal: Refusal } {
  return { kind: 'refused', refusal };
}

/** The break that marks holds: the first active one of kind H (database.md §4.3). */
function holdBreakId(change: Change): number | undefined {
  for (const { id, kind, active } of change.breaks.values()) {
    if (kind === 'hold' && active) return id;
  }
  return undefined;
}

/**
 * The customer is in the lot. Without a request of ours it was the agent's phone that parked; it is a hold all the same.
 * Who is in our own lot and has no agent any more would be looked for by nobody: another agent of its queue takes it.
 */
export function callParked(change: Change, id: CallId, slot: string, ours: boolean): void {
  const call = change.calls.get(id);
  if (call?.phase.kind === 'released' && ours && call.phase.onward === undefined)
    return sendToQueue(change, id);
  if (call?.phase.kind === 'held') {
    change.setCall({ ...call, phase: { ...call.phase, slot, comesBack: false } });
    // Its time may have passed while it was in no slot, and nothing could be done.
    return limitAgain(change, id, call.phase);
  }
  const breakId = holdBreakId(change);
  if (call?.phase.kind !== 'talking' || breakId === undefined) return;
  const { agent: name, parking, transfer } = call.phase;
  const agent = change.agents.get(name);
  // A customer on its way elsewhere by way of a lot is not on hold.
  if (agent === undefined || transfer !== undefined) return;

  const auditId = change.nextId('audit');
  change.store({ kind: 'open-pause', id: auditId, agentRowId: agent.rowId, breakId, at: change.now });
  storeHeld(change, call, true);
  withPauseSync(change, name, () => {
    change.setCall({
      ...call,
      phase: {
        kind: 'held',
        agent: name,
        slot,
        comesBack: false,
        until: limitHold(change, id),
        retrieval: undefined,
        transfer: undefined,
      },
    });
    change.setLogin(name, { hold: { since: change.now, auditId } });
  });
  touch(change, name);
  change.publish({ kind: 'pause-started', agent: name, pause: { kind: 'hold' }, since: change.now });
  logProgress(change, call, 'OnHold', { agent: name });
  if (parking !== undefined) change.reply(parking.command, DONE);
}

/** Asterisk would not park the customer: the agent goes on talking and nothing was written. */
export function parkRefused(change: Change, id: CallId, message: string): void {
  const call = change.calls.get(id);
  if (call?.phase.kind !== 'talking') return;
  giveUpParking(change, call, call.phase, message);
  if (call.phase.parking?.parted === true) callSeparated(change, id, call.phase.agent);
}

/** Asterisk accepted to park the customer but never said that it did. It may be in the lot: there nobody would look for it. */
export function parkOverdue(change: Change, id: CallId): void {
  const phase = change.calls.get(id)?.phase;
  parkRefused(change, id, 'Asterisk did not park the call in time');
  if (phase?.kind === 'talking' && phase.parking?.parted === true) sendToQueue(change, id);
}

/** Ends a park that is under way, if one is. */
export function giveUpParking(change: Change, call: Call, phase: Talking, message: string): void {
  if (phase.parking === undefined) return;
  change.reply(phase.parking.command, refused({ kind: 'telephony-refused', message }));
  withPauseSync(change, phase.agent, () =>
    change.setCall({ ...call, phase: { ...phase, parking: undefined } }),
  );
}

/** The lot's time-out sent the customer away; the hold goes on until its channel ends, joins a queue or meets the agent. */
export function parkExpired(change: Change, id: CallId, comesBack: boolean): void {
  const call = change.calls.get(id);
  if (call?.phase.kind !== 'held') return;
  change.setCall({ ...call, phase: { ...call.phase, slot: undefined, comesBack } });
}

/** Somebody who is not the agent took the customer out of its slot: the agent has handed it over. */
export function parkedCallTaken(change: Change, id: CallId, by: string): void {
  const call = change.calls.get(id);
  if (call?.phase.kind !== 'held') return;
  // A transfer that is under way tells by itself where the customer went.
  if (call.phase.transfer !== undefined) return release(change, call, 'goes-on');
  change.store({ kind: 'call-transferred', row: rowOf(call), to: by });
  release(change, call, 'transferred');
}

/** Ends the hold of a call and puts it into its next phase. Events in the order of ECCP §6.2, once (D-18). */
export function endHold(change: Change, call: Call, next: Call['phase']): void {
  if (call.phase.kind !== 'held') return;
  const { agent: name, retrieval } = call.phase;
  const agent = change.agents.get(name);
  if (agent?.presence.kind !== 'logged-in' || agent.presence.hold === undefined) return;
  const { since, auditId } = agent.presence.hold;

  change.store({
    kind: 'close-audit',
    id: auditId,
    agentRowId: agent.rowId,
    openedAt: since,
    at: change.now,
  });
  storeHeld(change, call, false);
  withPauseSync(change, name, () => {
    change.setLogin(name, { hold: undefined });
    change.setCall({ ...call, phase: next });
  });
  touch(change, name);
  change.publish({ kind: 'pause-ended', agent: name, pause: { kind: 'hold' }, since, at: change.now });
  logProgress(change, call, 'OffHold', { agent: name });
  if (retrieval?.command === undefined) return;
  const message = 'the caller is on hold no more';
  change.reply(
    retrieval.command,
    next.kind === 'talking' ? DONE : refused({ kind: 'telephony-refused', message }),
  );
}

function storeHeld(change: Change, call: Call, held: boolean): void {
  if (call.currentRowId === undefined) return;
  change.store({ kind: 'call-held', row: rowOf(call), currentId: call.currentRowId, held });
}
