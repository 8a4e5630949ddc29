import {
  type Agent,
  agentStatus,
  type Call,
  type CallId,
  type FloorView,
  type LoggedIn,
} from '@openeccp/core';
import type { AgentStatus, WaitedCall } from '@openeccp/eccp';
import { callInfo, callStatus, stateTime } from './call-info.js';

/**
 * The state of an agent as every status answer and `queuemembership` show it (ECCP §8.2 getagentstatus); `now` makes
 * times of today short, without it all are complete. Epoch milliseconds.
 */
export function agentState(floor: FloorView, agent: Agent, now?: number): AgentStatus {
  const { presence } = agent;
  const status = agentStatus(floor, agent);
  switch (presence.kind) {
    case 'logged-out':
      return { status };
    case 'calling':
    case 'logging':
      // `channel` tells a login in progress from being logged out (client-dependencies.md §3.1).
      return {
        status,
        channel: presence.kind === 'logging' ? presence.channel.name : presence.extension.dial,
        extension: presence.extension.number,
      };
    case 'logged-in':
      return { status, ...loggedInState(floor, presence, now) };
  }
}

function loggedInState(
  floor: FloorView,
  login: LoggedIn,
  now: number | undefined,
): Omit<AgentStatus, 'status'> {
  const call = callAt(floor, login.call);
  return {
    channel: login.channel?.name ?? login.extension.dial,
    extension: login.extension.number,
    remoteChannel: call?.customer.name,
    waitedCall: waitedCall(callAt(floor, login.awaited)),
    onHold: login.hold !== undefined,
    pause:
      login.break === undefined
        ? undefined
        : {
            pauseId: login.break.breakId,
            pauseName: login.break.name,
            pauseStart: stateTime(login.break.since, now),
          },
    call: call === undefined ? undefined : callInfo(call, now),
  };
}

function callAt(floor: FloorView, id: CallId | undefined): Call | undefined {
  return id === undefined ? undefined : floor.calls.get(id);
}

/** A call that was scheduled for the agent and is on its way. */
function waitedCall(call: Call | undefined): WaitedCall | undefined {
  if (call?.origin.kind !== 'outgoing') return undefined;
  const { campaignId } = call.origin;
  return { callType: 'outgoing', campaignId, callId: call.rowId, status: callStatus(call) };
}
