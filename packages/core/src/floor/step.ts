import { endBreak, startBreak } from '../agent/break.js';
import { checkInactivity, ping } from '../agent/inactivity.js';
import { agentLoggedIn, logIn, loginEnded, loginStarted, phoneAnswered } from '../agent/login.js';
import { agentLoggedOut, logOut } from '../agent/logout.js';
import { phoneOverdue } from '../agent/lost-phone.js';
import { membershipsChanged } from '../agent/memberships.js';
import { reservationOver, reservationsChanged } from '../agent/reservation.js';
import { callConnected } from '../call/connect.js';
import {
  consult,
  consultationAnswered,
  consultationEnded,
  consultationOverdue,
  consultationStarted,
  returnFailed,
} from '../call/consult.js';
import { detailsFound, tellLink } from '../call/details.js';
import { callEnded, callSeparated, hangUp, hangUpAnswered } from '../call/end.js';
import { consultationAbandoned, transferAnswered } from '../call/handover.js';
import { callParked, hold, parkExpired, parkedCallTaken, parkOverdue, parkRefused } from '../call/hold.js';
import { holdAtLimit, holdNearLimit } from '../call/hold-limit.js';
import { callerInWaitingRoom } from '../call/onward.js';
import { callAnswered, callDialling, callFailed, placeCall, placingOverdue } from '../call/place.js';
import { callerGaveUp, callerJoined, callerTaken, customerMoved } from '../call/queue.js';
import {
  muteAnswered,
  muteExpired,
  muteRecording,
  recordingStarted,
  unmuteRecording,
} from '../call/recording.js';
import { retrievalFailed, retrievalStarted, unhold } from '../call/retrieve.js';
import { redirectAnswered, redirectOverdue, transfer, transferToAgent } from '../call/transfer.js';
import { pauseAdrift, telephonyDown, telephonyUp } from './adopt.js';
import { Change } from './change.js';
import type { Command, CommandId } from './command.js';
import { directoryLoaded } from './directory.js';
import type { Effect, Timer } from './effect.js';
import type { FloorDelta, FloorView } from './floor.js';
import type { Input } from './input.js';
import { floorRestored } from './restore.js';

/** What a step answers: the changes, and what is to be done in this order. */
export interface Transition {
  readonly delta: FloorDelta;
  readonly effects: readonly Effect[];
}

/**
 * The whole domain in one pure function: reads the floor, takes one input that happened at `now` (epoch
 * milliseconds), answers with what changes and what is to be done.
 */
export function step(floor: FloorView, input: Input, now: number): Transition {
  const change = new Change(floor, now);
  take(change, input);
  return { delta: change.delta(), effects: change.effects };
}

function take(change: Change, input: Input): void {
  switch (input.kind) {
    case 'restored':
      return floorRestored(change, input.image);
    case 'directory':
      return directoryLoaded(change, input);
    case 'row-ids-taken':
      return change.skipIds(input.table, input.upTo);
    case 'command':
      return takeCommand(change, input.id, input.command);
    case 'timer':
      return takeTimer(change, input.timer);
    case 'telephony-up':
      return telephonyUp(change, input);
    case 'telephony-down':
      return telephonyDown(change);
    case 'login-started':
      return loginStarted(change, input);
    case 'phone-answered':
      return phoneAnswered(change, input);
    case 'login-ended':
      return loginEnded(change, input.agent, input.attempt);
    case 'agent-in':
      return agentLoggedIn(change, input.agent, input.channel);
    case 'agent-out':
      return agentLoggedOut(change, input.agent, input.channel);
    case 'memberships':
      return membershipsChanged(change, input.agent, input.memberships);
    case 'pause-adrift':
      return pauseAdrift(change, input.agent);
    case 'caller-joined':
      return callerJoined(change, input);
    case 'caller-gave-up':
      return callerGaveUp(change, input.call);
    case 'caller-taken':
      return callerTaken(change, input.call);
    case 'caller-in-waiting-room':
      return callerInWaitingRoom(change, input.call);
    case 'call-connected':
      return callConnected(change, input);
    case 'call-separated':
      return callSeparated(change, input.call, input.agent);
    case 'call-parked':
      return callParked(change, input.call, input.slot, input.ours);
    case 'park-expired':
      return parkExpired(change, input.call, input.comesBack);
    case 'parked-call-taken':
      return parkedCallTaken(change, input.call, input.by);
    case 'call-ended':
      return callEnded(change, input.call);
    case 'park-refused':
      return parkRefused(change, input.call, input.message);
    case 'retrieval-started':
      return retrievalStarted(change, input);
    case 'retrieval-failed':
      return retrievalFailed(change, input.call, input.attempt);
    case 'hang-up-answered':
      return hangUpAnswered(change, input);
    case 'place-call':
      return placeCall(change, input.order);
    case 'reservations':
      return reservationsChanged(change, input.until);
    case 'details':
      return detailsFound(change, input.call, input.details);
    case 'customer-moved':
      return customerMoved(change, input.call, input.customer);
    case 'recording-started':
      return recordingStarted(change, input.call, input.channel, input.file);
    case 'mute-answered':
      return muteAnswered(change, input);
    case 'call-dialling':
      return callDialling(change, input.call, input.channel);
    case 'call-answered':
      return callAnswered(change, input.call, input.customer);
    case 'call-failed':
      return callFailed(change, input);
    case 'redirect-answered':
      return redirectAnswered(change, input);
    case 'consultation-started':
      return consultationStarted(change, input);
    case 'consultation-answered':
      return consultationAnswered(change, input.call, input.attempt);
    case 'consultation-ended':
      return consultationEnded(change, input.call, input.attempt);
    case 'consultation-abandoned':
      return consultationAbandoned(change, input.call, input.attempt, input.joined);
    case 'transfer-answered':
      return transferAnswered(change, input);
    case 'return-failed':
      return returnFailed(change, input.call, input.attempt);
  }
}

function takeCommand(change: Change, id: CommandId, command: Command): void {
  switch (command.kind) {
    case 'log-in':
      return logIn(change, id, command);
    case 'log-out':
      return logOut(change, id, command.agent);
    case 'ping':
      return ping(change, id, command.agent);
    case 'hold':
      return hold(change, id, command.agent);
    case 'unhold':
      return unhold(change, id, command.agent);
    case 'hang-up':
      return hangUp(change, id, command.agent);
    case 'start-break':
      return startBreak(change, id, command.agent, command.breakId);
    case 'end-break':
      return endBreak(change, id, command.agent);
    case 'transfer':
      return transfer(change, id, command.agent, command.extension);
    case 'transfer-to-agent':
      return transferToAgent(change, id, command.agent, command.target);
    case 'consult':
      return consult(change, id, command.agent, command.extension);
    case 'mute-recording':
      return muteRecording(change, id, command.agent, command.limitS);
    case 'unmute-recording':
      return unmuteRecording(change, id, command.agent);
  }
}

function takeTimer(change: Change, timer: Timer): void {
  switch (timer.kind) {
    case 'login':
      return loginEnded(change, timer.agent, timer.attempt);
    case 'inactivity':
      return checkInactivity(change, timer.agent);
    case 'park':
      return parkOverdue(change, timer.call);
    case 'retrieval':
      return retrievalFailed(change, timer.call, timer.attempt);
    case 'hold-warning':
      return holdNearLimit(change, timer.call);
    case 'hold-limit':
      return holdAtLimit(change, timer.call);
    case 'lost-phone':
      return phoneOverdue(change, timer.agent);
    case 'reservation':
      return reservationOver(change, timer.agent);
    case 'redirect':
      return redirectOverdue(change, timer.call, timer.attempt);
    case 'consultation':
      return consultationOverdue(change, timer.call, timer.attempt);
    case 'unmute':
      return muteExpired(change, timer.call);
    case 'placing':
      return placingOverdue(change, timer.call);
    case 'details':
      return tellLink(change, timer.call);
  }
}
