import type { XmlElement } from '../codec/xml-element.js';
import type { Failure } from './failures.js';
import type { FailureLevel } from './request-outcome.js';

/**
 * What a request needs before it is looked at (ECCP §5.4): nothing, a login, a login and the agent's hash checked
 * by the common rows 7 to 10, or the same hash checked by the request itself in its own order.
 */
export type Authorisation = 'none' | 'session' | 'agent' | 'agent-own-check';

/** One argument as the reference page shows it. */
export interface ArgumentDescription {
  readonly name: string;
  readonly type: string;
  readonly optional?: boolean;
  readonly meaning: string;
}

/** One failure as the reference page shows it. */
export interface FailureDescription {
  readonly level: FailureLevel;
  readonly failure: Failure;
  readonly when: string;
}

/**
 * Everything that is to be said about one request, in one place: the server decodes and authorises with it, the
 * client encodes with it, the reference page prints it. Definitions are pure.
 */
export interface RequestDefinition<Name extends string, Arguments, Reply> {
  readonly name: Name;
  readonly summary: string;
  readonly authorisation: Authorisation;
  /** Answered with 500 `No AMI connection` right after authorisation while Asterisk is away. */
  readonly needsAsterisk: boolean;
  readonly arguments: readonly ArgumentDescription[];
  /** Failures beyond the common checks of ECCP §4.2, in checking order. */
  readonly failures: readonly FailureDescription[];
  /** Undefined means outer 400 `Bad request`. */
  decodeArguments(command: XmlElement): Arguments | undefined;
  encodeArguments(args: Arguments): readonly XmlElement[];
  /** The children of `NAME_response` in emission order. */
  encodeReply(reply: Reply): readonly XmlElement[];
  decodeReply(payload: XmlElement): Reply;
}
