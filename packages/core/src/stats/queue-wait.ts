/** Width of an interval of the histogram. Seconds. */
export const WAIT_INTERVAL_S = 5;

/** 0–4, 5–9 … 25–29 s, and everything from 30 s on (ECCP §8.5 getcampaignqueuewait). */
export const WAIT_INTERVALS = 7;

/** Which interval a wait belongs to. */
export function waitInterval(waitS: number): number {
  return Math.min(WAIT_INTERVALS - 1, Math.max(0, Math.floor(waitS / WAIT_INTERVAL_S)));
}
