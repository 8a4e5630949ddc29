import { toLocalDateTime } from './local-time.js';
import type { LocalDateTime } from './schema/tables/column-types.js';

/** Clocks are never put forward or back by as much in one go. Milliseconds. */
const BEYOND_JUMP_MS = 4 * 3_600_000;

/** The first instant at which this host's clock shows the local time or, where it is put forward over it, a later one. */
export function firstInstantOf(local: LocalDateTime): number {
  const instant = parse(local);
  return toLocalDateTime(instant) === local ? instant : jumpOver(instant);
}

/**
 * The instant at which the local second is over, for the last time where the clock is put back; where it is put forward
 * over it, that instant.
 */
export function endOfSecond(local: LocalDateTime): number {
  const instant = parse(local);
  if (toLocalDateTime(instant) !== local) return jumpOver(instant);
  const again = instant + offsetMs(instant) - offsetMs(instant + BEYOND_JUMP_MS);
  return (toLocalDateTime(again) === local ? Math.max(instant, again) : instant) + 1_000;
}

/** The earlier one of two such instants; one after the jump if there is none. */
function parse(local: LocalDateTime): number {
  return new Date(local.replace(' ', 'T')).getTime();
}

/** When the clock was put forward, shortly before. */
function jumpOver(after: number): number {
  let low = after - BEYOND_JUMP_MS;
  let high = after;
  const offset = offsetMs(low);
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (offsetMs(middle) === offset) low = middle;
    else high = middle;
  }
  return high;
}

/** How far the clock is ahead of UTC. Milliseconds. */
function offsetMs(at: number): number {
  return -new Date(at).getTimezoneOffset() * 60_000;
}
