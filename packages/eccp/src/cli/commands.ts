import { agentlogin } from './agentlogin.js';
import { callCommands } from './call-commands.js';
import type { Command } from './command.js';
import { events } from './events.js';
import { acting, plain } from './plain-command.js';

/** The subcommands of `eccp`, in the order of its help. */
export const commands: Readonly<Record<string, Command>> = {
  agentlogin,
  status: plain('getagentstatus', 'show the state of an agent', true, (context) =>
    context.client.request('getagentstatus', { agentNumber: context.agentNumber }),
  ),
  hold: acting('hold', 'put the call of an agent on hold', (agent) => agent.hold()),
  unhold: acting('unhold', 'bring the agent back to the call on hold', (agent) => agent.unhold()),
  hangup: acting('hangup', 'end the call of an agent', (agent) => agent.hangup()),
  ...callCommands,
  pause: acting(
    'pauseagent',
    'start a break of an agent',
    (agent, options) => agent.pause(options.id('break', '4')),
    {
      flags: [{ flag: 'break', value: 'ID', meaning: 'which break, see `eccp pauses`' }],
      check: (options) => void options.id('break', '4'),
    },
  ),
  unpause: acting('unpauseagent', 'end the break of an agent', (agent) => agent.unpause()),
  ping: acting('pingagent', 'restart the inactivity timer of an agent', (agent) => agent.ping()),
  logout: acting('logoutagent', 'log an agent out', (agent) => agent.logout()),
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
