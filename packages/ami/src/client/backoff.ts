/** How long to wait before the next attempt to connect. */
export type AmiBackoff = {
  /** First wait, ms. Default 500. */
  readonly minMs: number;
  /** Longest wait, ms. Default 5000. */
  readonly maxMs: number;
  /** Share of the wait that is left to chance, 0 to 1, so that many clients do not come back at once. Default 0.2. */
  readonly jitter: number;
};

export const DEFAULT_BACKOFF: AmiBackoff = { minMs: 500, maxMs: 5000, jitter: 0.2 };

/** The wait after `failures` failures in a row (≥ 1), in ms; `random` is in [0, 1). */
export function backoffMs(backoff: AmiBackoff, failures: number, random: number): number {
  const wait = Math.min(backoff.maxMs, backoff.minMs * 2 ** (failures - 1));
  return Math.round(wait * (1 - backoff.jitter * random));
}
