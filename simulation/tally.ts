import type { SeedReport } from './seed-run.js';

/** What many runs have shown together. */
export class Tally {
  readonly #begun = performance.now();
  readonly #drifts: number[] = [];
  readonly #found: number[] = [];
  readonly #healed: number[] = [];
  #reconnected = 0;
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
    this.#reconnected += result.reconnected;
    for (const { lastedMs } of result.drifts) this.#drifts.push(lastedMs);
    for (const { foundMs, healedMs } of result.injected) {
      if (foundMs !== undefined) this.#found.push(foundMs);
      this.#healed.push(healedMs);
    }
  }

  progress(): string {
    return `${this.seeds} seeds, ${this.#calls} calls, ${seconds(performance.now() - this.#begun)}`;
  }

  report(): string {
    return [
      `${this.failed} of ${this.seeds} seeds failed`,
      `${this.#calls} calls, ${this.#steps} steps, ${(this.#virtualMs / 3_600_000).toFixed(1)} hours of virtual time in ${seconds(performance.now() - this.#begun)}`,
      `${this.#lost} messages of Asterisk lost; ${this.#healed.length} of them led to a difference of more than 1.5 s, ${this.#reconnected} others to one that was over when the connection was there again`,
      `found by the comparison: ${spread(this.#found)}`,
      `healed: ${spread(this.#healed)}`,
      `every difference of more than 1.5 s, also while the connection was gone or stood still: ${spread(this.#drifts)}`,
    ].join('\n');
  }
}

/** Of times in milliseconds. */
function spread(times: readonly number[]): string {
  const sorted = times.toSorted((one, other) => one - other);
  const at = (share: number): string =>
    seconds(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0);
  return sorted.length === 0 ? 'none' : `${sorted.length}, p50 ${at(0.5)}, p99 ${at(0.99)}, max ${at(1)}`;
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}
