import type { CallLinked, FloorEvent, FloorView, PauseClass } from '@openeccp/core';
import { type AgentLinkedEvent, type EccpEvent, formatDateTime } from '@openeccp/eccp';
import { agentState } from './agent-state.js';

/** Says what happened in the words of the protocol (ECCP §9). Times become the server's local ones. */
export function wireEvent(event: FloorEvent, floor: FloorView, now: number): EccpEvent | undefined {
  switch (event.kind) {
    case 'agent-logged-in':
      return { kind: 'agentloggedin', agent: event.agent, queues: event.queues };
    case 'agent-login-failed':
      return { kind: 'agentfailedlogin', agent: event.agent };
    case 'agent-logged-out':
      return { kind: 'agentloggedout', agent: event.agent };
    case 'call-linked':
      return linked(event);
    case 'call-unlinked':
      return {
        kind: 'agentunlinked',
        callType: 'incoming',
        callId: event.callRowId,
        phone: event.phone,
        linkEnd: formatDateTime(event.at),
        duration: event.durationS,
        shortCall: false,
        campaignLogId: event.progressId,
        queue: event.queue,
        agentNumber: event.agent,
      };
    case 'pause-started':
      return {
        kind: 'pausestart',
        ...pauseFields(event.pause),
        pauseStart: formatDateTime(event.since),
        agentNumber: event.agent,
      };
    case 'pause-ended':
      return {
        kind: 'pauseend',
        ...pauseFields(event.pause),
        pauseStart: formatDateTime(event.since),
        pauseEnd: formatDateTime(event.at),
        pauseDuration: Math.floor((event.at - event.since) / 1000),
        agentNumber: event.agent,
      };
    case 'membership-changed': {
      const agent = floor.agents.get(event.agent);
      if (agent === undefined) return undefined;
      return {
        kind: 'queuemembership',
        agentNumber: event.agent,
        state: agentState(floor, agent, now),
        queues: event.queues,
      };
    }
    case 'call-progressed':
      return {
        kind: 'callprogress',
        retry: 0,
        uniqueId: event.uniqueid,
        trunk: event.trunk === '' ? undefined : event.trunk,
        entryTime: formatDateTime(event.at),
        newStatus: event.status,
        id: event.progressId,
        campaignType: 'incoming',
        callId: event.callRowId,
        phone: event.phone,
        queue: event.queue,
      };
  }
}

function linked(event: CallLinked): AgentLinkedEvent {
  return {
    kind: 'agentlinked',
    callType: 'incoming',
    callId: event.callRowId,
    phone: event.phone,
    status: 'activa',
    uniqueId: event.uniqueid,
    joinTime: formatDateTime(event.joinedAt),
    linkStart: formatDateTime(event.linkedAt),
    trunk: event.trunk === '' ? undefined : event.trunk,
    queue: event.queue,
    agentNumber: event.agent,
    details: { attributes: [], matchingContacts: [], survey: [] },
    campaignLogId: event.progressId,
    remoteChannel: event.customerChannel,
  };
}

function pauseFields(pause: PauseClass): {
  readonly pauseClass: 'break' | 'hold';
  readonly pauseType?: number;
  readonly pauseName?: string;
} {
  return pause.kind === 'hold'
    ? { pauseClass: 'hold' }
    : { pauseClass: 'break', pauseType: pause.breakId, pauseName: pause.name };
}
