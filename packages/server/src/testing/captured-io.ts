import type { CliIo } from '../cli/cli-io.js';

export interface CapturedIo extends CliIo {
  /** What was written so far. */
  readonly stdout: readonly string[];
  readonly stderr: readonly string[];
  /** Resolves with the first line of standard output that matches, written or to come. */
  line(pattern: RegExp): Promise<string>;
  /** The same of standard error. */
  errLine(pattern: RegExp): Promise<string>;
  /** As Ctrl-C. */
  stop(): void;
  /** As SIGHUP. */
  reload(): void;
}

/** The outside of a command in a test: nothing reaches the terminal. */
export function capturedIo(options: {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly input?: string;
}): CapturedIo {
  const out = new Lines();
  const err = new Lines();
  const reloads = new Set<() => void>();
  let stop = (): void => {};
  const stopped = new Promise<void>((resolve) => {
    stop = resolve;
  });
  return {
    stdout: out.all,
    stderr: err.all,
    out: (line) => out.add(line),
    err: (line) => err.add(line),
    env: options.env ?? {},
    cwd: options.cwd,
    interactive: false,
    readable: false,
    readInput: async () => options.input ?? '',
    stopWish: () => ({ stopped, release: () => {} }),
    onReload: (callback) => {
      reloads.add(callback);
      return () => reloads.delete(callback);
    },
    stop: () => stop(),
    reload: () => {
      for (const reload of reloads) reload();
    },
    line: (pattern) => out.next(pattern),
    errLine: (pattern) => err.next(pattern),
  };
}

/** Lines that can be waited for. */
class Lines {
  readonly all: string[] = [];
  readonly #waiting = new Set<(line: string) => void>();

  add(line: string): void {
    this.all.push(line);
    for (const look of this.#waiting) look(line);
  }

  next(pattern: RegExp): Promise<string> {
    const found = this.all.find((line) => pattern.test(line));
    if (found !== undefined) return Promise.resolve(found);
    return new Promise((resolve) => {
      const look = (line: string): void => {
        if (!pattern.test(line)) return;
        this.#waiting.delete(look);
        resolve(line);
      };
      this.#waiting.add(look);
    });
  }
}
