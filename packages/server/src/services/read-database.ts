import { type Failure, failures, type Refused, refused, rejected } from '@openeccp/eccp';
import type { Clock } from '../runtime/clock.js';

/** The database did not do its part of a request. Nothing else suffers from it. */
export class DatabaseFailure extends Error {
  override readonly name = 'DatabaseFailure';
  /** What the client is told: ECCP §4.2 row 11, where the request has no words of its own for it. */
  readonly refusal: Refused;

  constructor(message: string, options: ErrorOptions & { readonly refusal?: Refused } = {}) {
    super(message, options);
    this.refusal = options.refusal ?? rejected(failures.databaseFailure);
  }
}

/** Where the database fails the request is refused in its own words. */
export async function refusedAs<T>(failure: Failure, work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (!(error instanceof DatabaseFailure)) throw error;
    throw new DatabaseFailure(error.message, { cause: error.cause, refusal: refused(failure) });
  }
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
