import type { AgentName } from '../agent/agent.js';
import { touch } from '../agent/inactivity.js';
import { withPauseSync } from '../agent/pause.js';
import { loginOf } from '../agent/status.js';
import type { Change } from '../floor/change.js';
import { type CommandId, DONE, refused } from '../floor/command.js';
import { agentOf, type Call, type CallId, type Held, type PendingTransfer, RELEASED, rowOf } from './call.js';
import { tellLink } from './details.js';
import { abandonConsultation, finishConsultation, settleConsultation } from './handover.js';
import { endHold, giveUpParking } from './hold.js';
import { sendToQueue } from './onward.js';
import { endPlacing } from './place.js';
import { logProgress } from './progress.js';
import { abandon } from './queue.js';
import { freeTarget, settleTransfer, targetOf } from './transfer.js';

/**
 * `hangup`: ends the agent's call, held or not (ECCP §8.3). In a consultation it ends that: with the target on the line
 * the customer is handed over, before that the agent goes back to its customer.
 */
export function hangUp(change: Change, command: CommandId, name: AgentName): void {
  const agent = change.agents.get(name);
  const login = agent && loginOf(agent);
  const call = login?.call === undefined ? undefined : change.calls.get(login.call);
  if (call?.phase.kind === 'consulting' && finishConsultation(change, command, call, call.phase)) return;
  // The customer's end for both kinds of agent: a pool agent's own end is its login line.
  if (call !== undefined) return change.ask({ kind: 'hang-up', channel: call.customer, command });
  if (login?.awaited !== undefined) return change.ask({ kind: 'abort-call', call: login.awaited, command });
  change.reply(command, refused({ kind: 'not-in-call' }));
}

/** Whether Asterisk hung up; the call itself ends when its channel does. */
export function hangUpAnswered(
  change: Change,
  fact: { readonly command: CommandId; readonly accepted: boolean; readonly message: string },
): void {
  const refusal = { kind: 'telephony-refused', message: fact.message } as const;
  change.reply(fact.command, fact.accepted ? DONE : refused(refusal));
}

/** The customer's channel is gone: whatever phase the call was in, it ends in exactly one way. */
export function callEnded(change: Change, id: CallId): void {
  const call = change.calls.get(id);
  if (call === undefined) return;
  switch (call.phase.kind) {
    case 'placing':
      endPlacing(change, call, call.phase);
      break;
    case 'waiting':
      abandon(change, call);
      break;
    case 'talking':
    case 'held':
    case 'consulting':
      release(change, call, 'gone');
      break;
    case 'released':
      freeTarget(change, call);
      break;
  }
  change.removeCall(id);
}

/** The agent's end left the call; the customer's goes on in the dial plan. */
export function callSeparated(change: Change, id: CallId, name: AgentName): void {
  const call = change.calls.get(id);
  if (call?.phase.kind !== 'talking' || call.phase.agent !== name) return;
  const { phase } = call;
  if (phase.parking === undefined) return release(change, call, 'goes-on');
  // On its way into the lot, which will say so.
  change.setCall({ ...call, phase: { ...phase, parking: { ...phase.parking, parted: true } } });
}

/**
 * Takes the agent's call away from it. `hang-up`: the agent leaves; `meets-another`: it talks to another caller, and its
 * customer goes on where it is; in both cases a customer on hold goes to its queue, and in the second one who is being parked or
 * waits behind a consultation. `keep-customer`: the customer is with another agent.
 */
export function dropCall(
  change: Change,
  name: AgentName,
  why: 'hang-up' | 'meets-another' | 'keep-customer' = 'hang-up',
): void {
  const agent = change.agents.get(name);
  const login = agent && loginOf(agent);
  const call = login?.call === undefined ? undefined : change.calls.get(login.call);
  if (call === undefined) return;
  if (why === 'hang-up' && call.phase.kind === 'consulting') {
    return abandonConsultation(change, call, call.phase, undefined);
  }
  release(change, call, 'goes-on');
  if (why === 'keep-customer') return;
  if (call.phase.kind === 'held') return leaveOnHold(change, call.id, call.phase);
  if (call.phase.kind === 'talking' && call.phase.transfer !== undefined) {
    return letArrive(change, call.id, call.phase.transfer);
  }
  if (why === 'hang-up') {
    change.ask({ kind: 'hang-up', channel: call.customer, command: undefined });
  } else if (
    call.phase.kind === 'consulting' ||
    (call.phase.kind === 'talking' && call.phase.parking !== undefined)
  ) {
    sendToQueue(change, call.id);
  }
}

/** The agent is gone whose customer waits in the parking lot: another one of its queue takes it. */
function leaveOnHold(change: Change, id: CallId, { transfer, comesBack }: Held): void {
  // The dial plan does not find the agent either, and then goes to the queue.
  if (comesBack) return;
  if (transfer === undefined) return sendToQueue(change, id);
  letArrive(change, id, transfer);
}

/** The agent is gone whose customer is being sent elsewhere: only if it does not get there another one takes it. */
function letArrive(change: Change, id: CallId, { attempt }: PendingTransfer): void {
  const call = change.calls.get(id);
  if (call?.phase.kind !== 'released') return;
  change.setCall({ ...call, phase: { ...call.phase, onward: { attempt, otherwise: 'queue' } } });
}

/**
 * What is known of the end: the event; only that there was one, so that a short call can't be told from a long one; or
 * not even when, for Asterisk died.
 */
type End = 'seen' | 'unseen' | 'lost';

/**
 * Frees agent and call from each other and closes the call's row. The one place where a linked call ends.
 * `gone`: the customer is; `goes-on`: it is somewhere else, sent there by a transfer if one is under way.
 */
export function release(
  change: Change,
  linked: Call,
  customer: 'gone' | 'goes-on' | 'transferred',
  end: End = 'seen',
): void {
  tellLink(change, linked.id);
  const call = change.calls.get(linked.id) ?? linked;
  const name = agentOf(call);
  if (name === undefined) return;
  const { phase } = call;
  const target = customer === 'goes-on' ? targetOf(call) : undefined;
  const transferred =
    customer === 'transferred' || (settleTransfer(change, call, customer) && customer === 'goes-on');
  if (phase.kind === 'held') endHold(change, call, RELEASED);
  if (phase.kind === 'talking') giveUpParking(change, call, phase, 'the call ended');

  const durationS = Math.floor((change.now - (call.linkedAt ?? change.now)) / 1000);
  const talkedS = call.talkedS + durationS;
  const short = end === 'seen' && isShort(change, call, talkedS) && !transferred;
  withPauseSync(change, name, () => {
    change.setCall({
      ...call,
      talkedS,
      phase: { ...RELEASED, target },
      currentRowId: undefined,
      untold: undefined,
    });
    change.setLogin(name, { call: undefined });
  });
  touch(change, name);
  const row = rowOf(call);
  if (call.currentRowId !== undefined) {
    change.store({ kind: 'call-unlinked', row, currentId: call.currentRowId });
  }
  if (end === 'lost' && row.kind === 'incoming') change.store({ kind: 'call-lost', row });
  else change.store({ kind: 'call-ended', row, at: change.now, durationS, short });
  const status = transferred && change.settings.extended ? 'Transfer' : short ? 'ShortCall' : 'Hangup';
  const progressId = logProgress(change, call, status, { agent: name, durationS });
  if (phase.kind === 'consulting') settleConsultation(change, call, phase, customer);
  change.publish({
    kind: 'call-unlinked',
    agent: name,
    row,
    campaignId: call.origin.campaignId,
    phone: call.phone,
    at: change.now,
    durationS,
    short,
    queue: call.queue,
    progressId,
  });
}

/**
 * Only outgoing calls can be short (ECCP §7.2): their customers are called again, so what all agents talked to them counts.
 */
function isShort(change: Change, call: Call, talkedS: number): boolean {
  return call.origin.kind === 'outgoing' && talkedS <= change.settings.shortCallS;
}
