import type { AgentName } from '../agent/agent.js';
import { withPauseSync } from '../agent/pause.js';
import { loginOf } from '../agent/status.js';
import type { Change } from '../floor/change.js';
import { type CommandId, DONE, type Refusal, refused } from '../floor/command.js';
import { type Call, type CallId, type Consulting, RELEASED, rowOf, type Talking } from './call.js';
import { release } from './end.js';

/**
 * `atxfercall`: the customer waits while its agent talks to the target (ECCP §8.3). Every way it can go ends in one of two:
 * the customer is with the target, or with its agent again.
 */
export function consult(change: Change, command: CommandId, name: AgentName, target: string): void {
  const ready = readyToConsult(change, name);
  if (ready.kind === 'refused') return change.reply(command, refused(ready.refusal));
  const { call, phase } = ready;
  const { agentChannel } = phase;
  const attempt = change.nextAttempt();
  enter(change, call, {
    kind: 'consulting',
    agent: name,
    agentChannel,
    target,
    attempt,
    stage: 'asked',
    command,
  });
  change.publish({ kind: 'consultation-started', agent: name });
  const { customer } = call;
  change.ask({ kind: 'consult', call: call.id, attempt, agent: name, agentChannel, customer, target });
}

function readyToConsult(
  change: Change,
  name: AgentName,
):
  | { readonly kind: 'ready'; readonly call: Call; readonly phase: Talking }
  | { readonly kind: 'refused'; readonly refusal: Refusal } {
  const agent = change.agents.get(name);
  const login = agent && loginOf(agent);
  const call = login?.call === undefined ? undefined : change.calls.get(login.call);
  if (call === undefined) return { kind: 'refused', refusal: { kind: 'not-in-call' } };
  const { phase } = call;
  if (phase.kind !== 'talking') return { kind: 'refused', refusal: { kind: 'no-agent-channel' } };
  if (call.customer.name.startsWith('Local/')) {
    return { kind: 'refused', refusal: { kind: 'no-customer-channel' } };
  }
  if (phase.parking === undefined && phase.transfer === undefined) return { kind: 'ready', call, phase };
  const message = 'another hold or transfer of this call is under way';
  return { kind: 'refused', refusal: { kind: 'telephony-refused', message } };
}

/** Puts the call into a stage of its consultation, which has until the deadline to lead to the next. */
function enter(change: Change, call: Call, phase: Consulting): void {
  withPauseSync(change, phase.agent, () => change.setCall({ ...call, phase }));
  const timer = { kind: 'consultation', call: call.id, attempt: phase.attempt } as const;
  change.setTimer(timer, change.now + change.settings.consultationDeadlineMs);
}

/** The consultation that a fact is about, if it still goes on. */
function consultationOf(
  change: Change,
  id: CallId,
  attempt: number,
): { readonly call: Call; readonly phase: Consulting } | undefined {
  const call = change.calls.get(id);
  if (call?.phase.kind !== 'consulting' || call.phase.attempt !== attempt) return undefined;
  return { call, phase: call.phase };
}

/** Asterisk let the customer wait and dials the target, or left everything as it was. */
export function consultationStarted(
  change: Change,
  fact: {
    readonly call: CallId;
    readonly attempt: number;
    readonly accepted: boolean;
    readonly message: string;
  },
): void {
  const found = consultationOf(change, fact.call, fact.attempt);
  if (found === undefined) return;
  const { call, phase } = found;
  // Cancelled before Asterisk said anything, it may be told here that there is nothing to cancel.
  if (!fact.accepted && (phase.stage === 'asked' || phase.stage === 'calling')) {
    answer(change, phase, { kind: 'telephony-refused', message: fact.message });
    return resume(change, call, phase);
  }
  if (phase.stage !== 'asked') return;
  answer(change, phase);
  change.store({ kind: 'call-transferred', row: rowOf(call), to: phase.target });
  enter(change, call, { ...phase, stage: 'calling', command: undefined });
}

/** The target is on the line. */
export function consultationAnswered(change: Change, id: CallId, attempt: number): void {
  const found = consultationOf(change, id, attempt);
  if (found === undefined) return;
  const { call, phase } = found;
  if (phase.stage !== 'asked' && phase.stage !== 'calling') return;
  if (phase.stage === 'asked') {
    answer(change, phase);
    change.store({ kind: 'call-transferred', row: rowOf(call), to: phase.target });
  }
  enter(change, call, { ...phase, stage: 'talking', command: undefined });
}

/** Nobody is on the line with the agent any more: it goes back to its customer. */
export function consultationEnded(change: Change, id: CallId, attempt: number): void {
  const found = consultationOf(change, id, attempt);
  if (found === undefined) return handOn(change, id, attempt, false);
  if (found.phase.stage === 'returning') return;
  answer(change, found.phase);
  goBack(change, found.call, found.phase);
}

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
  { target, attempt }: Consulting,
  joined: boolean | undefined,
): void {
  release(change, call, 'transferred');
  const released = change.calls.get(call.id) ?? call;
  change.setCall({ ...released, phase: { kind: 'released', handover: { attempt, target } } });
  if (joined !== undefined) handOn(change, call.id, attempt, joined);
}

export function consultationAbandoned(change: Change, id: CallId, attempt: number, joined: boolean): void {
  const found = consultationOf(change, id, attempt);
  if (found !== undefined) abandonConsultation(change, found.call, found.phase, joined);
  else handOn(change, id, attempt, joined);
}

/** The agent has left a consultation, and what became of its customer is known now: one who waits alone is sent on. */
function handOn(change: Change, id: CallId, attempt: number, joined: boolean): void {
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
  const { attempt } = call.phase.handover;
  change.setCall({ ...call, phase: RELEASED });
  if (!accepted) sendToQueue(change, call, attempt);
}

function sendToQueue(change: Change, { id, customer, queue }: Call, attempt: number): void {
  if (queue === undefined) return change.ask({ kind: 'hang-up', channel: customer, command: undefined });
  change.ask({ kind: 'redirect', call: id, attempt, customer, to: { kind: 'queue', queue } });
}

/** Brings the agent back to its customer. */
function goBack(change: Change, call: Call, phase: Consulting): void {
  enter(change, call, { ...phase, stage: 'returning', command: undefined });
  const { agent, agentChannel, attempt } = phase;
  const { customer, id } = call;
  change.ask({ kind: 'return-to-customer', call: id, attempt, agent, agentChannel, customer });
}

/** The agent can't be brought back: its customer goes to the queue again. */
export function returnFailed(change: Change, id: CallId, attempt: number): void {
  const found = consultationOf(change, id, attempt);
  if (found === undefined || found.phase.stage !== 'returning') return;
  release(change, found.call, 'goes-on');
  sendToQueue(change, found.call, attempt);
}

/** The agent talks to its customer again. */
export function backWithCustomer(
  change: Change,
  call: Call,
  phase: Consulting,
  agentChannel: Talking['agentChannel'],
): void {
  answer(change, phase);
  if (phase.stage !== 'asked') change.store({ kind: 'call-transferred', row: rowOf(call), to: '' });
  resume(change, call, { ...phase, agentChannel });
}

function resume(change: Change, call: Call, { agent, agentChannel }: Consulting): void {
  withPauseSync(change, agent, () =>
    change.setCall({
      ...call,
      phase: { kind: 'talking', agent, agentChannel, parking: undefined, transfer: undefined },
    }),
  );
  change.publish({ kind: 'consultation-ended', agent });
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

/** A stage took too long. */
export function consultationOverdue(change: Change, id: CallId, attempt: number): void {
  const found = consultationOf(change, id, attempt);
  if (found === undefined) return;
  const { call, phase } = found;
  const message = 'Asterisk did not tell in time what became of the transfer';
  switch (phase.stage) {
    case 'asked':
      return consultationStarted(change, { call: id, attempt, accepted: false, message });
    case 'calling':
      change.ask({ kind: 'end-consultation', call: id, attempt, agent: phase.agent });
      return goBack(change, call, phase);
    case 'joining':
      return transferAnswered(change, { call: id, attempt, accepted: false, message });
    case 'returning':
      return returnFailed(change, id, attempt);
    case 'talking':
      return;
  }
}

/** Answers the request that waits for this stage, if one does. */
function answer(change: Change, phase: Consulting, refusal?: Refusal): void {
  if (phase.command !== undefined) change.reply(phase.command, refusal ? refused(refusal) : DONE);
}
