import { type EccpEvent, encodeEvent } from '@openeccp/eccp';
import type { Connection } from './connection.js';
import type { RecentEvents } from './recent-events.js';

/**
 * Writes an event once and hands the text to every connection that wants it (ECCP §6.1); those that have asked for
 * numbers get the text that is kept for them.
 */
export function fanOut(
  event: EccpEvent,
  connections: Iterable<Connection>,
  recent: RecentEvents | undefined,
): void {
  const numbered = recent?.add(event);
  let plain: string | undefined;
  for (const connection of connections) {
    if (!connection.wantsEvent(event)) continue;
    if (numbered !== undefined && connection.numbered) {
      connection.send(numbered);
    } else {
      plain ??= encodeEvent(event);
      connection.send(plain);
    }
  }
}
