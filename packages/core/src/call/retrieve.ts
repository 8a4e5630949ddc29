import type { AgentName } from '../agent/agent.js';
import type { Change } from '../floor/change.js';
import { type CommandId, DONE, refused } from '../floor/command.js';
import type { CallId } from './call.js';
import { holdStanding } from './hold.js';

/** `unhold`: brings the agent's phone to the parked customer (ECCP §8.3). Answered when that is under way. */
export function unhold(change: Change, command: CommandId, name: AgentName): void {
  const standing = holdStanding(change, name);
  if (standing.kind === 'refused') return change.reply(command, refused(standing.refusal));
  const { call } = standing;
  if (call === undefined) return change.reply(command, refused({ kind: 'not-in-call' }));
  // D-06: unhold while talking is refused.
  if (call.phase.kind !== 'held') return change.reply(command, refused({ kind: 'talking' }));
  const { slot, retrieval } = call.phase;
  if (retrieval !== undefined) return change.reply(command, DONE);
  if (slot === undefined) {
    return change.reply(
      command,
      refused({ kind: 'telephony-refused', message: 'the parking lot let the caller go by time-out' }),
    );
  }
  const attempt = change.nextAttempt();
  change.setCall({ ...call, phase: { ...call.phase, retrieval: { attempt, command } } });
  change.setTimer(
    { kind: 'retrieval', call: call.id, attempt },
    change.now + change.settings.retrievalDeadlineMs,
  );
  change.ask({ kind: 'retrieve', call: call.id, attempt, agent: name, slot, phone: call.phone });
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
  const call = change.calls.get(fact.call);
  if (call?.phase.kind !== 'held' || call.phase.retrieval?.attempt !== fact.attempt) return;
  const { command } = call.phase.retrieval;
  if (!fact.accepted) return abandonRetrieval(change, fact.call, fact.attempt, fact.message);
  change.setCall({
    ...call,
    phase: { ...call.phase, retrieval: { attempt: fact.attempt, command: undefined } },
  });
  if (command !== undefined) change.reply(command, DONE);
}

/** The agent's phone did not come: the caller stays on hold and the agent may try again. */
export function retrievalFailed(change: Change, id: CallId, attempt: number): void {
  abandonRetrieval(change, id, attempt, 'the phone did not answer');
}

function abandonRetrieval(change: Change, id: CallId, attempt: number, message: string): void {
  const call = change.calls.get(id);
  if (call?.phase.kind !== 'held' || call.phase.retrieval?.attempt !== attempt) return;
  const { command } = call.phase.retrieval;
  change.setCall({ ...call, phase: { ...call.phase, retrieval: undefined } });
  if (command !== undefined) change.reply(command, refused({ kind: 'telephony-refused', message }));
}
