import type { AgentName, Channel, Extension, QueueName } from '../agent/agent.js';
import type { CallId } from '../call/call.js';
import type { CallRow } from '../ports/records.js';
import type { StorageWrite } from '../ports/storage-write.js';
import type { CommandId, Outcome } from './command.js';
import type { FloorEvent } from './events.js';

/** What the telephony adapter is to bring about. Its results come back as inputs. */
export type TelephonyIntent = LoginIntent | CallIntent | TransferIntent;

export type LoginIntent =
  /** Call the agent's phone and put it into the pool. */
  | {
      readonly kind: 'call-phone-to-log-in';
      readonly agent: AgentName;
      readonly attempt: number;
      readonly extension: Extension;
    }
  /** Put a callback agent into its queues, out of all others. */
  | {
      readonly kind: 'join-queues';
      readonly agent: AgentName;
      readonly attempt: number;
      readonly displayName: string;
      readonly leave: readonly QueueName[];
      readonly join: ReadonlyMap<QueueName, number>;
    }
  /** Stop the login of a pool agent that has not completed. */
  | {
      readonly kind: 'cancel-login';
      readonly agent: AgentName;
      readonly attempt: number;
      readonly channel: Channel | undefined;
    }
  /** End a pool agent's line. */
  | { readonly kind: 'end-line'; readonly agent: AgentName; readonly channel: Channel | undefined }
  /** Take a callback agent out of its queues. */
  | { readonly kind: 'leave-queues'; readonly agent: AgentName; readonly queues: readonly QueueName[] }
  | {
      readonly kind: 'set-paused';
      readonly agent: AgentName;
      readonly paused: boolean;
      readonly reason: string;
    };

export type CallIntent =
  | { readonly kind: 'park'; readonly call: CallId; readonly agent: AgentName; readonly customer: Channel }
  /** Bring the agent's phone to its customer, wherever that is parked. */
  | {
      readonly kind: 'retrieve';
      readonly call: CallId;
      readonly attempt: number;
      readonly agent: AgentName;
      readonly phone: string;
    }
  | { readonly kind: 'hang-up'; readonly channel: Channel; readonly command: CommandId | undefined }
  /** Mute what the call's recording hears of the customer, or let it hear again. */
  | {
      readonly kind: 'mute-recording';
      readonly call: CallId;
      readonly channel: Channel;
      readonly muted: boolean;
      readonly command: CommandId | undefined;
    }
  /** Dial a customer and send it, once it answers, to `exten` in `context`. */
  | ({ readonly kind: 'place-call'; readonly call: CallId } & CallOrderTarget)
  /** End the attempt to reach a customer, whatever stage it has come to. */
  | { readonly kind: 'abort-call'; readonly call: CallId; readonly command: CommandId | undefined };

/** What is dialled and what it is for. */
export interface CallOrderTarget {
  /** What Asterisk dials, e.g. `PJSIP/5550171@trunk` or `Local/5550171@from-internal`. */
  readonly dial: string;
  readonly context: string;
  readonly exten: string;
  /** How long the customer's phone may ring; Asterisk's own limit where it is undefined. Milliseconds. */
  readonly ringMs: number | undefined;
  /** What the customer sees, `"name" <number>` or a number. */
  readonly callerId: string;
  /** Channel variables, part of the contract with dial plans (telephony.md §8). */
  readonly variables: ReadonlyMap<string, string>;
}

/** Where a customer is sent. */
export type Destination =
  | { readonly kind: 'extension'; readonly exten: string }
  | { readonly kind: 'agent'; readonly agent: AgentName; readonly extension: Extension }
  | { readonly kind: 'queue'; readonly queue: QueueName };

export type TransferIntent =
  /** Send the customer elsewhere, out of the agent's ear or out of the parking lot. */
  | {
      readonly kind: 'redirect';
      readonly call: CallId;
      readonly attempt: number;
      readonly customer: Channel;
      readonly to: Destination;
    }
  /** Do not send the customer elsewhere any more, unless that is done: it has met an agent, or it took too long. */
  | { readonly kind: 'call-off-redirect'; readonly call: CallId; readonly attempt: number }
  /** Let the customer wait and connect its agent with somebody else. */
  | {
      readonly kind: 'consult';
      readonly call: CallId;
      readonly attempt: number;
      readonly agent: AgentName;
      readonly agentChannel: Channel;
      readonly customer: Channel;
      readonly target: string;
    }
  /** End the talk with the target, or the attempt at one. */
  | {
      readonly kind: 'end-consultation';
      readonly call: CallId;
      readonly attempt: number;
      readonly agent: AgentName;
    }
  /** Join the customer with the target of the consultation; the agent is out of it. */
  | {
      readonly kind: 'complete-transfer';
      readonly call: CallId;
      readonly attempt: number;
      readonly agent: AgentName;
      readonly customer: Channel;
    }
  /** Join the customer with its agent again. */
  | {
      readonly kind: 'return-to-customer';
      readonly call: CallId;
      readonly attempt: number;
      readonly agent: AgentName;
      readonly agentChannel: Channel;
      readonly customer: Channel;
    };

/** What is to be found in the database about a call. The answer comes back as input `details`. */
export interface DetailsQuestion {
  readonly call: CallId;
  readonly row: CallRow;
  readonly phone: string;
}

/** A wake-up that the floor asks for. One timer per key: setting it again moves it. */
export type Timer =
  | { readonly kind: 'login'; readonly agent: AgentName; readonly attempt: number }
  | { readonly kind: 'inactivity'; readonly agent: AgentName }
  | { readonly kind: 'reservation'; readonly agent: AgentName }
  | { readonly kind: 'lost-phone'; readonly agent: AgentName }
  | { readonly kind: 'park' | 'hold-warning' | 'hold-limit'; readonly call: CallId }
  | { readonly kind: 'retrieval'; readonly call: CallId; readonly attempt: number }
  | { readonly kind: 'redirect' | 'consultation'; readonly call: CallId; readonly attempt: number }
  | { readonly kind: 'unmute'; readonly call: CallId }
  | { readonly kind: 'placing'; readonly call: CallId }
  | { readonly kind: 'details'; readonly call: CallId };

/** What a step wants done, in this order. */
export type Effect =
  | { readonly kind: 'telephony'; readonly intent: TelephonyIntent }
  | { readonly kind: 'store'; readonly write: StorageWrite }
  | { readonly kind: 'look-up'; readonly question: DetailsQuestion }
  | { readonly kind: 'publish'; readonly event: FloorEvent }
  | { readonly kind: 'reply'; readonly command: CommandId; readonly outcome: Outcome }
  | { readonly kind: 'set-timer'; readonly timer: Timer; readonly at: number };

/** Text key of a timer. */
export function timerKey(timer: Timer): string {
  switch (timer.kind) {
    case 'login':
      return `login:${timer.agent}:${timer.attempt}`;
    case 'inactivity':
    case 'reservation':
    case 'lost-phone':
      return `${timer.kind}:${timer.agent}`;
    case 'retrieval':
    case 'redirect':
    case 'consultation':
      return `${timer.kind}:${timer.call}:${timer.attempt}`;
    case 'park':
    case 'hold-warning':
    case 'hold-limit':
    case 'unmute':
    case 'placing':
    case 'details':
      return `${timer.kind}:${timer.call}`;
  }
}
