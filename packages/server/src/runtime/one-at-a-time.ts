/**
 * Work of which no two runs overlap. What is asked for during a run is one more run after it, however often it is
 * asked.
 */
export class OneAtATime {
  readonly #work: () => Promise<void>;
  #running: Promise<void> | undefined;
  #again = false;
  #closed = false;

  constructor(work: () => Promise<void>) {
    this.#work = work;
  }

  /** Resolves when nothing is left to be done of what was asked for until then. */
  run(): Promise<void> {
    if (this.#running === undefined) this.#running = this.#runUntilStill();
    else this.#again = true;
    return this.#running;
  }

  /** No run begins any more. */
  close(): void {
    this.#closed = true;
  }

  async #runUntilStill(): Promise<void> {
    try {
      do {
        this.#again = false;
        if (!this.#closed) await this.#work();
      } while (this.#again);
    } finally {
      this.#running = undefined;
    }
  }
}
