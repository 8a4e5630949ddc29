import type { AgentName } from '../agent/agent.js';
import type { Change } from '../floor/change.js';
import { type CommandId, DONE, refused } from '../floor/command.js';
import { type Call, type CallId, type Held, rowOf } from './call.js';
import { release } from './end.js';
import { holdStanding } from './hold.js';
import { holdLater, isOverdue } from './hold-limit.js';
import { sendToQueue } from './onward.js';

/** `unhold`: brings the agent's phone to the parked customer (ECCP §8.3). Answered when that is under way. */
export function unhold(change: Change, command: CommandId, name: AgentName): void {
  const standing = holdStanding(change, name);
  if (standing.kind === 'refused') return change.reply(command, refused(standing.refusal));
  const { call } = standing;
  if (call === undefined) return change.reply(command, refused({ kind: 'not-in-call' }));
  // D-06: unhold while talking is refused.
  if (call.phase.kind !== 'held') return change.reply(command, refused({ kind: 'talking' }));
  const { slot, retrieval, comesBack, transfer } = call.phase;
  if (retrieval !== undefined || comesBack) return change.reply(command, DONE);
  const refuse = (message: string): void =>
    change.reply(command, refused({ kind: 'telephony-refused', message }));
  if (transfer !== undefined) return refuse('a transfer of this call is under way');
  if (slot === undefined) return refuse('the parking lot let the caller go by time-out');
  callToSlot(change, call, call.phase, command);
}

/** Calls the agent's phone to the customer's slot. */
export function callToSlot(change: Change, call: Call, phase: Held, command: CommandId | undefined): void {
  const attempt = change.nextAttempt();
  change.setCall({ ...call, phase: { ...phase, retrieval: { attempt, command } } });
  change.setTimer(
    { kind: 'retrieval', call: call.id, attempt },
    change.now + change.settings.retrievalDeadlineMs,
  );
  change.ask({ kind: 'retrieve', call: call.id, attempt, agent: phase.agent, phone: call.phone });
}

/** Asterisk took or refused to call the agent's phone. */
export function retrievalStarted(
  change: Change,
  fact: {
    readonly call: CallId;
    readonly attempt: number;
    readonly accepted: boolean;
    readonly message: string;
  },
): void {
  const found = retrievalOf(change, fact.call, fact.attempt);
  if (found === undefined) return;
  const { call, phase, command } = found;
  if (!fact.accepted) return abandonRetrieval(change, fact.call, fact.attempt, fact.message);
  const { attempt } = fact;
  change.setCall({ ...call, phase: { ...phase, retrieval: { attempt, command: undefined } } });
  if (command !== undefined) change.reply(command, DONE);
}

/** The agent's phone did not come. */
export function retrievalFailed(change: Change, id: CallId, attempt: number): void {
  abandonRetrieval(change, id, attempt, 'the phone did not answer');
}

/** The customer stays on hold and the agent may try again; one who may not be on hold any longer goes to its queue. */
function abandonRetrieval(change: Change, id: CallId, attempt: number, message: string): void {
  const found = retrievalOf(change, id, attempt);
  if (found === undefined) return;
  const { call, phase, command } = found;
  const held: Call = { ...call, phase: { ...phase, retrieval: undefined } };
  change.setCall(held);
  if (command !== undefined) change.reply(command, refused({ kind: 'telephony-refused', message }));
  if (phase.comesBack) return;
  if (command === undefined) {
    const { campaignId } = call.origin;
    change.publish({ kind: 'retrieval-failed', agent: phase.agent, row: rowOf(call), campaignId });
  }
  // A customer without a slot is with the dial plan.
  if (!isOverdue(change, phase) || phase.slot === undefined) return;
  // Nobody else answers a customer who came through no queue.
  if (call.queue === undefined) return holdLater(change, id);
  release(change, held, 'goes-on');
  sendToQueue(change, id);
}

function retrievalOf(
  change: Change,
  id: CallId,
  attempt: number,
): { readonly call: Call; readonly phase: Held; readonly command: CommandId | undefined } | undefined {
  const call = change.calls.get(id);
  if (call?.phase.kind !== 'held' || call.phase.retrieval?.attempt !== attempt) return undefined;
  return { call, phase: call.phase, command: call.phase.retrieval.command };
}
