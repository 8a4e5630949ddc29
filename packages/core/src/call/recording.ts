import type { AgentName, Channel } from '../agent/agent.js';
import { loginOf } from '../agent/status.js';
import type { Change } from '../floor/change.js';
import { type CommandId, DONE, refused } from '../floor/command.js';
import { agentOf, type Call, type CallId, rowOf } from './call.js';

/** A recording of the call has begun; reports find its file by the call (database.md §4.13). */
export function recordingStarted(change: Change, id: CallId, channel: Channel, file: string): void {
  const call = change.calls.get(id);
  if (call === undefined) return;
  const { name, uniqueid } = channel;
  change.store({ kind: 'recording', row: rowOf(call), at: change.now, uniqueid, channel: name, file });
}

/** `mixmonitormute`: what the customer says is not recorded, for `limitS` seconds or until told (ECCP §8.3). */
export function muteRecording(
  change: Change,
  command: CommandId,
  name: AgentName,
  limitS: number | undefined,
): void {
  const call = callOf(change, name);
  if (call === undefined) return change.reply(command, refused({ kind: 'not-in-call' }));
  const mutedUntil = limitS === undefined ? undefined : change.now + limitS * 1000;
  change.setCall({ ...call, mutedUntil });
  if (mutedUntil !== undefined) change.setTimer({ kind: 'unmute', call: call.id }, mutedUntil);
  if (call.muted !== undefined) return change.reply(command, DONE);
  const { id, customer } = call;
  change.ask({ kind: 'mute-recording', call: id, channel: customer, muted: true, command });
}

/** `mixmonitorunmute`: the recording goes on (ECCP §8.3). */
export function unmuteRecording(change: Change, command: CommandId, name: AgentName): void {
  const call = callOf(change, name);
  if (call === undefined) return change.reply(command, refused({ kind: 'not-in-call' }));
  if (call.muted === undefined) return change.reply(command, refused({ kind: 'not-muted' }));
  change.ask({ kind: 'mute-recording', call: call.id, channel: call.muted, muted: false, command });
}

/** The time for which the recording was to be mute is over, unless it was muted anew meanwhile, for longer or for good. */
export function muteExpired(change: Change, id: CallId): void {
  const call = change.calls.get(id);
  if (call?.muted === undefined || call.mutedUntil === undefined || change.now < call.mutedUntil) return;
  change.ask({ kind: 'mute-recording', call: id, channel: call.muted, muted: false, command: undefined });
}

/** Asterisk muted, or unmuted, or did neither. */
export function muteAnswered(
  change: Change,
  fact: {
    readonly call: CallId;
    readonly channel: Channel;
    readonly muted: boolean;
    readonly command: CommandId | undefined;
    readonly accepted: boolean;
    readonly message: string;
  },
): void {
  const { command, accepted, message, muted, channel } = fact;
  const call = change.calls.get(fact.call);
  if (accepted && call !== undefined && (call.muted !== undefined) !== muted) {
    change.setCall({ ...call, muted: muted ? channel : undefined });
    const agent = agentOf(call);
    const kind = muted ? 'recording-muted' : 'recording-unmuted';
    if (agent !== undefined) {
      change.publish({ kind, agent, row: rowOf(call), campaignId: call.origin.campaignId });
    }
  }
  if (command === undefined) return;
  change.reply(command, accepted ? DONE : refused({ kind: 'telephony-refused', message }));
}

function callOf(change: Change, name: AgentName): Call | undefined {
  const agent = change.agents.get(name);
  const login = agent && loginOf(agent);
  return login?.call === undefined ? undefined : change.calls.get(login.call);
}
