/** Channels are listed this often, or so seldom that no more than so many are listed in a second. */
const CHANNELS_EVERY_MS = 2_000;
const CHANNELS_PER_S = 400;

/** All queues are asked about within this time, or so slowly that their entries and they are no more in a second. */
const QUEUES_WITHIN_MS = 2_000;
const QUEUE_ENTRIES_PER_S = 300;
const QUEUES_PER_S = 10;

/** A turn that events overtake begins anew at once, a second after its list, unless it has listed so many already. */
export const SHORT_TURN: number = CHANNELS_PER_S;

/** How long channels are left alone after a list of so many. Milliseconds. */
export function restAfterChannels(listed: number): number {
  return Math.max(CHANNELS_EVERY_MS, (listed * 1000) / CHANNELS_PER_S);
}

/** How long queues are left alone after one of them has been listed, with so many entries. Milliseconds. */
export function restAfterQueue(listed: number, queues: number): number {
  const share = QUEUES_WITHIN_MS / Math.max(1, queues);
  return Math.max(share, 1000 / QUEUES_PER_S, (listed * 1000) / QUEUE_ENTRIES_PER_S);
}
