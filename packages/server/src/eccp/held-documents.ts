/** A connection that may hold documents in memory. */
export interface Holder {
  /** The client, for the log. */
  readonly peer: string;
  /** Ends the connection at once. */
  cut(): void;
}

export interface HeldDocumentsOptions {
  /** What all connections together may hold. Bytes. */
  readonly limit: number;
  /** Told that one was cut for holding the most. */
  readonly onCut: (detail: { readonly peer: string; readonly bytes: number; readonly limit: number }) => void;
}

/**
 * Keeps in bounds what all connections together hold of their clients' documents: those that are half read, and those
 * whose request waits for its answer. Where it is too much, whoever holds most gives way: many large documents crowd
 * out each other, and none of the usual size.
 */
export class HeldDocuments {
  readonly #options: HeldDocumentsOptions;
  readonly #holders = new Map<Holder, number>();
  #sum = 0;

  constructor(options: HeldDocumentsOptions) {
    this.#options = options;
  }

  /** Bytes that all hold together. */
  get bytes(): number {
    return this.#sum;
  }

  /** Takes down what one holds now; 0 for one that is gone. */
  holds(holder: Holder, bytes: number): void {
    this.#sum += bytes - (this.#holders.get(holder) ?? 0);
    if (bytes === 0) this.#holders.delete(holder);
    else this.#holders.set(holder, bytes);
    while (this.#sum > this.#options.limit) this.#cutLargest();
  }

  #cutLargest(): void {
    const [first, ...others] = this.#holders;
    if (first === undefined) return;
    const [holder, bytes] = others.reduce(
      (largest, other) => (other[1] > largest[1] ? other : largest),
      first,
    );
    this.holds(holder, 0);
    this.#options.onCut({ peer: holder.peer, bytes, limit: this.#options.limit });
    holder.cut();
  }
}
