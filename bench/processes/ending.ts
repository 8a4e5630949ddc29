import type { ChildProcess } from 'node:child_process';

/** Until a process that was asked to end is killed. Milliseconds. */
const GRACE_MS = 15_000;

/** Asks a process to end and waits until it has; kills it when it takes too long. */
export async function ended(child: ChildProcess, ask: () => void): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  await new Promise<void>((resolve) => {
    const timer = setTimeout(() => child.kill('SIGKILL'), GRACE_MS);
    child.once('exit', () => {
      clearTimeout(timer);
      resolve();
    });
    ask();
  });
}
