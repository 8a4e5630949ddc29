import { withPauseSync } from '../agent/pause.js';
import type { Change } from '../floor/change.js';
import { DONE, type Refusal, refused } from '../floor/command.js';
import type { Call, CallId, Consulting } from './call.js';

/** Puts the call into a stage of its consultation, which has until the deadline to lead to the next. */
export function enter(change: Change, call: Call, phase: Consulting): void {
  withPauseSync(change, phase.agent, () => change.setCall({ ...call, phase }));
  const timer = { kind: 'consultation', call: call.id, attempt: phase.attempt } as const;
  change.setTimer(timer, change.now + change.settings.consultationDeadlineMs);
}

/** The consultation that a fact is about, if it still goes on. */
export function consultationOf(
  change: Change,
  id: CallId,
  attempt: number,
): { readonly call: Call; readonly phase: Consulting } | undefined {
  const call = change.calls.get(id);
  if (call?.phase.kind !== 'consulting' || call.phase.attempt !== attempt) return undefined;
  return { call, phase: call.phase };
}

/** Answers the request that waits for this stage, if one does. */
export function answer(change: Change, phase: Consulting, refusal?: Refusal): void {
  if (phase.command !== undefined) change.reply(phase.command, refusal ? refused(refusal) : DONE);
}

/** The agent talks to its customer as before; the consultation is over. */
export function resume(change: Change, call: Call, { agent, agentChannel }: Consulting): void {
  withPauseSync(change, agent, () =>
    change.setCall({
      ...call,
      phase: { kind: 'talking', agent, agentChannel, parking: undefined, transfer: undefined },
    }),
  );
  change.publish({ kind: 'consultation-ended', agent });
}
