import type { QueueRecord } from '../ports/records.js';

/** The incoming campaign of a queue that is open at `now` (epoch milliseconds): of several the oldest. */
export function openCampaign(queue: QueueRecord, now: number): number | undefined {
  const open = queue.campaigns.find(({ windows }) =>
    windows.some(({ from, until }) => from <= now && now < until),
  );
  return open?.id;
}
