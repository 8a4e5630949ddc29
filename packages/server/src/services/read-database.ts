import type { Clock } from '../runtime/clock.js';

/** The database could not be read for a request (ECCP §4.2 row 11). Nothing else suffers from it. */
export class DatabaseFailure extends Error {
  override readonly name = 'DatabaseFailure';
}

/** Has the database read, for so many milliseconds at most. Rejects with {@link DatabaseFailure} only. */
export function readDatabase<T>(
  clock: Clock,
  ms: number,
  read: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const controller = new AbortController();
  return new Promise((resolve, reject) => {
    const fail = (cause: unknown): void =>
      reject(new DatabaseFailure('the database could not be read', { cause }));
    const cancel = clock.after(ms, () => {
      controller.abort(new Error(`no answer within ${ms} ms`));
      fail(controller.signal.reason);
    });
    read(controller.signal).then(resolve, fail).finally(cancel);
  });
}
