import type { AgentName } from '../agent/agent.js';
import type { Change } from '../floor/change.js';
import type { ProgressStatus } from '../ports/storage-write.js';
import type { Call } from './call.js';

/**
 * Appends one transition of a call to its history and answers with the row's id. Transitions that `agentlinked`
 * and `agentunlinked` stand for raise no `callprogress` (ECCP §9).
 */
export function logProgress(
  change: Change,
  call: Call,
  status: ProgressStatus,
  detail: { readonly agent?: AgentName; readonly durationS?: number } = {},
): number {
  const id = change.nextId('progress');
  change.store({
    kind: 'progress',
    id,
    callRowId: call.rowId,
    at: change.now,
    status,
    uniqueid: call.customer.uniqueid,
    trunk: call.trunk,
    agentRowId: detail.agent === undefined ? undefined : change.agents.get(detail.agent)?.rowId,
    durationS: detail.durationS,
  });
  if (status !== 'Success' && status !== 'Hangup') {
    change.publish({
      kind: 'call-progressed',
      call: call.id,
      callRowId: call.rowId,
      progressId: id,
      at: change.now,
      status,
      uniqueid: call.customer.uniqueid,
      trunk: call.trunk,
      phone: call.phone,
      queue: call.queue,
    });
  }
  return id;
}
