import type { AmiMessage } from '../codec/ami-message.js';

type Answer<Kind> = {
  readonly kind: Kind;
  /** The text of its `Message` header. */
  readonly message: string;
  readonly response: AmiMessage;
};

export type AmiSuccess = Answer<'success'>;
/** Asterisk has not done it: refused, or about to close the connection. */
export type AmiRefusal = Answer<'error' | 'goodbye'>;
export type AmiReply = AmiSuccess | AmiRefusal;

/**
 * No answer. `sent` tells whether Asterisk may have acted on it: when false, it certainly has not.
 *
 * - `timeout`: the deadline passed;
 * - `disconnected`: there is no connection, or it was lost while waiting;
 * - `overloaded`: too many actions wait already;
 * - `aborted`: the caller's signal.
 */
export type AmiFailure =
  | { readonly kind: 'timeout'; readonly afterMs: number; readonly sent: boolean }
  | { readonly kind: 'disconnected'; readonly reason: string; readonly sent: boolean }
  | { readonly kind: 'overloaded'; readonly waiting: number; readonly sent: false }
  | { readonly kind: 'aborted'; readonly sent: boolean };

/** How an action ends. None of these is an exception. */
export type AmiResponse = AmiReply | AmiFailure;

/** How a list action ends; `overflow` when Asterisk had more than `limit` items. */
export type AmiList =
  | {
      readonly kind: 'list';
      readonly items: readonly AmiMessage[];
      readonly response: AmiMessage;
      /** The event that ended the list. */
      readonly complete: AmiMessage;
    }
  | { readonly kind: 'overflow'; readonly limit: number }
  | AmiRefusal
  | AmiFailure;

/** How a CLI command ends. */
export type AmiCommand =
  | { readonly kind: 'output'; readonly lines: readonly string[] }
  | AmiRefusal
  | AmiFailure;

/** `Follows` (the answer of `Command` up to 13) and `Pong` (of `Ping` up to 1.4) are successes too. */
export function replyOf(response: AmiMessage): AmiReply {
  const result = response.name.toLowerCase();
  const message = response.get('Message') ?? '';
  if (result === 'error' || result === 'goodbye') return { kind: result, message, response };
  return { kind: 'success', message, response };
}

/** One line for a log or a user, e.g. `error: Permission denied`. */
export function describeOutcome(outcome: AmiResponse | AmiList | AmiCommand): string {
  switch (outcome.kind) {
    case 'success':
    case 'error':
    case 'goodbye':
      return outcome.message === '' ? outcome.kind : `${outcome.kind}: ${outcome.message}`;
    case 'list':
      return `list of ${outcome.items.length}`;
    case 'output':
      return `output of ${outcome.lines.length} lines`;
    case 'overflow':
      return `more than ${outcome.limit} list items`;
    case 'timeout':
      return `no answer from Asterisk within ${outcome.afterMs} ms`;
    case 'disconnected':
      return `no connection to Asterisk: ${outcome.reason}`;
    case 'overloaded':
      return `${outcome.waiting} actions wait for Asterisk already`;
    case 'aborted':
      return 'given up by the caller';
  }
}
