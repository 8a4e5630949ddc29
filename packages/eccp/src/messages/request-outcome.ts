import type { Failure } from './failures.js';

/** `outer`: the request was not run. `inner`: it was understood but refused (ECCP §4.1). */
export type FailureLevel = 'outer' | 'inner';

/** A request that was carried out. */
export interface Accepted<Reply> {
  readonly kind: 'ok';
  readonly reply: Reply;
}

/** A request that was not. */
export interface Refused {
  readonly kind: 'refused';
  readonly level: FailureLevel;
  readonly failure: Failure;
  /** Text of the `status` element that `loginagent`, `logoutagent` and the status requests put before `failure`. */
  readonly status?: string | undefined;
}

/** What became of a request. The same value is encoded by a server and handed out by a client. */
export type RequestOutcome<Reply> = Accepted<Reply> | Refused;

export function accepted<Reply>(reply: Reply): Accepted<Reply> {
  return { kind: 'ok', reply };
}

/** Refusal inside the payload, with the leading `status` element where the request has one. */
export function refused(failure: Failure, status?: string): Refused {
  return { kind: 'refused', level: 'inner', failure, status };
}

/** Refusal in place of the payload. */
export function rejected(failure: Failure): Refused {
  return { kind: 'refused', level: 'outer', failure };
}
