/** One header line of an AMI message. Names are compared without regard to case, values are taken as they are. */
export type AmiField = readonly [name: string, value: string];

/**
 * A name or value that cannot be a line of AMI. This is a bug of the caller: text that comes from a user is to be
 * checked before, since a line break in it would be a second header, or a second action.
 *
 * The value is not part of the message, it may be a secret.
 */
export class AmiFieldError extends Error {
  override readonly name = 'AmiFieldError';
  readonly field: string;

  constructor(field: string, problem: string) {
    super(`AMI field ${JSON.stringify(field)} ${problem}`);
    this.field = field;
  }
}

/** @throws {AmiFieldError} when the name is not printable ASCII without blank and colon, or the value holds CR, LF or NUL. */
export function checkField(name: string, value: string): void {
  if (!NAME.test(name)) {
    throw new AmiFieldError(
      name,
      'has a name that AMI cannot carry; use printable ASCII without blank and colon',
    );
  }
  if (value.includes('\n') || value.includes('\r') || value.includes('\0')) {
    throw new AmiFieldError(name, 'has a CR, LF or NUL in its value; check the text before it gets here');
  }
}

const NAME = /^[!-9;-~]+$/;
