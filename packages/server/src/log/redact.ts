/** Keys whose values never reach a log, wherever they appear at the first two levels. */
const SECRET_KEYS: readonly string[] = [
  'secret',
  'password',
  'md5Password',
  'eccpPassword',
  'phonePassword',
  'url',
];

/** Paths for pino's `redact`. */
export const REDACTED_PATHS: readonly string[] = SECRET_KEYS.flatMap((key) => [key, `*.${key}`]);

/** What a log says of an error. Other properties are left out: a database's error holds its SQL with the values. */
export interface LoggedError {
  readonly type: string;
  readonly message: string;
  readonly code?: string | number;
  readonly cause?: LoggedError;
  readonly stack?: string;
}

/** Serialises an error; with `stack` where a program, not its surroundings, is to be mended. */
export function describeError(error: unknown): LoggedError | unknown {
  if (!(error instanceof Error)) return error;
  const code = 'code' in error ? error.code : undefined;
  const cause = error.cause instanceof Error ? describeError(error.cause) : undefined;
  return {
    type: error.name,
    message: error.message,
    ...(typeof code === 'string' || typeof code === 'number' ? { code } : {}),
    ...(cause === undefined ? {} : { cause }),
    ...(code === undefined && error.stack !== undefined ? { stack: error.stack } : {}),
  };
}
