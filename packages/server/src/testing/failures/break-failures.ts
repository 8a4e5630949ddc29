import { lineOf } from '../scripted-asterisk.js';
import { and, away, loggedIn, meanwhile, reread, type Situation } from '../situations.js';
import { command, NEWCOMER, ROSA } from '../test-server.js';
import { AMI, BAD, type FailureCase, NOT_OURS } from './failure-case.js';

const loggedOff: Situation = (server) =>
  server.asterisk.report({ kind: 'agent-out', agent: ROSA, channel: lineOf(ROSA) });
const gone = and(loggedOff, reread({ agents: [] }));
const otherBreak: Situation = async (server) => {
  await server.runtime.command({ kind: 'start-break', agent: ROSA, breakId: 5 });
};

/** Failures of `pauseagent` and `unpauseagent` (ECCP §8.2). */
export const breakFailures: readonly FailureCase[] = [
  { request: 'pauseagent', ...AMI, send: command('pauseagent', ROSA), arrange: away },
  { request: 'pauseagent', ...BAD, when: 'no break', send: command('pauseagent', ROSA) },
  ...(
    [
      [404, 'Break ID not found or not active', 'unknown break', ROSA, 99],
      [404, 'Break ID not found or not active', 'inactive break', ROSA, 6],
      [404, 'Break ID not found or not active', 'the hold', ROSA, 1],
      [404, NOT_OURS.message, 'active but not loaded', NEWCOMER, 4],
      [417, 'Agent currently not logged in', 'not logged in', ROSA, 4],
    ] as const
  ).map(([code, message, when, agent, id]) => ({
    request: 'pauseagent' as const,
    level: 'inner' as const,
    code,
    message,
    when,
    send: command('pauseagent', agent, `<pause_type>${id}</pause_type>`),
  })),
  {
    request: 'pauseagent',
    level: 'inner',
    code: 417,
    message: 'Agent already in incompatible break',
    when: 'in another break',
    send: command('pauseagent', ROSA, '<pause_type>5</pause_type>'),
    arrange: async (server, client) => {
      await loggedIn(server, client);
      await client.ask('lunch', command('pauseagent', ROSA, '<pause_type>4</pause_type>'));
    },
  },
  {
    request: 'pauseagent',
    level: 'inner',
    code: 500,
    message: 'Unable to start agent break',
    when: 'the server is stopping',
    send: command('pauseagent', ROSA, '<pause_type>4</pause_type>'),
    arrange: and(loggedIn, (server) => server.runtime.close()),
  },
  ...(
    [
      [404, `${NOT_OURS.message} (collision)`, 'the agent is logged off and gone from the database', gone],
      [417, 'Agent currently not logged in (collision)', 'the agent is logged off', loggedOff],
      [417, 'Agent already in break (collision)', 'another client starts another break', otherBreak],
    ] as const
  ).map(([code, message, when, happens]) => ({
    request: 'pauseagent' as const,
    level: 'inner' as const,
    code,
    message,
    when: `${when} before the break could start`,
    send: command('pauseagent', ROSA, '<pause_type>4</pause_type>'),
    arrange: and(loggedIn, meanwhile(happens)),
  })),

  { request: 'unpauseagent', ...AMI, send: command('unpauseagent', ROSA), arrange: away },
  { request: 'unpauseagent', ...NOT_OURS, when: 'not loaded', send: command('unpauseagent', NEWCOMER) },
  {
    request: 'unpauseagent',
    level: 'inner',
    code: 417,
    message: 'Agent currently not logged in',
    when: 'not logged in',
    send: command('unpauseagent', ROSA),
  },
];
