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
  /** Local channels that Asterisk was told not to optimise away. */
  readonly #kept = new Set<string>();
  /** Channels that are recorded. */
  readonly #recorded = new Set<string>();
  /** Channels that are to be hung up: what their dial plan still does means nothing. */
  readonly #ending = new Set<string>();
  /** Those of them whose far end has hung up. */
  readonly #dead = new Set<string>();
  /** Bridges in which nobody hears anybody: of the pool, of parking lots, of `BridgeWait`. */
  readonly #holding = new Set<string>();

  clear(): void {
    for (const collection of this.#collections) collection.clear();
    this.#holding.clear();
  }

  get size(): number {
    return this.#collections.reduce((sum, { size }) => sum + size, 0);
  }

  get #collections(): readonly { readonly size: number; clear(): void }[] {
    const names = [this.#channels, this.#uniqueids];
    return [...names, this.#bridgeOf, this.#members, this.#kept, this.#recorded, this.#ending, this.#dead];
  }

  add(channel: Channel): void {
    this.rename(channel);
  }

  /** Takes over a channel that a list action showed. */
  adopt(channel: Channel, bridge: { readonly id: string; readonly holding: boolean } | undefined): void {
    this.add(channel);
    if (bridge === undefined) return;
    if (bridge.holding) this.waitsIn(channel.uniqueid, bridge.id);
    else this.enter(channel.uniqueid, bridge.id);
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
    this.#kept.delete(uniqueid);
    this.#recorded.delete(uniqueid);
    this.#ending.delete(uniqueid);
    this.#dead.delete(uniqueid);
    if (channel !== undefined) this.#uniqueids.delete(channel.name);
  }

  get(uniqueid: string): Channel | undefined {
    return this.#channels.get(uniqueid);
  }

  /** Somebody asks for the end of a channel; when it is its far end, that is not there any more. */
  end(uniqueid: string, by: 'anybody' | 'far-end'): void {
    if (!this.#channels.has(uniqueid)) return;
    this.#ending.add(uniqueid);
    if (by === 'far-end') this.#dead.add(uniqueid);
  }

  isDead(uniqueid: string): boolean {
    return this.#dead.has(uniqueid);
  }

  isEnding(uniqueid: string): boolean {
    return this.#ending.has(uniqueid);
  }

  /** This channel, if it is half of a Local one, stays between those whom it joins (`/n`). */
  keepLocal(uniqueid: string): void {
    if (this.#channels.has(uniqueid)) this.#kept.add(uniqueid);
  }

  /** Whether a channel is half of such a Local one. */
  isKept(uniqueid: string): boolean {
    const twin = this.twin(uniqueid);
    return this.#kept.has(uniqueid) || (twin !== undefined && this.#kept.has(twin));
  }

  /** The channel is recorded from now on. Half of a Local one then stays where it is. */
  record(uniqueid: string): void {
    if (this.#channels.has(uniqueid)) this.#recorded.add(uniqueid);
  }

  #isRecorded(uniqueid: string): boolean {
    const twin = this.twin(uniqueid);
    return this.#recorded.has(uniqueid) || (twin !== undefined && this.#recorded.has(twin));
  }

  /** The other half of a Local channel. */
  twin(uniqueid: string): string | undefined {
    const name = this.#channels.get(uniqueid)?.name;
    const twin = name === undefined ? undefined : localTwin(name);
    return twin === undefined ? undefined : this.#uniqueids.get(twin);
  }

  /** Puts a channel into a bridge and out of the one it was in. */
  enter(uniqueid: string, bridge: string): void {
    this.leave(uniqueid);
    this.#bridgeOf.set(uniqueid, bridge);
    const members = this.#members.get(bridge);
    if (members === undefined) this.#members.set(bridge, new Set([uniqueid]));
    else members.add(uniqueid);
  }

  /** The channel is in a holding bridge, and so in none in which it is heard. */
  waitsIn(uniqueid: string, bridge: string): void {
    this.leave(uniqueid);
    this.#holding.add(bridge);
  }

  /** Bridges that hold are these, and no others. */
  hold(bridges: ReadonlySet<string>): void {
    this.#holding.clear();
    for (const bridge of bridges) this.#holding.add(bridge);
  }

  /** Whether it is known to be a holding bridge. */
  isHolding(bridge: string): boolean {
    return this.#holding.has(bridge);
  }

  /** The bridge in which a channel is heard. */
  bridgeOf(uniqueid: string): string | undefined {
    return this.#bridgeOf.get(uniqueid);
  }

  get all(): Iterable<Channel> {
    return this.#channels.values();
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
    this.#holding.delete(bridge);
  }

  isIn(uniqueid: string, bridge: string): boolean {
    return this.#bridgeOf.get(uniqueid) === bridge;
  }

  /** The others in a channel's bridge. */
  peers(uniqueid: string): readonly Channel[] {
    const members = this.#members.get(this.#bridgeOf.get(uniqueid) ?? '') ?? [];
    return [...members].flatMap((member) => (member === uniqueid ? [] : (this.#channels.get(member) ?? [])));
  }

  inOneBridge(one: string, other: string): boolean {
    const bridge = this.#bridgeOf.get(one);
    return bridge !== undefined && bridge === this.#bridgeOf.get(other);
  }

  /** Whether both are in one bridge, or in two that a Local channel joins for good. */
  together(one: string, other: string): boolean {
    return this.#walk(one, (half) => this.isKept(half) || this.#isRecorded(half)).has(other);
  }

  /** Everybody that a channel hears: through its bridge, and through Local channels into the next. */
  reachable(from: string): readonly Channel[] {
    const others = [...this.#walk(from, () => true)].slice(1);
    return others.flatMap((uniqueid) => this.#channels.get(uniqueid) ?? []);
  }

  /** The channel itself and, nearest first, whoever is reached from it; `crosses` says through which Local channels. */
  #walk(from: string, crosses: (half: string) => boolean): ReadonlySet<string> {
    const seen = new Set([from]);
    for (const uniqueid of seen) {
      for (const member of this.#members.get(this.#bridgeOf.get(uniqueid) ?? '') ?? []) seen.add(member);
      const twin = this.twin(uniqueid);
      if (twin !== undefined && crosses(uniqueid)) seen.add(twin);
    }
    return seen;
  }
}

/** Whether it is half of a Local channel and not a phone or a trunk. */
export function isLocal({ name }: Channel): boolean {
  return name.startsWith('Local/');
}

/** `Local/412@agents-0000001a;1` ↔ `Local/412@agents-0000001a;2`. */
export function localTwin(name: string): string | undefined {
  if (!name.startsWith('Local/')) return undefined;
  if (name.endsWith(';1')) return `${name.slice(0, -1)}2`;
  return name.endsWith(';2') ? `${name.slice(0, -1)}1` : undefined;
}
