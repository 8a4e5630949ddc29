import type { AgentName } from '../agent/agent.js';
import type { DayRange } from './local-day.js';
import type { CallOptions } from './storage.js';

/** A session or a pause. Epoch milliseconds; `until` is undefined while it lasts. */
export interface Span {
  readonly from: number;
  readonly until: number | undefined;
}

/** Calls that an agent took of one queue. */
export interface QueueTalk {
  readonly queue: string;
  readonly calls: number;
  /** Seconds. */
  readonly talkS: number;
}

/** What an agent did on some days (ECCP §8.2 getagentactivitysummary). */
export interface AgentActivity {
  readonly agent: AgentName;
  readonly displayName: string;
  /** Seconds of the sessions that began on those days and have ended. */
  readonly loginS: number;
  readonly incoming: readonly QueueTalk[];
  readonly outgoing: readonly QueueTalk[];
  /** The newest session that began on those days. */
  readonly lastSession: Span | undefined;
  /** The newest break or hold that began on those days. */
  readonly lastPause: Span | undefined;
}

export interface ActivityStore {
  /** Every active agent, also those that did nothing, in the order of their rows. Rejects only on broken I/O. */
  agentActivity(days: DayRange, options?: CallOptions): Promise<readonly AgentActivity[]>;
}
