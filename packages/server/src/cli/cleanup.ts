/** Closes what was opened, in reverse order; one that fails keeps no other from closing. */
export class Cleanup {
  readonly #steps: (() => Promise<unknown>)[] = [];

  add(close: () => Promise<unknown>): void {
    this.#steps.push(close);
  }

  /** Resolves with what failed. May be called again; each step runs once. */
  async run(): Promise<readonly unknown[]> {
    const failures: unknown[] = [];
    for (let close = this.#steps.pop(); close !== undefined; close = this.#steps.pop()) {
      try {
        await close();
      } catch (error) {
        failures.push(error);
      }
    }
    return failures;
  }
}
