import { away, loggedIn, refuses, reread } from '../situations.js';
import { ANA, command, LUIS, loginAgent, NEWCOMER, ROSA } from '../test-server.js';
import { AMI, BAD, type FailureCase } from './failure-case.js';

const OUT = 'logged-out';

/** Failures of `loginagent`, `logoutagent` and `pingagent` (ECCP §8.2). */
export const loginFailures: readonly FailureCase[] = [
  { request: 'loginagent', ...AMI, send: '<loginagent/>', arrange: away },
  {
    request: 'loginagent',
    ...BAD,
    when: 'no agent',
    send: '<loginagent><extension>412</extension></loginagent>',
  },
  { request: 'loginagent', ...BAD, when: 'no extension', send: command('loginagent', ROSA) },
  ...['0', '', 'x9', '-5'].map((timeout) => ({
    request: 'loginagent' as const,
    ...BAD,
    when: `timeout "${timeout}"`,
    send: command('loginagent', ROSA, `<extension>412</extension><timeout>${timeout}</timeout>`),
  })),
  {
    request: 'loginagent',
    level: 'inner',
    code: 500,
    message: 'Failed to list extensions',
    when: 'Asterisk lists no phones, before the agent is looked at',
    status: OUT,
    send: '<loginagent><agent_number>x</agent_number><extension>412</extension></loginagent>',
    arrange: (server) => {
      server.extensions = { find: async () => ({ kind: 'unreadable', reason: 'no answer' }) };
    },
  },
  ...['x', 'Agent/999'].map((name) => ({
    request: 'loginagent' as const,
    level: 'inner' as const,
    code: 404,
    message: 'Specified agent not found',
    when: `${name}, before the extension is looked at`,
    status: OUT,
    send: `<loginagent><agent_number>${name}</agent_number><extension>9</extension></loginagent>`,
  })),
  {
    request: 'loginagent',
    level: 'inner',
    code: 404,
    message: 'Specified agent not found',
    when: 'active but not loaded',
    status: OUT,
    send: loginAgent(NEWCOMER),
  },
  {
    request: 'loginagent',
    level: 'inner',
    code: 404,
    message: 'Specified extension not found',
    when: 'an unknown phone, before the hash is looked at (D-02)',
    status: OUT,
    send: `<loginagent><agent_number>${ROSA}</agent_number><extension>9</extension></loginagent>`,
  },
  {
    request: 'loginagent',
    level: 'inner',
    code: 401,
    message: 'Unauthorized agent',
    when: 'no hash',
    status: OUT,
    send: `<loginagent><agent_number>${ANA}</agent_number><extension>101</extension></loginagent>`,
  },
  {
    request: 'loginagent',
    level: 'inner',
    code: 409,
    message: 'Specified agent already connected to extension: 412',
    when: 'logged in on that very phone (D-07)',
    status: OUT,
    send: loginAgent(ROSA),
    arrange: loggedIn,
  },
  {
    request: 'loginagent',
    level: 'inner',
    code: 409,
    message: 'Specified agent already connected to extension: 412',
    when: 'still being called, on another phone',
    status: OUT,
    send: command('loginagent', ROSA, '<extension>413</extension>'),
    arrange: async (server, client) => {
      server.asterisk.script = (intent) =>
        intent.kind === 'call-phone-to-log-in'
          ? [{ kind: 'login-started', agent: ROSA, attempt: intent.attempt, accepted: true, message: '' }]
          : [];
      await loggedIn(server, client);
    },
  },
  {
    request: 'loginagent',
    level: 'inner',
    code: 500,
    message: 'Failed to start login process on Asterisk',
    when: 'Asterisk refuses',
    status: OUT,
    send: loginAgent(ROSA),
    arrange: refuses,
  },
  {
    request: 'loginagent',
    level: 'inner',
    code: 500,
    message: 'Failed to start login process on Asterisk',
    when: 'the phone is another agent’s',
    status: OUT,
    send: command('loginagent', LUIS, '<extension>412</extension>'),
    arrange: loggedIn,
  },
  {
    request: 'loginagent',
    level: 'inner',
    code: 500,
    message: 'Failed to start login process on Asterisk',
    when: 'a callback agent without queues (D-21)',
    status: OUT,
    send: loginAgent(ANA),
    arrange: reread({ assignments: new Map() }),
  },

  { request: 'logoutagent', ...AMI, send: '<logoutagent/>', arrange: away },
  { request: 'logoutagent', ...BAD, when: 'no agent', send: '<logoutagent/>' },
  ...['x', 'Agent/999'].map((name) => ({
    request: 'logoutagent' as const,
    level: 'inner' as const,
    code: 404,
    message: 'Specified agent not found',
    when: `${name} (D-23)`,
    status: OUT,
    send: `<logoutagent><agent_number>${name}</agent_number></logoutagent>`,
  })),
  {
    request: 'logoutagent',
    level: 'inner',
    code: 401,
    message: 'Unauthorized agent',
    when: 'no hash',
    status: OUT,
    send: `<logoutagent><agent_number>${ROSA}</agent_number></logoutagent>`,
  },

  {
    request: 'pingagent',
    level: 'inner',
    code: 404,
    message: 'Specified agent not found',
    when: 'active but not loaded, even while Asterisk is away',
    send: command('pingagent', NEWCOMER),
    arrange: away,
  },
];
