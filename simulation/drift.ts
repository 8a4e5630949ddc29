/** A difference between the model and Asterisk that lasted. Milliseconds of virtual time. */
export interface Drift {
  readonly what: string;
  readonly since: number;
  readonly lastedMs: number;
}

/** Shorter ones are the network's delay, or a step that needs an answer. Milliseconds. */
const NORMAL_MS = 1_500;

/** Follows how long the model differs from Asterisk, difference by difference. */
export class DriftWatch {
  readonly #open = new Map<string, number>();
  readonly #healed: Drift[] = [];

  /** Takes what differs now. */
  look(differences: Iterable<string>, now: number): void {
    const seen = new Set(differences);
    for (const [what, since] of this.#open) {
      if (seen.has(what)) continue;
      this.#open.delete(what);
      const lastedMs = now - since;
      if (lastedMs > NORMAL_MS) this.#healed.push({ what, since, lastedMs });
    }
    for (const what of seen) if (!this.#open.has(what)) this.#open.set(what, now);
  }

  /** Those that have gone. */
  get healed(): readonly Drift[] {
    return this.#healed;
  }

  /** Those that last, with when they were first seen. */
  get open(): ReadonlyMap<string, number> {
    return this.#open;
  }
}
