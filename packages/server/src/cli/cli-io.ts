/** All that a command has to do with the outside; tests bring their own. */
export interface CliIo {
  /** Writes a line to standard output. */
  out(line: string): void;
  /** Writes a line to standard error. */
  err(line: string): void;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  /** Whether a person reads and types. */
  readonly interactive: boolean;
  /** Whether a person reads the log. */
  readonly readable: boolean;
  /** Reads standard input to its end, for passwords. */
  readInput(): Promise<string>;
  /** Resolves when the program is asked to stop: Ctrl-C, SIGTERM. Armed by the first call. */
  stopped(): Promise<void>;
}

/** A Ctrl-C in a terminal may arrive twice, from the terminal and from npm; later ones are meant. Milliseconds. */
const SAME_KEYSTROKE_MS = 400;

export function processIo(): CliIo {
  return {
    out: (line) => void process.stdout.write(`${line}\n`),
    err: (line) => void process.stderr.write(`${line}\n`),
    env: process.env,
    cwd: process.cwd(),
    interactive: process.stdin.isTTY === true && process.stdout.isTTY === true,
    readable: process.stderr.isTTY === true,
    readInput,
    stopped: untilSignal,
  };
}

function untilSignal(): Promise<void> {
  return new Promise((resolve) => {
    let first: number | undefined;
    const receive = (): void => {
      const now = performance.now();
      if (first === undefined) {
        first = now;
        resolve();
      } else if (now - first > SAME_KEYSTROKE_MS) {
        // Asked twice: whoever waits for a clean end no longer wants it.
        process.exit(130);
      }
    };
    process.on('SIGINT', receive);
    process.on('SIGTERM', receive);
  });
}

async function readInput(): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString('utf8');
}
