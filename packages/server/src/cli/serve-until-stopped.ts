import { Cleanup } from './cleanup.js';
import type { CliIo } from './cli-io.js';

/**
 * Starts something and keeps it until the program is asked to stop, then closes it. A stop while it starts is heard
 * when the start is done; what fails on the way is closed too.
 */
export async function serveUntilStopped(
  io: CliIo,
  start: (cleanup: Cleanup, stopped: Promise<void>) => Promise<void>,
): Promise<void> {
  const { stopped, release } = io.stopWish();
  const cleanup = new Cleanup();
  try {
    await start(cleanup, stopped);
    await stopped;
  } catch (error) {
    // Nothing is running any more that a signal should end cleanly.
    release();
    throw error;
  } finally {
    for (const failure of await cleanup.run()) {
      io.err(`openeccp: while stopping: ${failure instanceof Error ? failure.message : failure}`);
    }
  }
}
