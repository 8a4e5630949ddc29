import { Command } from 'commander';
import { type CliIo, processIo } from './cli-io.js';
import type { CommandContext } from './command-context.js';
import { addAgentCommands } from './commands/agent.js';
import { addClientCommands } from './commands/client.js';
import { addConfigCheck } from './commands/config-check.js';
import { addDeadLetterCommands } from './commands/dead-letter.js';
import { addDemo } from './commands/demo.js';
import { addDoctor } from './commands/doctor.js';
import { addInit } from './commands/init.js';
import { addMigrate } from './commands/migrate.js';
import { addQueueCommands } from './commands/queue.js';
import { addSeed } from './commands/seed.js';
import { addServe } from './commands/serve.js';
import { addShadow } from './commands/shadow.js';
import { addSimulator } from './commands/simulator.js';
import { EXIT_OK, type ExitCode } from './exit-codes.js';
import { reportFailure } from './failures.js';
import { productVersion } from './product-version.js';

/**
 * The `openeccp` program.
 *
 * @returns the exit code: 0 done, 1 refused or failed, 2 wrong usage, 3 database or server not reachable
 */
export async function main(argv: readonly string[], io: CliIo = processIo()): Promise<number> {
  let code: ExitCode = EXIT_OK;
  const context: CommandContext = { io, finish: (value) => (code = value) };
  try {
    await buildProgram(context).parseAsync([...argv], { from: 'user' });
    return code;
  } catch (error) {
    return reportFailure(error, io);
  }
}

function buildProgram(context: CommandContext): Command {
  const { io } = context;
  const program = new Command('openeccp')
    .description('A call-center server for Asterisk that speaks ECCP')
    .version(productVersion(), '--version')
    .enablePositionalOptions()
    .exitOverride()
    .configureOutput({
      writeOut: (text) => io.out(text.trimEnd()),
      writeErr: (text) => io.err(text.trimEnd()),
    })
    .addHelpText(
      'after',
      `
Exit codes: 0 done, 1 refused or failed, 2 wrong usage, 3 database or server not reachable.

Example:
  openeccp demo                 look at it, with a simulated Asterisk
  openeccp init                 write a configuration and what Asterisk needs
  openeccp doctor               check all of it against the live system
  openeccp serve                run`,
    );
  addDemo(program, context);
  addServe(program, context);
  addSimulator(program, context);
  addInit(program, context);
  addConfigCheck(program, context);
  addDoctor(program, context);
  addShadow(program, context);
  addMigrate(program, context);
  addSeed(program, context);
  addClientCommands(program, context);
  addAgentCommands(program, context);
  addQueueCommands(program, context);
  addDeadLetterCommands(program, context);
  return program;
}
