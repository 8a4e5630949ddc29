import type { CallScope, LogEntry } from '@openeccp/core';
import {
  accepted,
  type CampaignLogArguments,
  dateFailure,
  failures,
  formatDateTime,
  isCampaignType,
  rejected,
  type LogEntry as WireLogEntry,
} from '@openeccp/eccp';
import { dayRange } from '../day-range.js';
import type { Handler } from '../handler.js';

/** A log has no end, but an answer must have one: about as many entries as a client may leave unread. */
const MAX_ENTRIES = 10_000;

/** ECCP §8.5 campaignlog */
export const campaignlog: Handler<'campaignlog'> = async ({ args, services }) => {
  const badDate = dateFailure(args);
  if (badDate !== undefined) return rejected(badDate);
  const scope = scopeOf(args);
  if (scope === undefined) return rejected(failures.badRequest);
  const query = { scope, days: dayRange(args, services.now()), ...pageOf(args) };
  const entries = await services.campaigns.campaignLog(query);
  return accepted({ logEntries: entries.map(logEntry) });
};

function scopeOf({ campaignType, campaignId, queue }: CampaignLogArguments): CallScope | undefined {
  if (!isCampaignType(campaignType)) return undefined;
  if (campaignId !== undefined) return { kind: campaignType, campaignId };
  return campaignType === 'outgoing' || queue === undefined ? undefined : { kind: 'queue', queue };
}

/** Clients send zero for what they don't want to bound. */
function pageOf({ lastN = 0, idBefore = 0 }: CampaignLogArguments): {
  readonly limit: number;
  readonly before?: number;
} {
  if (lastN <= 0) return { limit: MAX_ENTRIES };
  const limit = Math.min(lastN, MAX_ENTRIES);
  return idBefore > 0 ? { limit, before: idBefore } : { limit };
}

function logEntry(entry: LogEntry): WireLogEntry {
  return {
    id: entry.id,
    datetimeEntry: formatDateTime(entry.at),
    phone: entry.phone,
    queue: entry.queue,
    campaignType: entry.kind,
    campaignId: entry.campaignId,
    callId: entry.callId,
    newStatus: entry.status,
    retry: entry.retry,
    uniqueId: entry.uniqueid,
    trunk: entry.trunk,
    duration: entry.durationS,
    agentChannel: entry.agent,
  };
}
