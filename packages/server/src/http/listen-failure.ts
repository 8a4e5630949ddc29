import { ListenError } from '../eccp/listener.js';

/** An address that was to be listened on, and how to choose another: `--http-port or http.port`. */
export interface WantedAddress {
  /** What was to listen: `HTTP`. */
  readonly what: string;
  readonly host: string;
  readonly port: number;
  readonly remedy: string;
}

/** One line that says which address can't be had, why, and what to do. */
export function listenFailure(wanted: WantedAddress, error: unknown): ListenError {
  const where = `${wanted.what} can't listen on ${wanted.host}:${wanted.port}`;
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  switch (code) {
    case 'EADDRINUSE':
      return new ListenError(
        `${where}: another program uses that port. Stop it, or choose another with ${wanted.remedy}.`,
        { cause: error },
      );
    case 'EACCES':
      return new ListenError(
        `${where}: ports below 1024 need special rights. Choose a higher one with ${wanted.remedy}.`,
        { cause: error },
      );
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return new ListenError(`${where}: this machine has no such address.`, { cause: error });
    default:
      return new ListenError(`${where}: ${error instanceof Error ? error.message : String(error)}`, {
        cause: error,
      });
  }
}

/** Whether it failed only because another program has the port. */
export function isTaken(error: unknown): boolean {
  const cause = error instanceof ListenError ? error.cause : error;
  return cause instanceof Error && 'code' in cause && cause.code === 'EADDRINUSE';
}
