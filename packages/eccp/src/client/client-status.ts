import type { Failure } from '../messages/failures.js';

/** What happens to a client's connection; read it with `for await (const status of client.status())`. */
export type ClientStatus =
  /** `gap`: events may have been missed since the connection before was lost. */
  | { readonly kind: 'connected'; readonly gap: boolean }
  | { readonly kind: 'disconnected'; readonly reason: string }
  /** The next attempt, numbered from 1, follows after `delayMs` milliseconds. */
  | { readonly kind: 'reconnecting'; readonly attempt: number; readonly delayMs: number }
  | { readonly kind: 'login-refused'; readonly failure: Failure }
  | { readonly kind: 'closed' };
