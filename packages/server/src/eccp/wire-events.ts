import type { CallLinked, FloorEvent, FloorView, OfCall, PauseClass } from '@openeccp/core';
import { type AgentLinkedEvent, type EccpEvent, formatDateTime, type WireDateTime } from '@openeccp/eccp';
import { extendedEvents } from '../protocol/differences.js';
import { agentState } from './agent-state.js';
import { wireDetails } from './call-details.js';

/**
 * Says what happened in the words of the protocol (ECCP §9); undefined when clients are not to be told. Times become the
 * server's local ones.
 */
export function wireEvent(event: FloorEvent, floor: FloorView, now: number): EccpEvent | undefined {
  const wire = inWords(event, floor, now);
  // D-17: what clients of before the extended profile would choke on.
  return wire !== undefined && (floor.settings.extended || !extendedEvents.has(wire.kind)) ? wire : undefined;
}

function inWords(event: FloorEvent, floor: FloorView, now: number): EccpEvent | undefined {
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
        ...callFields(event),
        phone: event.phone,
        linkEnd: formatDateTime(event.at),
        duration: event.durationS,
        shortCall: event.short,
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
        retry: event.retry,
        uniqueId: event.uniqueid,
        trunk: event.trunk === '' ? undefined : event.trunk,
        entryTime: formatDateTime(event.at),
        newStatus: event.status,
        id: event.progressId,
        duration: event.durationS,
        campaignType: event.row.kind,
        campaignId: event.campaignId,
        callId: event.row.id,
        phone: event.phone === '' ? undefined : event.phone,
        queue: event.queue,
      };
    case 'ringing-changed':
      return {
        kind: 'agentstatechange',
        agentNumber: event.agent,
        status: event.ringing ? 'ringing' : 'online',
        queue: event.queue,
      };
    case 'recording-muted':
      return { kind: 'recordingmute', agentNumber: event.agent, ...callFields(event) };
    case 'recording-unmuted':
      return { kind: 'recordingunmute', agentNumber: event.agent, ...callFields(event) };
    case 'scheduled-call-started':
      return { kind: 'schedulecallstart', agentNumber: event.agent, ...callFields(event) };
    case 'scheduled-call-failed':
      return { kind: 'schedulecallfailed', agentNumber: event.agent, ...callFields(event) };
    case 'consultation-started':
      return { kind: 'consultationstart', agentNumber: event.agent };
    case 'consultation-ended':
      return { kind: 'consultationend', agentNumber: event.agent };
    case 'hold-near-limit':
      return {
        kind: 'holdwarning',
        agentNumber: event.agent,
        ...callFields(event),
        holdEnd: formatDateTime(event.until),
      };
    case 'retrieval-failed':
      return { kind: 'unholdfailed', agentNumber: event.agent, ...callFields(event) };
    // What follows from it is told: the end of the hold, or that the phone did not come; the log-off.
    case 'hold-at-limit':
    case 'phone-lost':
      return undefined;
  }
}

function callFields({ row, campaignId }: OfCall): {
  readonly callType: 'incoming' | 'outgoing';
  readonly callId: number;
  readonly campaignId: number | undefined;
} {
  return { callType: row.kind, callId: row.id, campaignId };
}

function linked(event: CallLinked): AgentLinkedEvent {
  const { dialled, details } = event;
  const time = (at: number | undefined): WireDateTime | undefined =>
    at === undefined ? undefined : formatDateTime(at);
  return {
    kind: 'agentlinked',
    ...callFields(event),
    phone: event.phone,
    status: event.row.kind === 'incoming' ? 'activa' : 'Success',
    uniqueId: event.uniqueid,
    originateTime: time(dialled?.dialledAt),
    originateResponseTime: time(dialled?.answeredAt),
    joinTime: formatDateTime(event.joinedAt),
    linkStart: formatDateTime(event.linkedAt),
    retries: dialled?.retry,
    trunk: event.trunk === '' ? undefined : event.trunk,
    queue: event.queue,
    agentNumber: event.agent,
    details: wireDetails(event.row, details),
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
