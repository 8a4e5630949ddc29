import type { AgentName } from '../agent/agent.js';
import { touch } from '../agent/inactivity.js';
import { loginOf } from '../agent/status.js';
import type { Change } from '../floor/change.js';
import { type CommandId, refused } from '../floor/command.js';
import { agentOf, type Call, type CallId } from './call.js';
import { endHold, giveUpParking } from './hold.js';
import { logProgress } from './progress.js';
import { abandon } from './queue.js';

/** `hangup`: ends the agent's call, held or not (ECCP §8.3). */
export function hangUp(change: Change, command: CommandId, name: AgentName): void {
  const agent = change.agents.get(name);
  const login = agent && loginOf(agent);
  const call = login?.call === undefined ? undefined : change.calls.get(login.call);
  if (call === undefined) return change.reply(command, refused({ kind: 'not-in-call' }));
  // The customer's end for both kinds of agent: a pool agent's own end is its login line.
  change.ask({ kind: 'hang-up', channel: call.customer, command });
}

/** The customer's channel is gone: whatever phase the call was in, it ends in exactly one way. */
export function callEnded(change: Change, id: CallId): void {
  const call = change.calls.get(id);
  if (call === undefined) return;
  switch (call.phase.kind) {
    case 'waiting':
      abandon(change, call);
      break;
    case 'talking':
    case 'held':
      release(change, call);
      break;
    case 'released':
      break;
  }
  change.removeCall(id);
}

/** The agent's end left the call; the customer's goes on in the dial plan. */
export function callSeparated(change: Change, id: CallId, name: AgentName): void {
  const call = change.calls.get(id);
  if (call !== undefined && call.phase.kind === 'talking' && call.phase.agent === name) release(change, call);
}

/** Takes the agent's call away from it, because the agent leaves or meets another caller. */
export function dropCall(
  change: Change,
  name: AgentName,
  customer: 'hang-up' | 'keep-customer' = 'hang-up',
): void {
  const agent = change.agents.get(name);
  const login = agent && loginOf(agent);
  const call = login?.call === undefined ? undefined : change.calls.get(login.call);
  if (call === undefined) return;
  release(change, call);
  if (customer === 'hang-up') change.ask({ kind: 'hang-up', channel: call.customer, command: undefined });
}

/** Frees agent and call from each other and closes the call's row. The one place where a linked call ends. */
function release(change: Change, call: Call): void {
  const name = agentOf(call);
  if (name === undefined) return;
  if (call.phase.kind === 'held') endHold(change, call, { kind: 'released' });
  if (call.phase.kind === 'talking') giveUpParking(change, call, call.phase, 'the call ended');

  const durationS = Math.floor((change.now - (call.linkedAt ?? change.now)) / 1000);
  change.setCall({ ...call, phase: { kind: 'released' }, currentRowId: undefined });
  change.setLogin(name, { call: undefined });
  touch(change, name);
  if (call.currentRowId !== undefined) {
    change.store({ kind: 'call-unlinked', id: call.rowId, currentId: call.currentRowId });
  }
  change.store({ kind: 'call-ended', id: call.rowId, at: change.now, durationS });
  const progressId = logProgress(change, call, 'Hangup', { agent: name, durationS });
  change.publish({
    kind: 'call-unlinked',
    agent: name,
    call: call.id,
    callRowId: call.rowId,
    phone: call.phone,
    at: change.now,
    durationS,
    queue: call.queue,
    progressId,
  });
}
