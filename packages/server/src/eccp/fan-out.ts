import type { FloorEvent, FloorView } from '@openeccp/core';
import { encodeEvent } from '@openeccp/eccp';
import type { Connection } from './connection.js';
import { wireEvent } from './wire-events.js';

/** Writes an event once and hands the text to every connection that wants it (ECCP §6.1). */
export function fanOut(
  event: FloorEvent,
  connections: Iterable<Connection>,
  floor: FloorView,
  now: number,
): void {
  const wire = wireEvent(event, floor, now);
  if (wire === undefined) return;
  let document: string | undefined;
  for (const connection of connections) {
    if (!connection.wantsEvent(wire)) continue;
    document ??= encodeEvent(wire);
    connection.send(document);
  }
}
