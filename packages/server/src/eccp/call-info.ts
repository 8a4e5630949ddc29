import type { Call } from '@openeccp/core';
import {
  type CallInfo,
  type CallStatusWord,
  formatDateTime,
  formatShortTime,
  type WireDateTime,
} from '@openeccp/eccp';

/**
 * A call as the status answers show it (ECCP §8.2 `callinfo`); `now` makes times of today short, without it all are
 * complete. Epoch milliseconds.
 */
export function callInfo(call: Call, now?: number): CallInfo {
  const { origin } = call;
  const short = (at: number | undefined): WireDateTime | undefined =>
    at === undefined ? undefined : stateTime(at, now);
  const dialled = origin.kind === 'outgoing' ? origin : undefined;
  const queued = call.queue !== undefined && call.phase.kind !== 'placing';
  return {
    callType: origin.kind,
    callId: call.rowId,
    campaignId: origin.campaignId,
    queueNumber: call.queue,
    callNumber: call.phone === '' ? undefined : call.phone,
    callStatus: callStatus(call),
    trunk: call.trunk === '' ? undefined : call.trunk,
    dialStart: short(dialled?.dialledAt),
    dialEnd: short(dialled?.answeredAt),
    queueStart: queued ? short(call.joinedAt) : undefined,
    linkStart: short(call.linkedAt),
  };
}

/** A time of a state, short where it is of today and that is known. Epoch milliseconds. */
export function stateTime(at: number, now: number | undefined): WireDateTime {
  return now === undefined ? formatDateTime(at) : formatShortTime(at, now);
}

/** The word for where a call stands (ECCP §7.2). */
export function callStatus({ phase }: Call): CallStatusWord {
  switch (phase.kind) {
    case 'placing':
      switch (phase.stage) {
        case 'asked':
          return 'Placing';
        case 'dialling':
          return 'Dialing';
        case 'answered':
          return 'Ringing';
      }
      break;
    case 'waiting':
      return 'OnQueue';
    case 'talking':
    case 'consulting':
      return 'Success';
    case 'held':
      return 'OnHold';
    case 'released':
      return 'Hangup';
  }
}
