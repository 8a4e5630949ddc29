import type { AmiClock } from './clock.js';

export type KeepAliveOptions = {
  readonly clock: AmiClock;
  /** Silence, in ms, after which the peer is asked for a sign of life. */
  readonly intervalMs: number;
  /** Further silence, in ms, after which it counts as dead. */
  readonly timeoutMs: number;
  /** A number that changes with everything received. */
  readonly activity: () => number;
  readonly ping: () => void;
  readonly onDead: () => void;
};

/**
 * Finds a peer that is gone without a word (cable, firewall, frozen host). Anything received is a sign of life, not
 * only the answer: Asterisk works on one action at a time and may be busy with a long one.
 *
 * @returns the function that stops it.
 */
export function keepAlive(options: KeepAliveOptions): () => void {
  const { clock, intervalMs, timeoutMs, activity, ping, onDead } = options;
  let cancel: () => void;
  const watch = (): void => {
    const seen = activity();
    cancel = clock.after(intervalMs, () => {
      if (activity() !== seen) return watch();
      ping();
      cancel = clock.after(timeoutMs, () => (activity() === seen ? onDead() : watch()));
    });
  };
  watch();
  return () => cancel();
}
