import { isCancel, password } from '@clack/prompts';
import type { CliIo } from './cli-io.js';
import { CommandError } from './command-context.js';
import { EXIT_FAILED, EXIT_USAGE } from './exit-codes.js';

export interface PasswordFlags {
  readonly password?: string;
  readonly passwordStdin?: boolean;
}

/** The password that flags give, or that is typed without echo. Throws a {@link CommandError} when there is none. */
export async function passwordOf(flags: PasswordFlags, io: CliIo, whose: string): Promise<string> {
  if (flags.password !== undefined) return required(flags.password, whose);
  if (flags.passwordStdin) return required((await io.readInput()).replace(/\r?\n$/, ''), whose);
  if (!io.interactive) {
    throw new CommandError(EXIT_USAGE, `which password for ${whose}? Give --password-stdin or --password.`);
  }
  const typed = await password({ message: `Password for ${whose}` });
  if (isCancel(typed)) throw new CommandError(EXIT_FAILED, 'given up; nothing was changed');
  return required(typed, whose);
}

function required(text: string, whose: string): string {
  if (text === '') throw new CommandError(EXIT_USAGE, `the password for ${whose} is empty`);
  return text;
}
