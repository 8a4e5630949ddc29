import { type AgentName, type Channel, deviceOf, type QueueName } from '../agent/agent.js';
import type { CommandId } from '../floor/command.js';
import type { CallRow } from '../ports/records.js';
import type { CallDetails, LinkNews } from './details.js';

/**
 * The uniqueid of the customer's channel when the call was first seen, for an outgoing call the one that its first
 * channel was given by us; it never changes afterwards.
 */
export type CallId = string & { readonly __brand: 'CallId' };

/** A caller of a monitored queue. */
export interface Incoming {
  readonly kind: 'incoming';
  /** Row of table `queue_call_entry`. */
  readonly queueRowId: number;
  /** The incoming campaign that was open when the caller joined. */
  readonly campaignId: number | undefined;
}

/** A contact of an outgoing campaign. */
export interface Outgoing {
  readonly kind: 'outgoing';
  readonly campaignId: number;
  /** Number of this attempt, from 1. */
  readonly retry: number;
  /** The agent that this call was scheduled for; it meets that agent without a queue. */
  readonly scheduledFor: AgentName | undefined;
  readonly dialledAt: number;
  /** When the customer answered. */
  readonly answeredAt: number | undefined;
}

/**
 * Asterisk has been asked to dial the customer. `asked`: nothing dialled yet, `dialling`: a trunk is at it, `answered`:
 * the customer is there and on the way to a queue or an agent.
 */
export interface Placing {
  readonly kind: 'placing';
  readonly stage: 'asked' | 'dialling' | 'answered';
}

/** Waiting in a queue. */
export interface Waiting {
  readonly kind: 'waiting';
}

/** Customer and agent hear each other. */
export interface Talking {
  readonly kind: 'talking';
  readonly agent: AgentName;
  /** The agent's end of the call; for pool agents their login line. */
  readonly agentChannel: Channel;
  /**
   * Set while Asterisk has been asked to park the customer and has not done so yet. `parted`: the two are seen not to be
   * together any more, and the lot has not said yet that it has the customer.
   */
  readonly parking: { readonly command: CommandId; readonly parted: boolean } | undefined;
  /** Set while Asterisk has been asked to send the customer elsewhere and has not answered yet. */
  readonly transfer: PendingTransfer | undefined;
}

/** A blind transfer, or one to an agent, that is under way. */
export interface PendingTransfer {
  readonly attempt: number;
  readonly command: CommandId | undefined;
  /** What goes into the row's column `transfer`. */
  readonly to: string;
  /** The agent that is kept free for the customer. */
  readonly target: AgentName | undefined;
}

/** The customer waits in the parking lot; the agent keeps the call. */
export interface Held {
  readonly kind: 'held';
  readonly agent: AgentName;
  /** Where the customer is parked; unknown once the lot has let it go by time-out. */
  readonly slot: string | undefined;
  /** The dial plan brings a customer whom the lot let go to its agent, else to its queue. */
  readonly comesBack: boolean;
  /** How long it may last, if it has a limit; after that a customer whose agent does not come goes to its queue. */
  readonly until: number | undefined;
  /** Set while agent and customer are being brought together again. */
  readonly retrieval: { readonly attempt: number; readonly command: CommandId | undefined } | undefined;
  /** Set while the customer is being sent elsewhere. */
  readonly transfer: PendingTransfer | undefined;
}

/** The customer waits while its agent talks to whom it wants to hand the call over to. */
export interface Consulting {
  readonly kind: 'consulting';
  readonly agent: AgentName;
  readonly agentChannel: Channel;
  /** Whom the agent consults, as dialled. */
  readonly target: string;
  readonly attempt: number;
  readonly stage: ConsultationStage;
  /** The request that waits for the next stage. */
  readonly command: CommandId | undefined;
}

/**
 * `asked`: Asterisk has not confirmed yet, `calling`: the target's phone rings, `talking`: it has answered, `joining`:
 * customer and target are being joined, `returning`: the agent is on its way back to the customer.
 */
export type ConsultationStage = 'asked' | 'calling' | 'talking' | 'joining' | 'returning';

/** The agent has left; the customer's channel lives on in the dial plan. */
export interface Released {
  readonly kind: 'released';
  /** Set while the agent has left a consultation and the customer may wait alone. */
  readonly handover: { readonly attempt: number; readonly target: string } | undefined;
  /** The agent that is kept free for the customer until it gets there, or somewhere else. */
  readonly target: AgentName | undefined;
  /** Set while Asterisk has been asked to send the customer on and has not answered yet. */
  readonly onward: Onward | undefined;
}

/** Where a customer goes whom Asterisk does not send where it was to go. */
export interface Onward {
  readonly attempt: number;
  readonly otherwise: 'queue' | 'hang-up';
}

export const RELEASED: Released = Object.freeze({
  kind: 'released',
  handover: undefined,
  target: undefined,
  onward: undefined,
});

export type CallPhase = Placing | Waiting | Talking | Held | Consulting | Released;

/** What a call begins with, wherever it comes from. */
export const UNTOUCHED: Pick<
  Call,
  'linkedAt' | 'talkedS' | 'currentRowId' | 'muted' | 'mutedUntil' | 'details' | 'untold'
> = Object.freeze({
  linkedAt: undefined,
  talkedS: 0,
  currentRowId: undefined,
  muted: undefined,
  mutedUntil: undefined,
  details: undefined,
  untold: undefined,
});

/** A call of a monitored queue or of a campaign. Frozen; every change makes a new value. Times are epoch milliseconds. */
export interface Call {
  readonly id: CallId;
  /** Row of table `call_entry`, allocated in memory, or of table `calls`. */
  readonly rowId: number;
  readonly origin: Incoming | Outgoing;
  /** The queue it came through; a call scheduled for an agent comes through none. */
  readonly queue: QueueName | undefined;
  readonly phone: string;
  /** Of an outgoing call that has no channel yet the name is what is dialled. */
  readonly customer: Channel;
  /**
   * Trunk name: the customer channel without its unique suffix, empty for Local channels; of an outgoing call the one that
   * its campaign names, until a channel is known.
   */
  readonly trunk: string;
  /** When it entered its queue; for a call that came through none when it was answered. */
  readonly joinedAt: number;
  /** Last join with an agent that it had not met before. */
  readonly linkedAt: number | undefined;
  /** Seconds that agents had it who have it no more. */
  readonly talkedS: number;
  /** Row of `current_call_entry` or `current_calls` while an agent has the call. */
  readonly currentRowId: number | undefined;
  /** The channel whose recording is muted. */
  readonly muted: Channel | undefined;
  /** When a muted recording goes on by itself; undefined: when it is told to. */
  readonly mutedUntil: number | undefined;
  /** What is known about the customer; undefined while the database is being asked. */
  readonly details: CallDetails | undefined;
  /** An `agentlinked` that waits for {@link details}. */
  readonly untold: LinkNews | undefined;
  readonly phase: CallPhase;
}

/** The agent that a call belongs to now: talking, on hold or consulting. */
export function agentOf(call: Call): AgentName | undefined {
  switch (call.phase.kind) {
    case 'talking':
    case 'held':
    case 'consulting':
      return call.phase.agent;
    case 'placing':
    case 'waiting':
    case 'released':
      return undefined;
  }
}

/** The row that everything about the call is written to. */
export function rowOf(call: Call): CallRow {
  return { kind: call.origin.kind, id: call.rowId };
}

/** `PJSIP/trunk-0000001c` → `PJSIP/trunk`; empty for `Local/…`, whose name says nothing about a trunk. */
export function trunkOf(channelName: string): string {
  return channelName.startsWith('Local/') ? '' : deviceOf(channelName);
}
