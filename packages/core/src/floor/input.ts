import type { AgentName, Channel, Membership, QueueName } from '../agent/agent.js';
import type { CallId } from '../call/call.js';
import type { CallDetails } from '../call/details.js';
import type { CallOrder } from '../call/place.js';
import type { FloorImage } from '../ports/journal.js';
import type { AgentRecord, BreakRecord, QueueRecord } from '../ports/records.js';
import type { Command, CommandId } from './command.js';
import type { Timer } from './effect.js';
import type { RowIds } from './floor.js';

/** Everything that can change the floor. A recorded list of inputs replays a day. */
export type Input =
  /** The first one, if a server before this one has left something. */
  | { readonly kind: 'restored'; readonly image: FloorImage }
  | {
      readonly kind: 'directory';
      readonly agents: readonly AgentRecord[];
      readonly breaks: readonly BreakRecord[];
      readonly queues: readonly QueueRecord[];
      /** Queues that callback agents join, with penalties. */
      readonly assignments: ReadonlyMap<AgentName, ReadonlyMap<QueueName, number>>;
    }
  /** Another program has taken row ids of a table: the next ones are given above `upTo`. */
  | { readonly kind: 'row-ids-taken'; readonly table: keyof RowIds; readonly upTo: number }
  | { readonly kind: 'command'; readonly id: CommandId; readonly command: Command }
  | { readonly kind: 'timer'; readonly timer: Timer }
  /** A contact of a campaign is to be called now. Ignored when that can't be. */
  | { readonly kind: 'place-call'; readonly order: CallOrder }
  /** Agents that a scheduled call is due for, and until when they are kept free. Replaces what was said before. */
  | { readonly kind: 'reservations'; readonly until: ReadonlyMap<AgentName, number> }
  /** What the database knows about a call. */
  | { readonly kind: 'details'; readonly call: CallId; readonly details: CallDetails }
  | TelephonyFact;

/** What the telephony adapter has seen, the same for every version of Asterisk. */
export type TelephonyFact = (PresenceFact | CallFact | OutgoingFact | TransferFact) & Repair;

interface Repair {
  /** The event of Asterisk that was missed, where a comparison has found out what it would have told. */
  readonly missed?: string;
}

export type PresenceFact =
  /** Asterisk is reached (again): everything that is live there now. */
  | {
      readonly kind: 'telephony-up';
      readonly epoch: number;
      /** When Asterisk was started, in its own words; undefined if it doesn't say. */
      readonly startedAt?: string | undefined;
      readonly snapshot: TelephonySnapshot;
    }
  | { readonly kind: 'telephony-down' }
  /** Whether Asterisk accepted to start a login. */
  | {
      readonly kind: 'login-started';
      readonly agent: AgentName;
      readonly attempt: number;
      readonly accepted: boolean;
      readonly message: string;
    }
  | {
      readonly kind: 'phone-answered';
      readonly agent: AgentName;
      readonly attempt: number;
      readonly channel: Channel;
    }
  /** The phone did not answer, refused, or hung up before the agent was in. */
  | { readonly kind: 'login-ended'; readonly agent: AgentName; readonly attempt: number }
  | { readonly kind: 'agent-in'; readonly agent: AgentName; readonly channel: Channel | undefined }
  | { readonly kind: 'agent-out'; readonly agent: AgentName; readonly channel: Channel | undefined }
  | {
      readonly kind: 'memberships';
      readonly agent: AgentName;
      readonly memberships: ReadonlyMap<QueueName, Membership>;
    }
  /** The agent's queues do not have it paused as the floor wants it, and no action to change that is under way. */
  | { readonly kind: 'pause-adrift'; readonly agent: AgentName };

export type CallFact =
  | {
      readonly kind: 'caller-joined';
      readonly call: CallId;
      readonly queue: QueueName;
      readonly phone: string;
      readonly customer: Channel;
    }
  /** The caller left the queue unanswered. */
  | { readonly kind: 'caller-gave-up'; readonly call: CallId }
  /** Somebody who is no agent has taken the caller out of its queue. */
  | { readonly kind: 'caller-taken'; readonly call: CallId }
  /** The caller is where customers wait whose agent consults somebody, and none does. */
  | { readonly kind: 'caller-in-waiting-room'; readonly call: CallId }
  /** Customer and agent are in one bridge. */
  | {
      readonly kind: 'call-connected';
      readonly call: CallId;
      readonly agent: AgentName;
      readonly agentChannel: Channel;
    }
  /** The agent's end left the call while the customer's lives on. */
  | { readonly kind: 'call-separated'; readonly call: CallId; readonly agent: AgentName }
  /** The customer is in a parking lot. `ours`: in the one that nobody but this server parks in. */
  | { readonly kind: 'call-parked'; readonly call: CallId; readonly slot: string; readonly ours: boolean }
  /**
   * The parking lot let the customer go by time-out; it has a slot no more. `comesBack`: the dial plan brings it to its
   * agent, else to its queue.
   */
  | { readonly kind: 'park-expired'; readonly call: CallId; readonly comesBack: boolean }
  /** Somebody who is no agent, on this phone, has taken the customer out of its slot. */
  | { readonly kind: 'parked-call-taken'; readonly call: CallId; readonly by: string }
  /** The customer is on another channel now: a Local one has made way for the real one behind it. */
  | { readonly kind: 'customer-moved'; readonly call: CallId; readonly customer: Channel }
  /** A recording of the call has begun. */
  | {
      readonly kind: 'recording-started';
      readonly call: CallId;
      readonly channel: Channel;
      /** Path as Asterisk says it. */
      readonly file: string;
    }
  /** The customer's channel is gone. */
  | { readonly kind: 'call-ended'; readonly call: CallId }
  | { readonly kind: 'park-refused'; readonly call: CallId; readonly message: string }
  | {
      readonly kind: 'retrieval-started';
      readonly call: CallId;
      readonly attempt: number;
      readonly accepted: boolean;
      readonly message: string;
    }
  /** The agent's phone could not be brought to the customer. */
  | { readonly kind: 'retrieval-failed'; readonly call: CallId; readonly attempt: number }
  | {
      readonly kind: 'hang-up-answered';
      readonly command: CommandId;
      readonly accepted: boolean;
      readonly message: string;
    }
  | {
      readonly kind: 'mute-answered';
      readonly call: CallId;
      readonly channel: Channel;
      readonly muted: boolean;
      readonly command: CommandId | undefined;
      readonly accepted: boolean;
      readonly message: string;
    };

/** What becomes of a call that we place. */
export type OutgoingFact =
  /** A trunk is dialling the customer on this channel. */
  | { readonly kind: 'call-dialling'; readonly call: CallId; readonly channel: Channel }
  /** The customer answered and runs our dial plan. */
  | { readonly kind: 'call-answered'; readonly call: CallId; readonly customer: Channel }
  /** The customer was not reached: busy, no answer, refused, or Asterisk would not even try. */
  | {
      readonly kind: 'call-failed';
      readonly call: CallId;
      /** Q.850; undefined where Asterisk told none. */
      readonly cause: number | undefined;
      readonly causeText: string | undefined;
    };

export type TransferFact =
  /** Whether Asterisk sent the customer where it was to go. */
  | {
      readonly kind: 'redirect-answered';
      readonly call: CallId;
      readonly attempt: number;
      readonly result: 'accepted' | 'refused' | 'device-busy';
      readonly message: string;
    }
  /** Whether Asterisk let the customer wait and dials the target. */
  | {
      readonly kind: 'consultation-started';
      readonly call: CallId;
      readonly attempt: number;
      readonly accepted: boolean;
      readonly message: string;
    }
  /** The target has answered and hears the agent. */
  | { readonly kind: 'consultation-answered'; readonly call: CallId; readonly attempt: number }
  /** The target is busy, did not answer, refused, left, or was hung up on; the agent is still there. */
  | { readonly kind: 'consultation-ended'; readonly call: CallId; readonly attempt: number }
  /** The agent's end is gone in the middle of it. `joined`: Asterisk has joined customer and target. */
  | {
      readonly kind: 'consultation-abandoned';
      readonly call: CallId;
      readonly attempt: number;
      readonly joined: boolean;
    }
  /** Whether Asterisk joined the customer with the target. */
  | {
      readonly kind: 'transfer-answered';
      readonly call: CallId;
      readonly attempt: number;
      readonly accepted: boolean;
      readonly message: string;
    }
  /** The agent could not be brought back to its customer, who still waits. */
  | { readonly kind: 'return-failed'; readonly call: CallId; readonly attempt: number };

/** Asterisk as it is at one moment. */
export interface TelephonySnapshot {
  /** Whether a parking lot is configured. */
  readonly parking: boolean;
  /** Pool agents on the line. */
  readonly agents: ReadonlyMap<AgentName, Channel>;
  /** Queue memberships of all agents, also of those that are in none (absent). */
  readonly memberships: ReadonlyMap<AgentName, ReadonlyMap<QueueName, Membership>>;
  /** Calls of queues. */
  readonly calls: readonly LiveCall[];
}

export interface LiveCall {
  readonly call: CallId;
  /** Undefined for a call that came through none. */
  readonly queue: QueueName | undefined;
  readonly phone: string;
  readonly customer: Channel;
  readonly state:
    | { readonly kind: 'waiting' }
    | { readonly kind: 'talking'; readonly agent: AgentName; readonly agentChannel: Channel }
    /** `ours`: in the lot where nobody but this server parks. */
    | { readonly kind: 'parked'; readonly slot: string; readonly ours: boolean }
    /** An outgoing call of ours that no queue or agent has yet. */
    | { readonly kind: 'placing' }
    /** `taken`: with somebody who is no agent. `inWaitingRoom`: where customers wait whose agent consults somebody. */
    | { readonly kind: 'elsewhere'; readonly taken?: boolean; readonly inWaitingRoom?: boolean };
}
