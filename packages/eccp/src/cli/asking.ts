import type { RequestOutcome } from '../messages/request-outcome.js';
import type { ArgumentsOf, ReplyOf, RequestName } from '../messages/requests.js';
import type { CliOptions, FlagDescription } from './cli-options.js';
import type { CliOutput } from './cli-output.js';
import { type Command, EXIT_OK, EXIT_REFUSED, type ExitCode } from './command.js';
import type { Operand } from './operands.js';

/** What there is to say about a command that sends one request. */
export interface Question<Name extends RequestName> {
  readonly summary: string;
  readonly operand?: Operand;
  readonly flags?: readonly FlagDescription[];
  /** Called before anything is connected, and again for the request. @throws UsageError */
  arguments(options: CliOptions, operand: string): ArgumentsOf<Name>;
}

/** A command that sends one request and shows what came of it. */
export function asking<Name extends RequestName>(name: Name, question: Question<Name>): Command {
  const { summary, operand, flags = [] } = question;
  return {
    summary,
    operand,
    flags,
    check: (options) => void question.arguments(options, options.operands[0] ?? ''),
    run: (context) =>
      show(
        name,
        context.output,
        context.client.request(name, question.arguments(context.options, context.operand)),
      ),
  };
}

/** Waits for the answer to a request and shows it. */
export async function show<Name extends RequestName>(
  name: Name,
  output: CliOutput,
  answer: Promise<RequestOutcome<ReplyOf<Name>>>,
): Promise<ExitCode> {
  const outcome = await answer;
  output.outcome(name, outcome);
  return outcome.kind === 'ok' ? EXIT_OK : EXIT_REFUSED;
}
