import type { AgentName, QueueName } from '../agent/agent.js';
import type { CallDetails } from '../call/details.js';
import type { CallRow } from '../ports/records.js';
import type { ProgressStatus } from '../ports/storage-write.js';

/** What happened, for everybody who listens. Times are epoch milliseconds. */
export type FloorEvent =
  | { readonly kind: 'agent-logged-in'; readonly agent: AgentName; readonly queues: readonly QueueName[] }
  | { readonly kind: 'agent-login-failed'; readonly agent: AgentName }
  | { readonly kind: 'agent-logged-out'; readonly agent: AgentName }
  /** The agent's phone has been out of reach for too long: it is being logged off. */
  | { readonly kind: 'phone-lost'; readonly agent: AgentName }
  | CallLinked
  | CallUnlinked
  | PauseStarted
  | PauseEnded
  | { readonly kind: 'membership-changed'; readonly agent: AgentName; readonly queues: readonly QueueName[] }
  /** A queue began, or stopped, to ring the agent. */
  | {
      readonly kind: 'ringing-changed';
      readonly agent: AgentName;
      readonly queue: QueueName;
      readonly ringing: boolean;
    }
  | CallProgressed
  /** The call's recording is muted, or goes on. */
  | (OfCall & { readonly kind: 'recording-muted' | 'recording-unmuted'; readonly agent: AgentName })
  /** A call that was scheduled for an agent is being placed, or came to nothing. */
  | (OfCall & {
      readonly kind: 'scheduled-call-started' | 'scheduled-call-failed';
      readonly agent: AgentName;
    })
  | { readonly kind: 'consultation-started' | 'consultation-ended'; readonly agent: AgentName }
  /** The hold of a call may last until then, which is soon. */
  | (OfCall & { readonly kind: 'hold-near-limit'; readonly agent: AgentName; readonly until: number })
  /** `hold-at-limit`: its customer is being brought back; `retrieval-failed`: its agent's phone did not come. */
  | (OfCall & { readonly kind: 'hold-at-limit' | 'retrieval-failed'; readonly agent: AgentName });

/** Which call an event is about. */
export interface OfCall {
  readonly row: CallRow;
  /** Undefined for incoming calls outside campaigns. */
  readonly campaignId: number | undefined;
}

export interface CallLinked extends OfCall {
  readonly kind: 'call-linked';
  readonly agent: AgentName;
  readonly phone: string;
  readonly uniqueid: string;
  /** Number of the attempt and when it was made; undefined for incoming calls. */
  readonly dialled: DialTimes | undefined;
  readonly joinedAt: number;
  readonly linkedAt: number;
  readonly trunk: string;
  readonly queue: QueueName | undefined;
  readonly customerChannel: string;
  readonly progressId: number;
  readonly details: CallDetails;
}

/** An attempt to reach a contact. */
export interface DialTimes {
  readonly retry: number;
  readonly dialledAt: number;
  readonly answeredAt: number | undefined;
}

export interface CallUnlinked extends OfCall {
  readonly kind: 'call-unlinked';
  readonly agent: AgentName;
  readonly phone: string;
  readonly at: number;
  /** Whole seconds from the join with this agent, holds included (D-16). */
  readonly durationS: number;
  /** An outgoing call that was over before it had begun (ECCP §7.2). */
  readonly short: boolean;
  readonly queue: QueueName | undefined;
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

export interface CallProgressed extends OfCall {
  readonly kind: 'call-progressed';
  readonly progressId: number;
  readonly at: number;
  readonly status: ProgressStatus;
  /** 0 for incoming calls. */
  readonly retry: number;
  readonly uniqueid: string;
  readonly trunk: string;
  readonly phone: string;
  readonly queue: QueueName | undefined;
  readonly durationS: number | undefined;
}
