/**
 * Why there is no connection.
 *
 * - `unreachable`: nobody listens there, or not in time;
 * - `not-ami`: whoever listens there is no Asterisk manager;
 * - `authentication`: user or secret refused, or the address is not permitted;
 * - `handshake`: Asterisk did not answer while the connection was set up, or is still starting;
 * - `lost`: the connection ended; `silent`: it was open but dead; `protocol`: bytes that are no AMI.
 */
export type AmiDownReason = {
  readonly kind: 'unreachable' | 'not-ami' | 'authentication' | 'handshake' | 'lost' | 'silent' | 'protocol';
  /** For a person: what happened, and what to do where that is known. */
  readonly text: string;
};

export type AmiState =
  | { readonly kind: 'connecting'; readonly attempt: number }
  | AmiUp
  | { readonly kind: 'down'; readonly reason: AmiDownReason; readonly retryInMs: number }
  | { readonly kind: 'closed' };

export type AmiUp = {
  readonly kind: 'up';
  /** 1 for the first connection, one more for each that follows: events of an earlier one are history. */
  readonly epoch: number;
  /** Of Asterisk, e.g. `16.28.0`; `1.4.0` when it is too old to tell. */
  readonly version: string;
  /**
   * When Asterisk started, in its own words. Compare it with the one of the connection before: a different value is
   * a restart, and all channels are gone. Undefined when the account may not ask (needs the read class `system`).
   */
  readonly startedAt: string | undefined;
  /** Of the manager protocol, e.g. `5.0.2`. */
  readonly banner: string;
};
