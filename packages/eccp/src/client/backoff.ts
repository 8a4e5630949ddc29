export interface Backoff {
  /** First delay, milliseconds. */
  readonly minMs: number;
  /** Longest delay, milliseconds. */
  readonly maxMs: number;
}

export const DEFAULT_BACKOFF: Backoff = { minMs: 500, maxMs: 30_000 };

/**
 * Milliseconds before reconnection attempt `attempt` (from 1): doubling, with up to half of it at random so that
 * the clients of a restarted server do not return in one moment.
 *
 * @param random from 0 to below 1
 */
export function backoffDelay(attempt: number, { minMs, maxMs }: Backoff, random: number): number {
  const full = Math.min(maxMs, minMs * 2 ** Math.min(attempt - 1, 30));
  return Math.round(full * (0.5 + random / 2));
}
