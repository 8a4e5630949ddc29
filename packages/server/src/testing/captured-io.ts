import type { CliIo } from '../cli/cli-io.js';

export interface CapturedIo extends CliIo {
  /** What was written so far. */
  readonly stdout: readonly string[];
  readonly stderr: readonly string[];
  /** Resolves with the first line of standard output that matches, written or to come. */
  line(pattern: RegExp): Promise<string>;
  /** As Ctrl-C. */
  stop(): void;
}

/** The outside of a command in a test: nothing reaches the terminal. */
export function capturedIo(options: {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly input?: string;
}): CapturedIo {
  const stdout: string[] = [];
  const stderr: string[] = [];
  const waiting = new Set<(line: string) => void>();
  let stop = (): void => {};
  const stopped = new Promise<void>((resolve) => {
    stop = resolve;
  });
  return {
    stdout,
    stderr,
    out: (line) => {
      stdout.push(line);
      for (const look of waiting) look(line);
    },
    err: (line) => void stderr.push(line),
    env: options.env ?? {},
    cwd: options.cwd,
    interactive: false,
    readable: false,
    readInput: async () => options.input ?? '',
    stopWish: () => ({ stopped, release: () => {} }),
    stop: () => stop(),
    line: (pattern) => {
      const found = stdout.find((line) => pattern.test(line));
      if (found !== undefined) return Promise.resolve(found);
      return new Promise((resolve) => {
        const look = (line: string): void => {
          if (!pattern.test(line)) return;
          waiting.delete(look);
          resolve(line);
        };
        waiting.add(look);
      });
    },
  };
}
