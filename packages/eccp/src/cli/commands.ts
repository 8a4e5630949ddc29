import type { AgentHandle } from '../client/agent-handle.js';
import type { RequestOutcome } from '../messages/request-outcome.js';
import type { ReplyOf, RequestName } from '../messages/requests.js';
import { agentlogin } from './agentlogin.js';
import { type CliOptions, passwordFlag } from './cli-options.js';
import { type Command, type CommandContext, EXIT_OK, EXIT_REFUSED, type ExitCode } from './command.js';
import { events } from './events.js';

/** The subcommands of `eccp`, in the order of its help. */
export const commands: Readonly<Record<string, Command>> = {
  agentlogin,
  status: plain('getagentstatus', 'show the state of an agent', true, (context) =>
    context.client.request('getagentstatus', { agentNumber: context.agentNumber }),
  ),
  hold: acting('hold', 'put the call of an agent on hold', (agent) => agent.hold()),
  unhold: acting('unhold', 'bring the agent back to the call on hold', (agent) => agent.unhold()),
  hangup: acting('hangup', 'end the call of an agent', (agent) => agent.hangup()),
  logout: acting('logoutagent', 'log an agent out', (agent) => agent.logout()),
  pause: {
    ...acting('pauseagent', 'start a break of an agent', (agent, options) =>
      agent.pause(options.number('break', 0, Number.MAX_SAFE_INTEGER) ?? 0),
    ),
    flags: [passwordFlag, { flag: 'break', value: 'ID', meaning: 'which break, see `eccp pauses`' }],
    check(options) {
      options.required('password', '1234');
      options.required('break', '4');
      options.number('break', 0, Number.MAX_SAFE_INTEGER);
    },
  },
  unpause: acting('unpauseagent', 'end the break of an agent', (agent) => agent.unpause()),
  ping: acting('pingagent', 'restart the inactivity timer of an agent', (agent) => agent.ping()),
  queues: plain('getagentqueues', 'list the queues of an agent', true, (context) =>
    context.client.request('getagentqueues', { agentNumber: context.agentNumber }),
  ),
  pauses: plain('getpauses', 'list the kinds of breaks', false, ({ client }) =>
    client.request('getpauses', {}),
  ),
  requests: plain('getrequestlist', 'list the requests of the server', false, ({ client }) =>
    client.request('getrequestlist', {}),
  ),
  events,
};

/** A command that sends one request and shows what came of it. */
function plain<Name extends RequestName>(
  name: Name,
  summary: string,
  takesAgent: boolean,
  send: (context: CommandContext) => Promise<RequestOutcome<ReplyOf<Name>>>,
): Command {
  return {
    summary,
    takesAgent,
    flags: [],
    async run(context): Promise<ExitCode> {
      const outcome = await send(context);
      context.output.outcome(name, outcome);
      return outcome.kind === 'ok' ? EXIT_OK : EXIT_REFUSED;
    },
  };
}

/** A command that acts for an agent and so needs its password. */
function acting<Name extends RequestName>(
  name: Name,
  summary: string,
  send: (agent: AgentHandle, options: CliOptions) => Promise<RequestOutcome<ReplyOf<Name>>>,
): Command {
  return {
    ...plain(name, summary, true, ({ client, agentNumber, options }) =>
      send(client.agent(agentNumber, options.required('password', '1234')), options),
    ),
    flags: [passwordFlag],
    check: (options) => void options.required('password', '1234'),
  };
}
