import type { AgentName } from '../agent/agent.js';
import { loginOf } from '../agent/status.js';
import type { Change } from '../floor/change.js';
import { type CommandId, type Refusal, refused } from '../floor/command.js';
import { type Call, type CallId, type Consulting, rowOf, type Talking } from './call.js';
import { answer, consultationOf, enter, resume } from './consultation.js';
import { release } from './end.js';
import { handOn, handoverOverdue, transferAnswered } from './handover.js';
import { sendToQueue } from './onward.js';

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
  if (found === undefined) return handOn(change, id, attempt, false);
  if (found.phase.stage !== 'returning') return;
  release(change, found.call, 'goes-on');
  sendToQueue(change, id);
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

/** A stage took too long. */
export function consultationOverdue(change: Change, id: CallId, attempt: number): void {
  const found = consultationOf(change, id, attempt);
  if (found === undefined) return handoverOverdue(change, id, attempt);
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
