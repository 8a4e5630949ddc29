import type { AgentName, Channel, Extension, QueueName } from '../agent/agent.js';
import type { CallId } from '../call/call.js';
import type { StorageWrite } from '../ports/storage-write.js';
import type { CommandId, Outcome } from './command.js';
import type { FloorEvent } from './events.js';

/** What the telephony adapter is to bring about. Its results come back as inputs. */
export type TelephonyIntent =
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
  /** Stop a login that has not completed. */
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
    }
  | { readonly kind: 'park'; readonly call: CallId; readonly customer: Channel }
  /** Bring the agent's phone to the parking slot. */
  | {
      readonly kind: 'retrieve';
      readonly call: CallId;
      readonly attempt: number;
      readonly agent: AgentName;
      readonly slot: string;
      readonly phone: string;
    }
  | { readonly kind: 'hang-up'; readonly channel: Channel; readonly command: CommandId | undefined };

/** A wake-up that the floor asks for. One timer per key: setting it again moves it. */
export type Timer =
  | { readonly kind: 'login'; readonly agent: AgentName; readonly attempt: number }
  | { readonly kind: 'inactivity'; readonly agent: AgentName }
  | { readonly kind: 'park'; readonly call: CallId }
  | { readonly kind: 'retrieval'; readonly call: CallId; readonly attempt: number };

/** What a step wants done, in this order. */
export type Effect =
  | { readonly kind: 'telephony'; readonly intent: TelephonyIntent }
  | { readonly kind: 'store'; readonly write: StorageWrite }
  | { readonly kind: 'publish'; readonly event: FloorEvent }
  | { readonly kind: 'reply'; readonly command: CommandId; readonly outcome: Outcome }
  | { readonly kind: 'set-timer'; readonly timer: Timer; readonly at: number };

/** Text key of a timer. */
export function timerKey(timer: Timer): string {
  switch (timer.kind) {
    case 'login':
      return `login:${timer.agent}:${timer.attempt}`;
    case 'inactivity':
      return `inactivity:${timer.agent}`;
    case 'park':
      return `park:${timer.call}`;
    case 'retrieval':
      return `retrieval:${timer.call}:${timer.attempt}`;
  }
}
