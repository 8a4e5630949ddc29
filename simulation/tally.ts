import type { SeedReport } from './seed-run.js';

/** What many runs have shown together. */
export class Tally {
  readonly #begun = performance.now();
  readonly #drifts: number[] = [];
  seeds = 0;
  failed = 0;
  #calls = 0;
  #steps = 0;
  #lost = 0;
  #virtualMs = 0;

  take({ result }: SeedReport): void {
    this.seeds += 1;
    if (result.broken.length > 0) this.failed += 1;
    this.#calls += result.calls;
    this.#steps += result.steps;
    this.#lost += result.lost;
    this.#virtualMs += result.virtualMs;
    for (const { lastedMs } of result.drifts) this.#drifts.push(lastedMs);
  }

  progress(): string {
    return `${this.seeds} seeds, ${this.#calls} calls, ${seconds(performance.now() - this.#begun)}`;
  }

  report(): string {
    const drifts = this.#drifts.sort((one, other) => one - other);
    const at = (share: number): string =>
      seconds(drifts[Math.min(drifts.length - 1, Math.floor(drifts.length * share))] ?? 0);
    return [
      `${this.failed} of ${this.seeds} seeds failed`,
      `${this.#calls} calls, ${this.#steps} steps, ${(this.#virtualMs / 3_600_000).toFixed(1)} hours of virtual time in ${seconds(performance.now() - this.#begun)}`,
      `${this.#lost} messages of Asterisk lost`,
      drifts.length === 0
        ? 'the model never differed from Asterisk'
        : `${drifts.length} times the model differed from Asterisk for more than 1.5 s: p50 ${at(0.5)}, p99 ${at(0.99)}, max ${at(1)}`,
    ].join('\n');
  }
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}
