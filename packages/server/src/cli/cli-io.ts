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
  /** Listens for the wish to stop from now on, until released. */
  stopWish(): StopWish;
  /** Calls back on every wish to have files read again, until the answer is called. */
  onReload(callback: () => void): () => void;
}

/** Ctrl-C or SIGTERM. */
export interface StopWish {
  /** Resolves when the program is asked to stop. */
  readonly stopped: Promise<void>;
  /** Gives the signals back their usual meaning. */
  release(): void;
}

/** A Ctrl-C in a terminal may arrive twice, from the terminal and from npm; later ones are meant. Milliseconds. */
const SAME_KEYSTROKE_MS = 400;

export function processIo(): CliIo {
  // Whoever reads may have seen enough: `openeccp config check | head`.
  process.stdout.on('error', () => {});
  return {
    out: (line) => void process.stdout.write(`${line}\n`),
    err: (line) => void process.stderr.write(`${line}\n`),
    env: process.env,
    cwd: process.cwd(),
    interactive: process.stdin.isTTY === true && process.stdout.isTTY === true,
    readable: process.stderr.isTTY === true,
    readInput,
    stopWish: listenForSignals,
    onReload: (callback) => {
      process.on('SIGHUP', callback);
      return () => process.off('SIGHUP', callback);
    },
  };
}

function listenForSignals(): StopWish {
  const signals: readonly NodeJS.Signals[] = ['SIGINT', 'SIGTERM'];
  let receive = (): void => {};
  const stopped = new Promise<void>((resolve) => {
    let first: number | undefined;
    receive = () => {
      const now = performance.now();
      first ??= now;
      // Asked twice: whoever waits for a clean end no longer wants it.
      if (now - first > SAME_KEYSTROKE_MS) process.exit(130);
      resolve();
    };
  });
  for (const signal of signals) process.on(signal, receive);
  return {
    stopped,
    release: () => {
      for (const signal of signals) process.off(signal, receive);
    },
  };
}

async function readInput(): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString('utf8');
}
