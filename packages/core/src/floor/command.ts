import type { AgentName, Extension } from '../agent/agent.js';

/** Names one command until it has its outcome. Given by whoever dispatches it; unique in a server's run. */
export type CommandId = number & { readonly __brand: 'CommandId' };

/** What a client may ask an agent to do. Who asks has been authorised before. */
export type Command =
  | {
      readonly kind: 'log-in';
      readonly agent: AgentName;
      readonly extension: Extension;
      readonly inactivityLimitS: number | undefined;
    }
  | { readonly kind: 'log-out'; readonly agent: AgentName }
  | { readonly kind: 'ping'; readonly agent: AgentName }
  | { readonly kind: 'hold'; readonly agent: AgentName }
  | { readonly kind: 'unhold'; readonly agent: AgentName }
  | { readonly kind: 'hang-up'; readonly agent: AgentName }
  | { readonly kind: 'start-break'; readonly agent: AgentName; readonly breakId: number }
  | { readonly kind: 'end-break'; readonly agent: AgentName }
  /** Blind transfer. */
  | { readonly kind: 'transfer'; readonly agent: AgentName; readonly extension: string }
  | { readonly kind: 'transfer-to-agent'; readonly agent: AgentName; readonly target: AgentName }
  /** Attended transfer: the first half. `hang-up` is the other one. */
  | { readonly kind: 'consult'; readonly agent: AgentName; readonly extension: string }
  /** `limitS`: seconds after which the recording goes on by itself. */
  | { readonly kind: 'mute-recording'; readonly agent: AgentName; readonly limitS: number | undefined }
  | { readonly kind: 'unmute-recording'; readonly agent: AgentName };

/** Why a command was not carried out. The transport turns it into its own words. */
export type Refusal =
  | { readonly kind: 'agent-not-loaded' }
  | { readonly kind: 'not-logged-in' }
  | { readonly kind: 'login-not-ours' }
  | { readonly kind: 'already-connected'; readonly extension: Extension }
  | { readonly kind: 'extension-in-use'; readonly by: AgentName }
  | { readonly kind: 'no-queue' }
  | { readonly kind: 'break-unknown' }
  | { readonly kind: 'other-break' }
  | { readonly kind: 'parking-disabled' }
  /** No active break of kind H marks holds in the database. */
  | { readonly kind: 'hold-break-missing' }
  | { readonly kind: 'not-in-call' }
  | { readonly kind: 'already-held' }
  | { readonly kind: 'talking' }
  /** The agent has a call but no end of it that could be connected with anybody. */
  | { readonly kind: 'no-agent-channel' }
  /** The customer is known only by a Local channel, which must not be moved. */
  | { readonly kind: 'no-customer-channel' }
  | { readonly kind: 'not-muted' }
  /** Why the agent that a call is to be transferred to can't take it. */
  | { readonly kind: 'target-unavailable'; readonly reason: TargetTrouble }
  | { readonly kind: 'telephony-down' }
  | { readonly kind: 'telephony-refused'; readonly message: string }
  /** Nobody told in time what became of it. */
  | { readonly kind: 'unanswered'; readonly message: string };

/**
 * `ringing`: its queue member rings or is in use; `device-busy`: so says its extension; `no-number`, `no-extension`: the
 * name of the pool agent, or the phone of the callback agent, is nothing that can be dialled.
 */
export type TargetTrouble =
  | 'unknown'
  | 'reserved'
  | 'logged-out'
  | 'in-call'
  | 'paused'
  | 'ringing'
  | 'device-busy'
  | 'no-number'
  | 'no-extension';

export type Outcome =
  | { readonly kind: 'done' }
  /** A login is under way. */
  | { readonly kind: 'logging' }
  /** The agent was logged in already and that is all right (profile `issabel`, D-07). */
  | { readonly kind: 'logged-in' }
  | { readonly kind: 'refused'; readonly refusal: Refusal };

export const DONE: Outcome = Object.freeze({ kind: 'done' });
export const LOGGING: Outcome = Object.freeze({ kind: 'logging' });
export const ALREADY_LOGGED_IN: Outcome = Object.freeze({ kind: 'logged-in' });

/** Shorthand for a refusal without further data. */
export function refused(refusal: Refusal): Outcome {
  return { kind: 'refused', refusal };
}
