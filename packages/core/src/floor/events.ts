import type { AgentName, QueueName } from '../agent/agent.js';
import type { CallId } from '../call/call.js';
import type { ProgressStatus } from '../ports/storage-write.js';

/** What happened, for everybody who listens. Times are epoch milliseconds. */
export type FloorEvent =
  | { readonly kind: 'agent-logged-in'; readonly agent: AgentName; readonly queues: readonly QueueName[] }
  | { readonly kind: 'agent-login-failed'; readonly agent: AgentName }
  | { readonly kind: 'agent-logged-out'; readonly agent: AgentName }
  | CallLinked
  | CallUnlinked
  | PauseStarted
  | PauseEnded
  | { readonly kind: 'membership-changed'; readonly agent: AgentName; readonly queues: readonly QueueName[] }
  | CallProgressed;

export interface CallLinked {
  readonly kind: 'call-linked';
  readonly agent: AgentName;
  readonly call: CallId;
  readonly callRowId: number;
  readonly phone: string;
  readonly uniqueid: string;
  readonly joinedAt: number;
  readonly linkedAt: number;
  readonly trunk: string;
  readonly queue: QueueName;
  readonly customerChannel: string;
  readonly progressId: number;
}

export interface CallUnlinked {
  readonly kind: 'call-unlinked';
  readonly agent: AgentName;
  readonly call: CallId;
  readonly callRowId: number;
  readonly phone: string;
  readonly at: number;
  /** Whole seconds from the first join, holds included (D-16). */
  readonly durationS: number;
  readonly queue: QueueName;
  readonly progressId: number;
}

/** A break carries its id and name; a hold has neither on the wire. */
export type PauseClass =
  | { readonly kind: 'break'; readonly breakId: number; readonly name: string }
  | { readonly kind: 'hold' };

export interface PauseStarted {
  readonly kind: 'pause-started';
  readonly agent: AgentName;
  readonly pause: PauseClass;
  readonly since: number;
}

export interface PauseEnded {
  readonly kind: 'pause-ended';
  readonly agent: AgentName;
  readonly pause: PauseClass;
  readonly since: number;
  readonly at: number;
}

export interface CallProgressed {
  readonly kind: 'call-progressed';
  readonly call: CallId;
  readonly callRowId: number;
  readonly progressId: number;
  readonly at: number;
  readonly status: ProgressStatus;
  readonly uniqueid: string;
  readonly trunk: string;
  readonly phone: string;
  readonly queue: QueueName;
}
