import type { Failure } from '../messages/failures.js';

/** The connection could not be made, broke, or does not speak ECCP. `cause` holds the system's error, if any. */
export class EccpConnectionError extends Error {
  override readonly name = 'EccpConnectionError';
}

/** The server did not answer in time. The connection stays usable: a late response is matched and dropped. */
export class EccpTimeoutError extends Error {
  override readonly name = 'EccpTimeoutError';
}

/** The server refused the user and password given to `connect`. */
export class EccpLoginRefusedError extends Error {
  override readonly name = 'EccpLoginRefusedError';
  readonly failure: Failure;

  constructor(failure: Failure) {
    super(`the server refused the login: ${failure.code} ${failure.message}; check user and password`);
    this.failure = failure;
  }
}

/** A reader of an event stream fell behind by more than the stream holds. */
export class EccpOverflowError extends Error {
  override readonly name = 'EccpOverflowError';
}
