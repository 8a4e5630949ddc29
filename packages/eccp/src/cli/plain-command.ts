import type { AgentHandle } from '../client/agent-handle.js';
import type { RequestOutcome } from '../messages/request-outcome.js';
import type { ReplyOf, RequestName } from '../messages/requests.js';
import { type CliOptions, passwordFlag } from './cli-options.js';
import { type Command, type CommandContext, EXIT_OK, EXIT_REFUSED, type ExitCode } from './command.js';

/** What a command takes besides its operand. */
export type Flags = Pick<Command, 'flags' | 'check'>;

const NO_FLAGS: Flags = { flags: [] };

/** A command that sends one request and shows what came of it. */
export function plain<Name extends RequestName>(
  name: Name,
  summary: string,
  takesAgent: boolean,
  send: (context: CommandContext) => Promise<RequestOutcome<ReplyOf<Name>>>,
  more: Flags = NO_FLAGS,
): Command {
  return {
    summary,
    takesAgent,
    ...more,
    async run(context): Promise<ExitCode> {
      const outcome = await send(context);
      context.output.outcome(name, outcome);
      return outcome.kind === 'ok' ? EXIT_OK : EXIT_REFUSED;
    },
  };
}

/** A command that acts for an agent and so needs its password. */
export function acting<Name extends RequestName>(
  name: Name,
  summary: string,
  send: (agent: AgentHandle, options: CliOptions) => Promise<RequestOutcome<ReplyOf<Name>>>,
  more: Flags = NO_FLAGS,
): Command {
  return plain(
    name,
    summary,
    true,
    ({ client, agentNumber, options }) =>
      send(client.agent(agentNumber, options.required('password', '1234')), options),
    {
      flags: [passwordFlag, ...more.flags],
      check(options) {
        options.required('password', '1234');
        more.check?.(options);
      },
    },
  );
}
