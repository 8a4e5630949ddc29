import type { Channel } from './channel.js';

/** Every channel that exists, in order of creation. */
export class Channels {
  readonly #byName = new Map<string, Channel>();

  get size(): number {
    return this.#byName.size;
  }

  get all(): readonly Channel[] {
    return [...this.#byName.values()];
  }

  add(channel: Channel): void {
    this.#byName.set(channel.name, channel);
  }

  remove(channel: Channel): void {
    this.#byName.delete(channel.name);
  }

  /** By name, or by unique id, as Asterisk looks channels up; not one that is being hung up. */
  find(nameOrUniqueid: string): Channel | undefined {
    const named = this.#byName.get(nameOrUniqueid);
    if (named !== undefined) return named.ending ? undefined : named;
    for (const channel of this.#byName.values()) {
      if (channel.uniqueid === nameOrUniqueid && !channel.ending) return channel;
    }
    return undefined;
  }

  *ofDevice(device: string): Iterable<Channel> {
    for (const channel of this.#byName.values()) if (channel.device === device) yield channel;
  }

  some(test: (channel: Channel) => boolean): boolean {
    for (const channel of this.#byName.values()) if (test(channel)) return true;
    return false;
  }
}
