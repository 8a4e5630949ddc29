import { failureKind, StorageError } from '@openeccp/storage';
import { CommanderError } from 'commander';
import { ConfigError } from '../config/problem.js';
import { ListenError } from '../eccp/listener.js';
import type { CliIo } from './cli-io.js';
import { CommandError } from './command-context.js';
import { EXIT_FAILED, EXIT_OK, EXIT_UNREACHABLE, EXIT_USAGE, type ExitCode } from './exit-codes.js';

/** Tells the user what went wrong and says how the program ends. A stack is shown for bugs only. */
export function reportFailure(error: unknown, io: CliIo): ExitCode {
  // Commander has said it already.
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT_OK : EXIT_USAGE;
  if (error instanceof ConfigError || error instanceof ListenError) return say(error, EXIT_FAILED, io);
  if (error instanceof CommandError) return say(error, error.exitCode, io);
  if (error instanceof StorageError) {
    const code = say(error, error.code === 'unreachable' ? EXIT_UNREACHABLE : EXIT_FAILED, io);
    if (error.code === 'schema') io.err('openeccp migrate creates the tables in an empty database.');
    return code;
  }
  if (failureKind(error) === 'unavailable') {
    io.err(`openeccp: the database does not answer: ${error instanceof Error ? error.message : error}`);
    return EXIT_UNREACHABLE;
  }
  io.err(`openeccp: unexpected error, please report it\n${error instanceof Error ? error.stack : error}`);
  return EXIT_FAILED;
}

function say(error: Error, code: ExitCode, io: CliIo): ExitCode {
  io.err(`openeccp: ${error.message}`);
  return code;
}
