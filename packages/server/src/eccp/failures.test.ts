import { type RequestName, requestNames, requests } from '@openeccp/eccp';
import { describe, expect, it } from 'vitest';
import { lineOf, refusing } from '../testing/scripted-asterisk.js';
import { ANA, command, LUIS, loginAgent, NEWCOMER, ROSA, TestServer } from '../testing/test-server.js';
import type { WireClient } from '../testing/wire-client.js';
import { carriedOut } from './handlers.js';

type Level = 'outer' | 'inner';

/** A situation in which a request fails, and the whole of what the client reads. */
interface Case {
  readonly request: RequestName;
  readonly level: Level;
  readonly code: number;
  readonly message: string;
  readonly when: string;
  readonly send: string;
  readonly status?: string;
  readonly arrange?: (server: TestServer, client: WireClient) => void | Promise<void>;
}

const away = (server: TestServer): void => server.asterisk.down();
const refuses = (server: TestServer): void => {
  server.asterisk.script = refusing;
};
const loggedIn = async (_: TestServer, client: WireClient): Promise<void> => {
  expect(await client.ask('login', loginAgent(ROSA))).toContain('logging');
};
const external = (server: TestServer): void => server.asterisk.agentDialsIn(ROSA);
const talking = async (server: TestServer, client: WireClient): Promise<void> => {
  await loggedIn(server, client);
  server.asterisk.callerJoins('c1');
  server.asterisk.connects('c1', ROSA);
};
const held = async (server: TestServer, client: WireClient): Promise<void> => {
  await talking(server, client);
  expect(await client.ask('hold', command('hold', ROSA))).toContain('<success/>');
};
const withoutParking = (server: TestServer): void =>
  server.asterisk.up({ parking: false, agents: new Map([[ROSA, lineOf(ROSA)]]) });

function and(
  ...steps: ((server: TestServer, client: WireClient) => void | Promise<void>)[]
): NonNullable<Case['arrange']> {
  return async (server, client) => {
    for (const step of steps) await step(server, client);
  };
}

const AMI = { level: 'outer', code: 500, message: 'No AMI connection', when: 'Asterisk is away' } as const;
const BAD = { level: 'outer', code: 400, message: 'Bad request' } as const;
const NOT_OURS = {
  level: 'inner',
  code: 404,
  message: 'Agent not found or not logged in through ECCP',
} as const;
const OUT = 'logged-out';

const CASES: readonly Case[] = [
  { request: 'login', ...BAD, when: 'no password', send: '<login><username>a</username></login>' },
  { request: 'login', ...BAD, when: 'no user name', send: '<login><password>a</password></login>' },
  {
    request: 'login',
    level: 'inner',
    code: 401,
    message: 'Invalid username or password',
    when: 'the password is wrong',
    send: '<login><username>agentconsole</username><password/></login>',
  },
  { request: 'filterbyagent', ...BAD, when: 'no agent', send: '<filterbyagent/>' },
  {
    request: 'filterbyagent',
    level: 'inner',
    code: 417,
    message: 'Invalid agent number',
    when: 'badly formed',
    send: '<filterbyagent><agent_number>Any</agent_number></filterbyagent>',
  },
  {
    request: 'getagentstatus',
    ...AMI,
    send: '<getagentstatus/>',
    arrange: away,
  },
  { request: 'getagentstatus', ...BAD, when: 'no agent', send: '<getagentstatus/>' },
  ...['Agent412', 'Agent/999', NEWCOMER].map((name) => ({
    request: 'getagentstatus' as const,
    level: 'inner' as const,
    code: 404,
    message: 'Invalid agent number',
    when: `${name} (D-01)`,
    status: 'offline',
    send: `<getagentstatus><agent_number>${name}</agent_number></getagentstatus>`,
  })),
  { request: 'getmultipleagentstatus', ...AMI, send: '<getmultipleagentstatus/>', arrange: away },
  { request: 'getmultipleagentstatus', ...BAD, when: 'no list', send: '<getmultipleagentstatus/>' },
  { request: 'getmultipleagentqueues', ...AMI, send: '<getmultipleagentqueues/>', arrange: away },
  { request: 'getmultipleagentqueues', ...BAD, when: 'no list', send: '<getmultipleagentqueues/>' },
  ...(
    [
      ['getmultipleagentstatus', 417, 'Invalid agent number', undefined, [ROSA, 'Agent/999', 'Agent412']],
      ['getmultipleagentstatus', 404, 'Specified agent not found', undefined, [NEWCOMER, 'Agent/999', ROSA]],
      ['getmultipleagentstatus', 404, 'Invalid agent number', 'offline', [ROSA, NEWCOMER]],
      ['getmultipleagentqueues', 417, 'Invalid agent number', undefined, [ROSA, 'Agent/999', 'Agent412']],
      ['getmultipleagentqueues', 404, 'Specified agent not found', undefined, ['Agent/999', ROSA]],
    ] as const
  ).map(([request, code, message, status, names]) => ({
    request,
    level: 'inner' as const,
    code,
    message,
    when: names.join(', '),
    ...(status === undefined ? {} : { status }),
    send: `<${request}><agents>${names.map((name) => `<agent_number>${name}</agent_number>`).join('')}</agents></${request}>`,
  })),

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
    arrange: (server) => {
      const { agents, breaks, queues } = server.storage.rows;
      server.runtime.submit({ kind: 'directory', agents, breaks, queues, assignments: new Map() });
    },
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

  { request: 'getagentqueues', ...AMI, send: '<getagentqueues/>', arrange: away },
  { request: 'getagentqueues', ...BAD, when: 'no agent', send: '<getagentqueues/>' },
  ...['x', 'Agent/999'].map((name) => ({
    request: 'getagentqueues' as const,
    level: 'inner' as const,
    code: 404,
    message: 'Specified agent not found',
    when: name,
    send: `<getagentqueues><agent_number>${name}</agent_number></getagentqueues>`,
  })),

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
    arrange: (server) => server.runtime.close(),
  },

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

  { request: 'hangup', ...AMI, send: command('hangup', ROSA), arrange: and(talking, away) },
  ...(
    [
      ['not loaded', NEWCOMER, undefined],
      ['not logged in', ROSA, undefined],
      ['no call', ROSA, loggedIn],
    ] as const
  ).map(([when, agent, arrange]) => ({
    request: 'hangup' as const,
    level: 'inner' as const,
    code: 417,
    message: 'Agent not in call',
    when,
    send: command('hangup', agent),
    ...(arrange === undefined ? {} : { arrange }),
  })),
  {
    request: 'hangup',
    level: 'inner',
    code: 500,
    message: 'Cannot hangup agent call',
    when: 'Asterisk refuses',
    send: command('hangup', ROSA),
    arrange: and(talking, refuses),
  },

  ...(['hold', 'unhold'] as const).flatMap((request): Case[] => [
    { request, ...AMI, send: command(request, ROSA), arrange: and(talking, away) },
    { request, ...NOT_OURS, when: 'not loaded (D-03)', send: command(request, NEWCOMER) },
    { request, ...NOT_OURS, when: 'not logged in (D-03)', send: command(request, ROSA) },
    {
      request,
      ...NOT_OURS,
      when: 'dialled in by phone (D-03)',
      send: command(request, ROSA),
      arrange: external,
    },
    {
      request,
      level: 'inner',
      code: 500,
      message: 'Parked call extension is disabled',
      when: 'no parking lot, before the call is looked at (D-05)',
      send: command(request, ROSA),
      arrange: and(loggedIn, withoutParking),
    },
  ]),
  ...(
    [
      ['no call', loggedIn],
      ['on hold already', held],
    ] as const
  ).map(([when, arrange]) => ({
    request: 'hold' as const,
    level: 'inner' as const,
    code: 417,
    message: 'Agent currenty not handling a call',
    when: `${when} (D-04)`,
    send: command('hold', ROSA),
    arrange,
  })),
  {
    request: 'hold',
    level: 'inner',
    code: 500,
    message: 'Unable to start agent hold',
    when: 'Asterisk refuses',
    send: command('hold', ROSA),
    arrange: and(talking, refuses),
  },
  {
    request: 'hold',
    level: 'inner',
    code: 500,
    message: 'Unable to start agent hold',
    when: 'no break of kind H is active',
    send: command('hold', ROSA),
    arrange: and(talking, (server) => {
      const { agents, queues } = server.storage.rows;
      server.runtime.submit({ kind: 'directory', agents, breaks: [], queues, assignments: new Map() });
    }),
  },
  {
    request: 'unhold',
    level: 'inner',
    code: 417,
    message: 'Agent currenty handling a call',
    when: 'talking (D-06)',
    send: command('unhold', ROSA),
    arrange: talking,
  },
  {
    request: 'unhold',
    level: 'inner',
    code: 417,
    message: 'Agent not in call',
    when: 'no call',
    send: command('unhold', ROSA),
    arrange: loggedIn,
  },
  {
    request: 'unhold',
    level: 'inner',
    code: 500,
    message: 'Unable to stop agent hold',
    when: 'Asterisk refuses',
    send: command('unhold', ROSA),
    arrange: and(held, refuses),
  },
];

/** Failures that the tables list for clients and that this server never sends, with the reason. */
const NEVER_SENT: ReadonlySet<string> = new Set([
  // The floor checks and acts in one step, so nothing can come in between.
  'pauseagent inner 404 Agent not found or not logged in through ECCP (collision)',
  'pauseagent inner 417 Agent currently not logged in (collision)',
  'pauseagent inner 417 Agent already in break (collision)',
  // A queue that nobody has heard of has zero calls.
  'getincomingqueuestatus inner 404 Queue not found',
]);

function keyOf(request: string, level: Level, code: number, message: string): string {
  return `${request} ${level} ${code} ${message}`;
}

describe('every failure of every request, ECCP §8', () => {
  it.each(CASES)('$request: $code $message — $when', async (one) => {
    await using server = await TestServer.start();
    const client = await server.loggedIn();
    await one.arrange?.(server, client);
    const failure = `<failure><code>${one.code}</code><message>${one.message}</message></failure>`;
    const status = one.status === undefined ? '' : `<status>${one.status}</status>`;
    const { request, level } = one;
    expect(await client.ask('x', one.send)).toBe(
      level === 'outer'
        ? `<response id="x">${failure}</response>`
        : `<response id="x"><${request}_response>${status}${failure}</${request}_response></response>`,
    );
  });

  it('is 501 for a request that has no handler yet', async () => {
    await using server = await TestServer.start();
    const client = await server.loggedIn();
    for (const name of requestNames.filter((one) => !carriedOut.includes(one))) {
      expect(await client.ask('x', command(name, ROSA))).toBe(
        '<response id="x"><failure><code>501</code><message>Not Implemented</message></failure></response>',
      );
    }
  });

  it('has a case above, or a reason why it is never sent', () => {
    const produced = CASES.map(({ request, level, code, message }) => keyOf(request, level, code, message));
    const missing: string[] = [];
    for (const request of carriedOut) {
      const listed = requests[request].failures.map(({ level, failure }) =>
        keyOf(request, level, failure.code, failure.message),
      );
      for (const key of new Set(listed)) {
        const wanted = listed.filter((other) => other === key).length;
        const cases = produced.filter((other) => other === key).length;
        if (NEVER_SENT.has(key) ? cases > 0 : cases < wanted) missing.push(key);
      }
      // A literal that no table lists would surprise whoever reads the reference.
      missing.push(...produced.filter((key) => key.startsWith(`${request} `) && !listed.includes(key)));
    }
    expect(missing).toEqual([]);
  });
});
