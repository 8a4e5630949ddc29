import { agentOf, type FloorView, orderKey, type StorageWrite } from '@openeccp/core';
import type { Pbx } from '@openeccp/simulator';
import { partnerOf } from './model-and-asterisk.js';

/** Every write is in the database, once, and in order with the others of its call or agent: where not. */
export function* writeDifferences(
  asked: readonly StorageWrite[],
  written: readonly StorageWrite[],
): Iterable<string> {
  const there = byKey([...new Set(written)]);
  for (const [key, writes] of byKey(asked)) {
    const found = there.get(key) ?? [];
    const same = found.length === writes.length && writes.every((write, index) => write === found[index]);
    if (!same) yield `of ${key} ${writes.length} writes were asked, ${found.length} are there`;
  }
}

/** What is left when everybody has gone home. */
export function* leftBehind(floor: FloorView, pbx: Pbx): Iterable<string> {
  for (const call of floor.calls.values()) {
    yield `call ${call.id} is ${call.phase.kind} with ${agentOf(call)} when all have gone`;
  }
  for (const { name, presence } of floor.agents.values()) {
    if (presence.kind !== 'logged-out') yield `${name} is ${presence.kind} when all have gone`;
  }
  for (const channel of pbx.channels.all) {
    yield `${channel.name} is there when all have gone, with ${partnerOf(channel)?.name}`;
  }
}

function byKey(writes: readonly StorageWrite[]): ReadonlyMap<string, readonly StorageWrite[]> {
  const keys = new Map<string, StorageWrite[]>();
  for (const write of writes) {
    const key = orderKey(write);
    const known = keys.get(key);
    if (known === undefined) keys.set(key, [write]);
    else known.push(write);
  }
  return keys;
}
