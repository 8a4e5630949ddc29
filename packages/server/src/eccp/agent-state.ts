import { type Agent, agentStatus, type Call, type FloorView, type LoggedIn } from '@openeccp/core';
import { type AgentStatus, type CallInfo, formatShortTime } from '@openeccp/eccp';

/** The state of an agent as every status answer and `queuemembership` show it (ECCP §8.2 getagentstatus). */
export function agentState(floor: FloorView, agent: Agent, now: number): AgentStatus {
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

function loggedInState(floor: FloorView, login: LoggedIn, now: number): Omit<AgentStatus, 'status'> {
  const call = login.call === undefined ? undefined : floor.calls.get(login.call);
  return {
    channel: login.channel?.name ?? login.extension.dial,
    extension: login.extension.number,
    remoteChannel: call?.customer.name,
    onHold: login.hold !== undefined,
    pause:
      login.break === undefined
        ? undefined
        : {
            pauseId: login.break.breakId,
            pauseName: login.break.name,
            pauseStart: formatShortTime(login.break.since, now),
          },
    call: call === undefined ? undefined : callInfo(call, now),
  };
}

function callInfo(call: Call, now: number): CallInfo {
  return {
    callType: 'incoming',
    callId: call.rowId,
    queueNumber: call.queue,
    callNumber: call.phone,
    callStatus: call.phase.kind === 'held' ? 'OnHold' : 'Success',
    trunk: call.trunk === '' ? undefined : call.trunk,
    queueStart: formatShortTime(call.joinedAt, now),
    linkStart: call.linkedAt === undefined ? undefined : formatShortTime(call.linkedAt, now),
  };
}
