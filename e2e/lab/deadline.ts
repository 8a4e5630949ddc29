import { setTimeout as delay } from 'node:timers/promises';

const probeEveryMs = 20;

/**
 * Asks `probe` until it answers something, at most `limitMs`.
 *
 * @param what completes the sentence "… did not happen within 5000 ms".
 * @param explain adds to the error what may help to find the reason.
 */
export async function until<T>(
  what: string,
  limitMs: number,
  probe: () => Promise<T | undefined> | T | undefined,
  explain: () => string = () => '',
): Promise<T> {
  const end = performance.now() + limitMs;
  for (;;) {
    const answer = await probe();
    if (answer !== undefined) return answer;
    if (performance.now() > end)
      throw new Error(`${what} did not happen within ${limitMs} ms. ${explain()}`.trim());
    await delay(probeEveryMs);
  }
}
