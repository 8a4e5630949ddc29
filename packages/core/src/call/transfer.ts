import { type Agent, type AgentName, agentNumber, type LoggedIn } from '../agent/agent.js';
import { freeReserved, reserve } from '../agent/reservation.js';
import { loginOf, pauseReasons } from '../agent/status.js';
import type { Change } from '../floor/change.js';
import { type CommandId, DONE, type Refusal, refused, type TargetTrouble } from '../floor/command.js';
import type { Destination } from '../floor/effect.js';
import { type Call, type CallId, type Held, type PendingTransfer, rowOf, type Talking } from './call.js';
import { release } from './end.js';
import { handoverAnswered } from './handover.js';
import { onwardAnswered, onwardOf, sendToQueue } from './onward.js';

const DIGITS = /^\d+$/;

/** `transfercall`: sends the agent's customer to an extension; the agent is free at once (ECCP §8.3). */
export function transfer(change: Change, command: CommandId, name: AgentName, extension: string): void {
  const sendable = customerToSend(change, name);
  if (sendable.kind === 'refused') return change.reply(command, refused(sendable.refusal));
  send(
    change,
    sendable,
    { command, to: extension, target: undefined },
    { kind: 'extension', exten: extension },
  );
}

/** `transfercallagent`: sends the customer to another agent, which is kept free for it (ECCP §8.6). */
export function transferToAgent(
  change: Change,
  command: CommandId,
  name: AgentName,
  target: AgentName,
): void {
  const sendable = customerToSend(change, name);
  if (sendable.kind === 'refused') return change.reply(command, refused(sendable.refusal));
  const trouble = troubleOf(change, target);
  const login = trouble === undefined ? loginOfAgent(change, target) : undefined;
  if (login === undefined) {
    const reason = trouble ?? 'logged-out';
    return change.reply(command, refused({ kind: 'target-unavailable', reason }));
  }
  reserve(change, target, { for: 'transfer', until: change.now + change.settings.reservationMs });
  const { extension } = login;
  const to: Destination = { kind: 'agent', agent: target, extension };
  send(change, sendable, { command, to: agentNumber(target), target }, to);
}

type Sendable = { readonly kind: 'sendable'; readonly call: Call; readonly phase: Talking | Held };

/** The customer that an agent can send elsewhere: one it talks to, or has on hold. */
function customerToSend(
  change: Change,
  name: AgentName,
): Sendable | { readonly kind: 'refused'; readonly refusal: Refusal } {
  const agent = change.agents.get(name);
  if (agent === undefined) return { kind: 'refused', refusal: { kind: 'agent-not-loaded' } };
  const login = loginOf(agent);
  const call = login?.call === undefined ? undefined : change.calls.get(login.call);
  if (call === undefined) return { kind: 'refused', refusal: { kind: 'not-in-call' } };
  const { phase } = call;
  const free =
    (phase.kind === 'talking' && phase.parking === undefined && phase.transfer === undefined) ||
    (phase.kind === 'held' && phase.retrieval === undefined && phase.transfer === undefined);
  if (free) return { kind: 'sendable', call, phase };
  const message = 'another hold or transfer of this call is under way';
  return { kind: 'refused', refusal: { kind: 'telephony-refused', message } };
}

function send(
  change: Change,
  { call, phase }: Sendable,
  wish: Omit<PendingTransfer, 'attempt'>,
  to: Destination,
): void {
  const attempt = change.nextAttempt();
  change.setCall({ ...call, phase: { ...phase, transfer: { ...wish, attempt } } });
  const timer = { kind: 'redirect', call: call.id, attempt } as const;
  change.setTimer(timer, change.now + change.settings.redirectDeadlineMs);
  change.ask({ kind: 'redirect', call: call.id, attempt, customer: call.customer, to });
}

/** Asterisk sent the customer on its way, or would not. */
export function redirectAnswered(
  change: Change,
  fact: {
    readonly call: CallId;
    readonly attempt: number;
    readonly result: 'accepted' | 'refused' | 'device-busy';
    readonly message: string;
  },
): void {
  const call = change.calls.get(fact.call);
  if (call?.phase.kind === 'released' && call.phase.handover?.attempt === fact.attempt) {
    return handoverAnswered(change, call, fact.result === 'accepted');
  }
  const onward = onwardOf(change, fact.call, fact.attempt);
  if (call !== undefined && onward !== undefined) {
    return onwardAnswered(change, call, onward, fact.result === 'accepted');
  }
  if (call?.phase.kind !== 'talking' && call?.phase.kind !== 'held') return;
  const pending = call.phase.transfer;
  if (pending?.attempt !== fact.attempt) return;
  if (fact.result === 'accepted') return release(change, call, 'goes-on');

  change.setCall({ ...call, phase: { ...call.phase, transfer: undefined } });
  if (pending.target !== undefined) freeReserved(change, pending.target, 'transfer');
  if (pending.command === undefined) return;
  const refusal: Refusal =
    fact.result === 'device-busy'
      ? { kind: 'target-unavailable', reason: 'device-busy' }
      : { kind: 'telephony-refused', message: fact.message };
  change.reply(pending.command, refused(refusal));
}

/** Asterisk never said whether it sent the customer on; the call is still where it was. */
export function redirectOverdue(change: Change, id: CallId, attempt: number): void {
  const { phase } = change.calls.get(id) ?? {};
  const isSentOn = onwardOf(change, id, attempt) !== undefined;
  const isSent = (phase?.kind === 'talking' || phase?.kind === 'held') && phase.transfer?.attempt === attempt;
  if (!isSent && !isSentOn) return;
  // If Asterisk does it all the same, that is to be news.
  change.ask({ kind: 'call-off-redirect', call: id, attempt });
  // A customer whom nobody has must not be left where it is.
  if (isSentOn) return sendToQueue(change, id);
  const message = 'Asterisk did not transfer the call in time';
  redirectAnswered(change, { call: id, attempt, result: 'refused', message });
}

/**
 * The agent's part in the call ends while a transfer is under way: the customer has been moved, whatever Asterisk says
 * later, or is gone. Answers whether there was one.
 */
export function settleTransfer(change: Change, call: Call, customer: 'gone' | 'goes-on'): boolean {
  const { phase } = call;
  if (phase.kind === 'consulting') return true;
  if (phase.kind !== 'talking' && phase.kind !== 'held') return false;
  const { transfer: pending } = phase;
  if (pending === undefined) return false;
  if (customer === 'gone') {
    if (pending.target !== undefined) freeReserved(change, pending.target, 'transfer');
    const message = 'the customer hung up';
    if (pending.command !== undefined) {
      change.reply(pending.command, refused({ kind: 'telephony-refused', message }));
    }
    return true;
  }
  change.store({ kind: 'call-transferred', row: rowOf(call), to: pending.to });
  if (pending.command !== undefined) change.reply(pending.command, DONE);
  return true;
}

/** The agent that the customer is on its way to. */
export function targetOf({ phase }: Call): AgentName | undefined {
  return phase.kind === 'talking' || phase.kind === 'held' ? phase.transfer?.target : undefined;
}

/** A customer that an agent has sent to another is there, or somewhere else, or gone: nobody is kept free for it any more. */
export function freeTarget(change: Change, { phase }: Call): void {
  if (phase.kind === 'released' && phase.target !== undefined) {
    freeReserved(change, phase.target, 'transfer');
  }
}

function loginOfAgent(change: Change, name: AgentName) {
  const agent = change.agents.get(name);
  return agent && loginOf(agent);
}

/** Why an agent can't take a call now, in the order of ECCP §8.6 transfercallagent. */
function troubleOf(change: Change, name: AgentName): TargetTrouble | undefined {
  const agent = change.agents.get(name);
  if (agent === undefined) return 'unknown';
  const login = loginOf(agent);
  if (login?.reserved?.for === 'transfer') return 'reserved';
  if (login === undefined) return 'logged-out';
  if (login.call !== undefined || login.awaited !== undefined) return 'in-call';
  if (pauseReasons(change, agent).length > 0) return 'paused';
  for (const { ringing } of agent.memberships.values()) if (ringing) return 'ringing';
  return nothingToDial(agent, login);
}

/** A pool agent is dialled by its own number, a callback agent by that of its phone; names and phones need not have one. */
function nothingToDial(agent: Agent, { extension }: LoggedIn): TargetTrouble | undefined {
  if (agent.kind === 'pool') return DIGITS.test(agentNumber(agent.name)) ? undefined : 'no-number';
  return DIGITS.test(extension.number) ? undefined : 'no-extension';
}
