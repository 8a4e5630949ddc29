import type { AgentName, QueueName } from '../agent/agent.js';

/** An active row of table `agent`, without its secrets. */
export interface AgentRecord {
  readonly rowId: number;
  readonly name: AgentName;
  readonly displayName: string;
}

/** A row of table `break`. `break` rows are chosen by agents; the first active `hold` row marks holds. */
export interface BreakRecord {
  readonly id: number;
  readonly name: string;
  readonly description: string;
  readonly active: boolean;
  readonly kind: 'break' | 'hold';
}

/** An active row of table `queue_call_entry`: a queue whose callers are followed. */
export interface QueueRecord {
  readonly rowId: number;
  readonly name: QueueName;
  /** Its incoming campaigns, oldest first. */
  readonly campaigns: readonly CampaignSchedule[];
}

/** When a campaign is open, over the next days. */
export interface CampaignSchedule {
  readonly id: number;
  /** Epoch milliseconds, `until` not included. */
  readonly windows: readonly { readonly from: number; readonly until: number }[];
}

/** The row of a call: `incoming` in table `call_entry`, `outgoing` in table `calls`. */
export type CallRow = IncomingRow | OutgoingRow;

export interface IncomingRow {
  readonly kind: 'incoming';
  readonly id: number;
}

export interface OutgoingRow {
  readonly kind: 'outgoing';
  readonly id: number;
}
