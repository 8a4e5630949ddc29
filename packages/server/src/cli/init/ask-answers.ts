import { isCancel, text } from '@clack/prompts';
import { CommandError } from '../command-context.js';
import { EXIT_FAILED } from '../exit-codes.js';

/** A question with the answer that Enter gives. */
export interface Question<T> {
  readonly message: string;
  readonly suggestion: string;
  /** Throws an `Error` whose message says what to write instead. */
  readonly parse: (answer: string) => T;
}

/** Asks on the terminal until the answer can be used. Throws a {@link CommandError} when the user gives up. */
export async function ask<T>({ message, suggestion, parse }: Question<T>): Promise<T> {
  const answer = await text({
    message,
    placeholder: suggestion,
    defaultValue: suggestion,
    validate: (typed) => {
      try {
        parse(typed === undefined || typed === '' ? suggestion : typed);
        return undefined;
      } catch (error) {
        return error instanceof Error ? error.message : String(error);
      }
    },
  });
  if (isCancel(answer)) throw new CommandError(EXIT_FAILED, 'given up; nothing was written');
  return parse(answer);
}
