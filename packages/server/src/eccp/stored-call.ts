import type { CallDetails, StoredCall } from '@openeccp/core';
import { type CallRecord, formatDateTime, type WireDateTime } from '@openeccp/eccp';
import { wireDetails } from './call-details.js';

/** A call as `getcallinfo` shows it (ECCP §8.4). Times become the server's local ones. */
export function storedCall(call: StoredCall, details: CallDetails): CallRecord {
  const time = (at: number | undefined): WireDateTime | undefined =>
    at === undefined ? undefined : formatDateTime(at);
  return {
    callType: call.row.kind,
    callId: call.row.id,
    campaignId: call.campaignId,
    phone: call.phone,
    status: call.status,
    uniqueId: call.uniqueid,
    duration: call.durationS,
    originateTime: time(call.dialledAt),
    originateResponseTime: time(call.answeredAt),
    joinTime: time(call.joinedAt),
    linkStart: time(call.linkedAt),
    linkEnd: time(call.endedAt),
    retries: call.retries,
    failureCause: call.failureCause,
    failureText: call.failureText,
    trunk: call.trunk,
    queue: call.queue,
    agentNumber: call.agent,
    details: wireDetails(call.row, details),
  };
}
