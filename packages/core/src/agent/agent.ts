import type { CallId } from '../call/call.js';
import type { CommandId } from '../floor/command.js';

/** An agent's public name, `Type/number`, for instance `Agent/412` or `PJSIP/101` (ECCP §0.2). */
export type AgentName = string & { readonly __brand: 'AgentName' };

/** Name of a queue as Asterisk knows it, for instance `9000`. */
export type QueueName = string;

/** A phone: the number that a client names and the string that Asterisk dials. */
export interface Extension {
  /** `412` */
  readonly number: string;
  /** `PJSIP/412` */
  readonly dial: string;
}

/** A live channel of Asterisk. */
export interface Channel {
  /** `PJSIP/412-0000001a` */
  readonly name: string;
  readonly uniqueid: string;
}

/**
 * How an agent takes calls: `pool` agents stay on the line in app_agent_pool (`Agent/n`), `callback` agents
 * are phones that join queues (`PJSIP/n`, `SIP/n`, `IAX2/n`).
 */
export type AgentKind = 'pool' | 'callback';

/** An open break, chosen by the agent. Times are epoch milliseconds. */
export interface OpenBreak {
  readonly breakId: number;
  readonly name: string;
  readonly since: number;
  readonly auditId: number;
}

/** An open hold: the agent's call waits in the parking lot. */
export interface OpenHold {
  readonly since: number;
  readonly auditId: number;
}

/**
 * Who started a login: `eccp` when `loginagent` did, `external` when the agent dialled in by phone or was
 * already logged in when the server started. External agents can't hold (D-03).
 */
export type LoginOrigin = 'eccp' | 'external';

/** What every login in progress has. */
interface LoginAttempt {
  readonly extension: Extension;
  /** Numbers the attempts of the server's run, so that an answer to an old one is recognised. */
  readonly attempt: number;
  readonly since: number;
  /** Seconds without activity after which the agent is logged off, if a limit was asked for. */
  readonly inactivityLimitS: number | undefined;
}

/** The phone is being called; nothing answered yet. */
export interface Calling extends LoginAttempt {
  readonly kind: 'calling';
  /** The `loginagent` that waits to hear whether Asterisk accepted the login call. */
  readonly command: CommandId | undefined;
}

/** The phone answered and Asterisk has not confirmed the agent yet. */
export interface Logging extends LoginAttempt {
  readonly kind: 'logging';
  readonly channel: Channel;
}

export interface LoggedIn {
  readonly kind: 'logged-in';
  readonly origin: LoginOrigin;
  readonly extension: Extension;
  /** The line on which a pool agent stays; callback agents have none. */
  readonly channel: Channel | undefined;
  readonly since: number;
  readonly sessionId: number;
  readonly inactivityLimitS: number | undefined;
  readonly lastActivity: number;
  readonly break: OpenBreak | undefined;
  readonly hold: OpenHold | undefined;
  /** Kept free for a call that is on its way to this agent. */
  readonly reserved: Reservation | undefined;
  readonly call: CallId | undefined;
  /** A call that was scheduled for this agent and is being placed. */
  readonly awaited: CallId | undefined;
}

/** Why an agent gets no calls from its queues for a moment, and until when at most. Epoch milliseconds. */
export interface Reservation {
  readonly for: 'scheduled-call' | 'transfer';
  readonly until: number;
}

/** Where an agent stands. Break, hold and call exist only inside a login: a logged-out agent can't be stuck in one. */
export type Presence = { readonly kind: 'logged-out' } | Calling | Logging | LoggedIn;

/** One agent. Frozen; every change makes a new value. */
export interface Agent {
  readonly name: AgentName;
  readonly kind: AgentKind;
  /** Row of table `agent`. */
  readonly rowId: number;
  readonly displayName: string;
  readonly presence: Presence;
  /** Queues that Asterisk has the agent in now, and whether it is paused there. */
  readonly memberships: ReadonlyMap<QueueName, Membership>;
  /** Queues that a callback agent joins at login, with its penalty; empty for pool agents. */
  readonly assignedQueues: ReadonlyMap<QueueName, number>;
}

export interface Membership {
  readonly paused: boolean;
  /** Whether the queue rings the agent's phone now. */
  readonly ringing: boolean;
  /** Asterisk can't reach the phone of this callback agent: it is not registered, or does not answer. */
  readonly unreachable?: true;
}

export const LOGGED_OUT: Presence = Object.freeze({ kind: 'logged-out' });

/** Whether an agent is more than its row in the database says. */
export function isAtWork({ presence }: Agent): boolean {
  return presence.kind !== 'logged-out';
}

const AGENT_NAME = /^\w+\/\w+$/;

/** Reads an agent name; `undefined` when it is badly formed (ECCP §0.2). Nothing is trimmed. */
export function parseAgentName(text: string): AgentName | undefined {
  return AGENT_NAME.test(text) ? (text as AgentName) : undefined;
}

/** `Agent/412` → `412`. */
export function agentNumber(name: AgentName): string {
  return name.slice(name.indexOf('/') + 1);
}

/** Type `Agent` is the pool; every other type is a phone that is called back. */
export function agentKind(name: AgentName): AgentKind {
  return name.startsWith('Agent/') ? 'pool' : 'callback';
}

const UNIQUE_SUFFIX = /-[0-9a-f]+(;[12])?$/i;

/** `PJSIP/101-0000000d` → `PJSIP/101`, the device or trunk that owns a channel. */
export function deviceOf(channelName: string): string {
  return channelName.replace(UNIQUE_SUFFIX, '');
}
