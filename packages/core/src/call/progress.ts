import type { AgentName } from '../agent/agent.js';
import type { Change } from '../floor/change.js';
import type { ProgressStatus } from '../ports/storage-write.js';
import { type Call, rowOf } from './call.js';

/** Transitions that `agentlinked` and `agentunlinked` stand for; both raise no `callprogress` (ECCP §9). */
const TOLD_OTHERWISE: ReadonlySet<ProgressStatus> = new Set(['Success', 'Hangup', 'ShortCall']);

/**
 * Appends one transition of a call to its history and answers with the row's id.
 * @param detail `toldAs`: the word that clients are told instead
 */
export function logProgress(
  change: Change,
  call: Call,
  status: ProgressStatus,
  detail: {
    readonly agent?: AgentName;
    readonly durationS?: number;
    readonly toldAs?: ProgressStatus;
  } = {},
): number {
  const id = change.nextId('progress');
  const { origin, trunk, phone, queue } = call;
  const { uniqueid } = call.customer;
  const row = rowOf(call);
  const retry = origin.kind === 'outgoing' ? origin.retry : undefined;
  const { campaignId } = origin;
  const { durationS } = detail;
  change.store({
    kind: 'progress',
    id,
    row,
    campaignId,
    at: change.now,
    status,
    retry,
    uniqueid,
    trunk,
    agentRowId: detail.agent === undefined ? undefined : change.agents.get(detail.agent)?.rowId,
    durationS,
  });
  const told = detail.toldAs ?? status;
  if (!TOLD_OTHERWISE.has(told)) {
    change.publish({
      kind: 'call-progressed',
      row,
      campaignId,
      progressId: id,
      at: change.now,
      status: told,
      retry: retry ?? 0,
      uniqueid,
      trunk,
      phone,
      queue,
      durationS,
    });
  }
  return id;
}
