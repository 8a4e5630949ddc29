import type { Channel } from '@openeccp/core';

/**
 * The channels of Asterisk, the bridges they are in and the Local channels that join bridges. Since Asterisk 12
 * this is the only way to know who talks to whom: no event says so.
 */
export class ChannelMap {
  readonly #channels = new Map<string, Channel>();
  readonly #uniqueids = new Map<string, string>();
  readonly #bridgeOf = new Map<string, string>();
  readonly #members = new Map<string, Set<string>>();

  clear(): void {
    for (const map of [this.#channels, this.#uniqueids, this.#bridgeOf, this.#members]) map.clear();
  }

  get size(): number {
    return this.#channels.size + this.#uniqueids.size + this.#bridgeOf.size + this.#members.size;
  }

  add(channel: Channel): void {
    this.rename(channel);
  }

  rename(channel: Channel): void {
    const old = this.#channels.get(channel.uniqueid);
    if (old !== undefined) this.#uniqueids.delete(old.name);
    this.#channels.set(channel.uniqueid, channel);
    this.#uniqueids.set(channel.name, channel.uniqueid);
  }

  remove(uniqueid: string): void {
    this.leave(uniqueid);
    const channel = this.#channels.get(uniqueid);
    this.#channels.delete(uniqueid);
    if (channel !== undefined) this.#uniqueids.delete(channel.name);
  }

  get(uniqueid: string): Channel | undefined {
    return this.#channels.get(uniqueid);
  }

  /** Puts a channel into a bridge and out of the one it was in. */
  enter(uniqueid: string, bridge: string): void {
    this.leave(uniqueid);
    this.#bridgeOf.set(uniqueid, bridge);
    const members = this.#members.get(bridge);
    if (members === undefined) this.#members.set(bridge, new Set([uniqueid]));
    else members.add(uniqueid);
  }

  /** Takes a channel out of the bridge it is in. */
  leave(uniqueid: string): void {
    const current = this.#bridgeOf.get(uniqueid);
    if (current === undefined) return;
    this.#bridgeOf.delete(uniqueid);
    const members = this.#members.get(current);
    members?.delete(uniqueid);
    if (members?.size === 0) this.#members.delete(current);
  }

  destroy(bridge: string): void {
    for (const uniqueid of this.#members.get(bridge) ?? []) this.#bridgeOf.delete(uniqueid);
    this.#members.delete(bridge);
  }

  isIn(uniqueid: string, bridge: string): boolean {
    return this.#bridgeOf.get(uniqueid) === bridge;
  }

  /** Whether both are in one bridge. */
  together(one: string, other: string): boolean {
    const bridge = this.#bridgeOf.get(one);
    return bridge !== undefined && bridge === this.#bridgeOf.get(other);
  }

  /** Everybody that a channel hears: through its bridge, and through Local channels into the next. */
  reachable(from: string): readonly Channel[] {
    const seen = new Set([from]);
    const queue = [from];
    const found: Channel[] = [];
    for (let uniqueid = queue.pop(); uniqueid !== undefined; uniqueid = queue.pop()) {
      for (const next of this.#neighbours(uniqueid)) {
        if (seen.has(next)) continue;
        seen.add(next);
        queue.push(next);
        const channel = this.#channels.get(next);
        if (channel !== undefined) found.push(channel);
      }
    }
    return found;
  }

  *#neighbours(uniqueid: string): Iterable<string> {
    const bridge = this.#bridgeOf.get(uniqueid);
    if (bridge !== undefined) yield* this.#members.get(bridge) ?? [];
    const name = this.#channels.get(uniqueid)?.name;
    const twin = name === undefined ? undefined : localTwin(name);
    const other = twin === undefined ? undefined : this.#uniqueids.get(twin);
    if (other !== undefined) yield other;
  }
}

/** `Local/412@agents-0000001a;1` ↔ `Local/412@agents-0000001a;2`. */
function localTwin(name: string): string | undefined {
  if (!name.startsWith('Local/')) return undefined;
  if (name.endsWith(';1')) return `${name.slice(0, -1)}2`;
  return name.endsWith(';2') ? `${name.slice(0, -1)}1` : undefined;
}
