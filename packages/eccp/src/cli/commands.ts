import { acting } from './acting.js';
import { agentlogin } from './agentlogin.js';
import { asking } from './asking.js';
import { callCommands } from './call-commands.js';
import { campaignCommands } from './campaign-commands.js';
import type { Command } from './command.js';
import { events } from './events.js';
import { AGENT, EXTENSION } from './operands.js';

/** The subcommands of `eccp`, in the order of its help. */
export const commands: Readonly<Record<string, Command>> = {
  agentlogin,
  status: asking('getagentstatus', {
    summary: 'show the state of an agent',
    operand: AGENT,
    arguments: (_, agentNumber) => ({ agentNumber }),
  }),
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
  queues: asking('getagentqueues', {
    summary: 'list the queues of an agent',
    operand: AGENT,
    arguments: (_, agentNumber) => ({ agentNumber }),
  }),
  pauses: asking('getpauses', { summary: 'list the kinds of breaks', arguments: () => ({}) }),
  ...campaignCommands,
  extension: asking('getextensionstatus', {
    summary: 'tell whether a phone is registered',
    operand: EXTENSION,
    arguments: (_, extension) => ({ extension }),
  }),
  refresh: asking('refreshagents', {
    summary: 'have agents and queues read again',
    arguments: () => ({}),
  }),
  dump: asking('dumpstatus', {
    summary: "write the state of everything to the server's log",
    arguments: () => ({}),
  }),
  requests: asking('getrequestlist', {
    summary: 'list the requests of the server',
    arguments: () => ({}),
  }),
  events,
};
