import type { EccpClient } from '../client/eccp-client.js';
import type { CliOptions, FlagDescription } from './cli-options.js';
import type { CliIo, CliOutput } from './cli-output.js';
import type { Operand } from './operands.js';

/** What a command works with. */
export interface CommandContext {
  /** What the command is about; empty for commands without an operand. */
  readonly operand: string;
  readonly options: CliOptions;
  readonly client: EccpClient;
  readonly output: CliOutput;
  readonly io: CliIo;
}

/** One subcommand of `eccp`. */
export interface Command {
  readonly summary: string;
  readonly operand?: Operand | undefined;
  readonly flags: readonly FlagDescription[];
  /** Checks flags before anything is connected. @throws UsageError */
  check?(options: CliOptions): void;
  run(context: CommandContext): Promise<ExitCode>;
}

export type ExitCode = 0 | 1 | 2 | 3;

export const EXIT_OK = 0;
/** The server refused; code and message have been shown. */
export const EXIT_REFUSED = 1;
export const EXIT_USAGE = 2;
export const EXIT_NO_CONNECTION = 3;
