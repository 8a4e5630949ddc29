import { touch } from '../agent/inactivity.js';
import { lookUpDetails } from '../call/details.js';
import type { FloorImage } from '../ports/journal.js';
import type { Change } from './change.js';
import type { RowIds } from './floor.js';

/** What has become due while there was no server waits this long: Asterisk is asked first. Milliseconds. */
const GRACE_MS = 15_000;

/**
 * Takes over what the server before has left, as if nothing more than the connection to Asterisk had been lost since:
 * the snapshot that follows says what is still so (docs/adr/0020-a-restart-is-a-reconnection.md).
 */
export function floorRestored(change: Change, image: FloorImage): void {
  for (const table of Object.keys(image.ids) as (keyof RowIds)[]) {
    change.skipIds(table, image.ids[table] - 1);
  }
  change.skipAttempts(image.attempts);
  const { knownUntil, startedAt } = image.asterisk;
  change.setTelephony({ kind: 'down', since: knownUntil, startedAt });
  for (const agent of image.agents) change.setAgent(agent);
  for (const call of image.calls) change.setCall(call);
  for (const { timer, at } of image.timers) change.setTimer(timer, Math.max(at, change.now + GRACE_MS));
  // Nobody could show that he is there while there was no server to show it to.
  for (const { name } of image.agents) touch(change, name);
  for (const call of image.calls) if (call.details === undefined) lookUpDetails(change, call);
}
