import { type AgentName, type Channel, deviceOf, type QueueName } from '../agent/agent.js';
import type { CommandId } from '../floor/command.js';

/** The customer channel's uniqueid at the moment the call was first seen; it never changes afterwards. */
export type CallId = string & { readonly __brand: 'CallId' };

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
  /** Set while Asterisk has been asked to park the customer and has not done so yet. */
  readonly parking: { readonly command: CommandId } | undefined;
}

/** The customer waits in the parking lot; the agent keeps the call. */
export interface Held {
  readonly kind: 'held';
  readonly agent: AgentName;
  /** Where the customer is parked; unknown once the lot has let it go by time-out. */
  readonly slot: string | undefined;
  /** Set while the agent's phone is being brought back to the customer. */
  readonly retrieval: { readonly attempt: number; readonly command: CommandId | undefined } | undefined;
}

/** The agent has left; the customer's channel lives on in the dial plan. */
export interface Released {
  readonly kind: 'released';
}

export type CallPhase = Waiting | Talking | Held | Released;

/** An incoming call of a monitored queue. Frozen; every change makes a new value. Times are epoch milliseconds. */
export interface Call {
  readonly id: CallId;
  /** Row of table `call_entry`, allocated in memory. */
  readonly rowId: number;
  readonly queue: QueueName;
  readonly phone: string;
  readonly customer: Channel;
  /** Trunk name: the customer channel without its unique suffix, empty for Local channels. */
  readonly trunk: string;
  readonly joinedAt: number;
  /** First join with an agent. */
  readonly linkedAt: number | undefined;
  /** Row of `current_call_entry` while an agent has the call. */
  readonly currentRowId: number | undefined;
  readonly phase: CallPhase;
}

/** The agent that a call belongs to now, talking or on hold. */
export function agentOf(call: Call): AgentName | undefined {
  switch (call.phase.kind) {
    case 'talking':
    case 'held':
      return call.phase.agent;
    case 'waiting':
    case 'released':
      return undefined;
  }
}

/** `PJSIP/trunk-0000001c` → `PJSIP/trunk`; empty for `Local/…`, whose name says nothing about a trunk. */
export function trunkOf(channelName: string): string {
  return channelName.startsWith('Local/') ? '' : deviceOf(channelName);
}
