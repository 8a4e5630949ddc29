/** Somebody who has connected and not logged in yet. */
export interface Guest {
  /** Where it is; see `ClientAddress`. */
  readonly place: string;
  /** Ends its connection at once. */
  cut(): void;
}

/**
 * Connections without a login, in the order in which they came. When there is no room, the oldest one of the place
 * that has most of them gives way: whoever opens connections and leaves them open crowds out itself.
 */
export class Guests {
  readonly #places = new Map<string, Set<Guest>>();

  /** Takes it in; the answer takes it out again, when it has logged in or gone. */
  welcome(guest: Guest): () => void {
    const { place } = guest;
    const here = this.#places.get(place) ?? new Set();
    this.#places.set(place, here.add(guest));
    return () => {
      here.delete(guest);
      if (here.size === 0) this.#places.delete(place);
    };
  }

  /** Cuts one so that another has room; `false` when there is none. */
  makeRoom(): boolean {
    let most: Set<Guest> | undefined;
    for (const guests of this.#places.values()) {
      if (most === undefined || guests.size > most.size) most = guests;
    }
    const [oldest] = most ?? [];
    if (oldest === undefined) return false;
    most?.delete(oldest);
    oldest.cut();
    return true;
  }
}
