import { connect } from '../client/eccp-client.js';
import { EccpConnectionError, EccpLoginRefusedError, EccpTimeoutError } from '../client/errors.js';
import { CliOptions, UsageError } from './cli-options.js';
import { type CliIo, CliOutput } from './cli-output.js';
import {
  type Command,
  EXIT_NO_CONNECTION,
  EXIT_OK,
  EXIT_REFUSED,
  EXIT_USAGE,
  type ExitCode,
} from './command.js';
import { commands } from './commands.js';
import { commandHelp, generalHelp } from './help.js';

/**
 * The `eccp` program.
 *
 * @returns the exit code: 0 done, 1 refused by the server, 2 wrong usage, 3 no connection
 */
export async function main(argv: readonly string[], io: CliIo = processIo()): Promise<number> {
  const [name, ...rest] = argv;
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    (name === undefined ? io.err : io.out)(generalHelp(commands));
    return name === undefined ? EXIT_USAGE : EXIT_OK;
  }
  try {
    const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
    if (command === undefined) throw new UsageError(`there is no command ${name}`);
    const options = CliOptions.parse(rest, command.flags);
    if (options.has('help')) {
      io.out(commandHelp(name, command));
      return EXIT_OK;
    }
    return await run(command, options, io);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    io.err(`eccp: ${error.message}; see \`eccp ${Object.hasOwn(commands, name) ? `${name} ` : ''}--help\``);
    return EXIT_USAGE;
  }
}

async function run(command: Command, options: CliOptions, io: CliIo): Promise<ExitCode> {
  const operand = operandOf(command, options);
  command.check?.(options);
  const connection = options.connection();
  try {
    const client = await connect({ ...connection, signal: io.signal });
    try {
      const output = new CliOutput(io, options.has('json'));
      return await command.run({ operand, options, client, output, io });
    } finally {
      await client.close();
    }
  } catch (error) {
    if (error instanceof EccpLoginRefusedError) {
      io.err(`eccp: ${error.message}`);
      return EXIT_REFUSED;
    }
    if (error instanceof EccpConnectionError || error instanceof EccpTimeoutError) {
      io.err(`eccp: ${error.message}`);
      return EXIT_NO_CONNECTION;
    }
    throw error;
  }
}

function operandOf({ operand }: Command, { operands }: CliOptions): string {
  const [text, ...others] = operands;
  if (operand === undefined) {
    if (text !== undefined) throw new UsageError(`unexpected ${text}`);
    return '';
  }
  const kind = operand.name.toLowerCase();
  if (text === undefined) throw new UsageError(`which ${kind}? e.g. ${operand.example}`);
  if (others.length > 0) throw new UsageError(`unexpected ${others.join(' ')}`);
  if (!operand.accepts(text)) throw new UsageError(`${text} is no ${kind}, write e.g. ${operand.example}`);
  return text;
}

function processIo(): CliIo {
  const interrupt = new AbortController();
  process.once('SIGINT', () => interrupt.abort());
  process.once('SIGTERM', () => interrupt.abort());
  // `eccp events | head` closes the pipe when it has seen enough.
  process.stdout.on('error', () => interrupt.abort());
  return {
    out: (line) => void process.stdout.write(`${line}\n`),
    err: (line) => void process.stderr.write(`${line}\n`),
    signal: interrupt.signal,
  };
}
