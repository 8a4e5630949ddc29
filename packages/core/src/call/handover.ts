import type { Change } from '../floor/change.js';
import { type CommandId, DONE } from '../floor/command.js';
import { type Call, type CallId, type Consulting, RELEASED } from './call.js';
import { answer, consultationOf, enter } from './consultation.js';
import { release } from './end.js';
import { sendToQueue } from './onward.js';

/**
 * `hangup` in a consultation. False when the agent is on its way back: then the customer is who is hung up on.
 */
export function finishConsultation(
  change: Change,
  command: CommandId,
  call: Call,
  phase: Consulting,
): boolean {
  switch (phase.stage) {
    case 'asked':
    case 'calling': {
      answer(change, phase);
      enter(change, call, { ...phase, stage: 'calling', command: undefined });
      const { agent, attempt } = phase;
      change.ask({ kind: 'end-consultation', call: call.id, attempt, agent });
      change.reply(command, DONE);
      return true;
    }
    case 'talking':
      handOver(change, call, phase, command);
      return true;
    case 'joining':
      change.reply(command, DONE);
      return true;
    case 'returning':
      return false;
  }
}

function handOver(change: Change, call: Call, phase: Consulting, command: CommandId | undefined): void {
  enter(change, call, { ...phase, stage: 'joining', command });
  const { agent, attempt } = phase;
  change.ask({ kind: 'complete-transfer', call: call.id, attempt, agent, customer: call.customer });
}

/** Asterisk joined customer and target, or did not: then the agent still has both. */
export function transferAnswered(
  change: Change,
  fact: {
    readonly call: CallId;
    readonly attempt: number;
    readonly accepted: boolean;
    readonly message: string;
  },
): void {
  const found = consultationOf(change, fact.call, fact.attempt);
  if (found === undefined || found.phase.stage !== 'joining') return;
  const { call, phase } = found;
  if (!fact.accepted) {
    answer(change, phase, { kind: 'telephony-refused', message: fact.message });
    return enter(change, call, { ...phase, stage: 'talking', command: undefined });
  }
  release(change, call, 'transferred');
}

/**
 * The agent's end is gone in the middle of it: hung up, or logged off. What it meant by that is to hand over, so the
 * customer is with the target, or is sent to it. Of a log-off alone it is not known yet which (`undefined`).
 */
export function abandonConsultation(
  change: Change,
  call: Call,
  { target, attempt, stage }: Consulting,
  joined: boolean | undefined,
): void {
  release(change, call, 'transferred');
  const released = change.calls.get(call.id) ?? call;
  // On its way back to the customer it had nobody any more to hand it over to.
  if (stage === 'returning' && joined !== true) return sendToQueue(change, released.id);
  change.setCall({ ...released, phase: { ...RELEASED, handover: { attempt, target } } });
  if (joined !== undefined) return handOn(change, call.id, attempt, joined);
  // The phone of a callback agent goes on with the target, but the customer is not to wait for that for ever.
  const { consultationDeadlineMs } = change.settings;
  change.setTimer({ kind: 'consultation', call: call.id, attempt }, change.now + consultationDeadlineMs);
}

/** Nobody has told what became of the customer of an agent who left a consultation: another agent takes it. */
export function handoverOverdue(change: Change, id: CallId, attempt: number): void {
  const call = change.calls.get(id);
  if (call?.phase.kind === 'released' && call.phase.handover?.attempt === attempt) sendToQueue(change, id);
}

export function consultationAbandoned(change: Change, id: CallId, attempt: number, joined: boolean): void {
  const found = consultationOf(change, id, attempt);
  if (found !== undefined) abandonConsultation(change, found.call, found.phase, joined);
  else handOn(change, id, attempt, joined);
}

/** The agent has left a consultation, and what became of its customer is known now: one who waits alone is sent on. */
export function handOn(change: Change, id: CallId, attempt: number, joined: boolean): void {
  const call = change.calls.get(id);
  const handover = call?.phase.kind === 'released' ? call.phase.handover : undefined;
  if (call === undefined || handover?.attempt !== attempt) return;
  if (joined) return change.setCall({ ...call, phase: RELEASED });
  const { customer } = call;
  const to = { kind: 'extension', exten: handover.target } as const;
  change.ask({ kind: 'redirect', call: id, attempt, customer, to });
}

/** Asterisk has sent the customer of an agent who left to the target, or would not: then to where it came from. */
export function handoverAnswered(change: Change, call: Call, accepted: boolean): void {
  if (call.phase.kind !== 'released' || call.phase.handover === undefined) return;
  change.setCall({ ...call, phase: RELEASED });
  if (!accepted) sendToQueue(change, call.id);
}

/** The agent's part in the call ended in the middle of a consultation; nobody waits for an answer after this. */
export function settleConsultation(
  change: Change,
  call: Call,
  phase: Consulting,
  customer: 'gone' | 'goes-on' | 'transferred',
): void {
  answer(change, phase);
  // The target has nobody left to be joined with.
  if (customer === 'gone') {
    change.ask({ kind: 'end-consultation', call: call.id, attempt: phase.attempt, agent: phase.agent });
  }
  change.publish({ kind: 'consultation-ended', agent: phase.agent });
}
