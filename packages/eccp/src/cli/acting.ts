import type { AgentHandle } from '../client/agent-handle.js';
import type { RequestOutcome } from '../messages/request-outcome.js';
import type { ReplyOf, RequestName } from '../messages/requests.js';
import { show } from './asking.js';
import { type CliOptions, passwordFlag } from './cli-options.js';
import type { Command } from './command.js';
import { AGENT } from './operands.js';

/** What a command takes besides its operand. */
export type Flags = Pick<Command, 'flags' | 'check'>;

const NO_FLAGS: Flags = { flags: [] };

/** A command that acts for an agent and so needs its password. */
export function acting<Name extends RequestName>(
  name: Name,
  summary: string,
  send: (agent: AgentHandle, options: CliOptions) => Promise<RequestOutcome<ReplyOf<Name>>>,
  more: Flags = NO_FLAGS,
): Command {
  return {
    summary,
    operand: AGENT,
    flags: [passwordFlag, ...more.flags],
    check(options) {
      options.required('password', '1234');
      more.check?.(options);
    },
    run: ({ client, operand, options, output }) =>
      show(name, output, send(client.agent(operand, options.required('password', '1234')), options)),
  };
}
