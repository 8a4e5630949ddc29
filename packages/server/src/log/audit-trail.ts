import type { RequestName } from '@openeccp/eccp';
import type { Logger } from 'pino';

/** A request that acted, or was to act, or a login. Never with arguments: they hold numbers, data and secrets. */
export interface AuditRecord {
  /** The client, or who it said to be. */
  readonly user: string | undefined;
  readonly peer: string;
  readonly request: RequestName;
  /** As the client numbered it. */
  readonly id: string;
  readonly agent: string | undefined;
  /** `ok`, or the failure: `401 Unauthorized agent`. */
  readonly outcome: string;
  /** So many others like it were not written; see {@link Refusals}. */
  readonly unwritten?: number;
}

/** Where lines of the audit trail go besides the log. */
export interface AuditSink {
  write(line: string): void;
}

/** What clients choose freely is kept to this length. Characters. */
const LONGEST = 64;

/** Who did what: one line each, marked `audit: true` in the log, and in a file of its own if there is one. */
export class AuditTrail {
  readonly #log: Logger;
  readonly #sink: AuditSink | undefined;
  readonly #now: () => number;

  constructor(log: Logger, now: () => number, sink?: AuditSink) {
    this.#log = log.child({ audit: true });
    this.#now = now;
    this.#sink = sink;
  }

  record({ user, peer, request, id, agent, outcome, unwritten }: AuditRecord): void {
    const line = {
      user: user?.slice(0, LONGEST),
      peer,
      request,
      id: id.slice(0, LONGEST),
      agent: agent?.slice(0, LONGEST),
      outcome: outcome.slice(0, 2 * LONGEST),
      unwritten,
    };
    this.#log.info(line, 'request');
    this.#sink?.write(`${JSON.stringify({ time: new Date(this.#now()).toISOString(), ...line })}\n`);
  }
}
