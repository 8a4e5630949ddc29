import type { CliIo } from './cli-io.js';
import type { ExitCode } from './exit-codes.js';

/** What a command is given besides its own flags. */
export interface CommandContext {
  readonly io: CliIo;
  /** Says how the program is to end. */
  finish(code: ExitCode): void;
}

/** A command that can't be done; its message is for the user. */
export class CommandError extends Error {
  override readonly name = 'CommandError';
  readonly exitCode: ExitCode;

  constructor(exitCode: ExitCode, message: string) {
    super(message);
    this.exitCode = exitCode;
  }
}
