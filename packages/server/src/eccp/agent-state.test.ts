import { describe, expect, it } from 'vitest';
import { answers, dials, fails, OUTGOING, place, queues, scheduled } from '../testing/outgoing-calls.js';
import { obliging } from '../testing/scripted-asterisk.js';
import {
  and,
  campaignOpen,
  consulting,
  held,
  loggedIn,
  type Situation,
  talking,
} from '../testing/situations.js';
import { ANA, command, loginAgent, ROSA, TestServer } from '../testing/test-server.js';

const LINE = '<channel>PJSIP/412-0000001a</channel><extension>412</extension>';
const CALLER = '<remote_channel>PJSIP/customer-c1</remote_channel>';
const CONTACT = '<remote_channel>PJSIP/trunk-0000001c</remote_channel>';
const LUNCH =
  '<pauseinfo><pauseid>4</pauseid><pausename>Lunch</pausename><pausestart>10:00:00</pausestart></pauseinfo>';

const passes =
  (seconds: number): Situation =>
  (server) =>
    server.clock.advance(seconds * 1000);
const lunch: Situation = async (_, client) =>
  void (await client.ask('lunch', command('pauseagent', ROSA, '<pause_type>4</pause_type>')));

/** Contact 88 was called at 10:00:00, answered at 10:00:09, queued at 10:00:10, and met Rosa at 10:00:13. */
const outgoing = and(
  loggedIn,
  (server) => place(server),
  passes(2),
  dials,
  passes(7),
  answers,
  passes(1),
  queues,
  passes(3),
  (server) => server.asterisk.connects(OUTGOING, ROSA),
);

const waiting = (status: string): string =>
  `<status>paused</status>${LINE}<waitedcallinfo><calltype>outgoing</calltype><campaign_id>3</campaign_id><callid>88</callid><status>${status}</status></waitedcallinfo><onhold>0</onhold>`;

const incoming = (status: string, campaign = ''): string =>
  `<callinfo><calltype>incoming</calltype><callid>1</callid>${campaign}<queuenumber>9000</queuenumber><callnumber>5550171</callnumber><callstatus>${status}</callstatus><trunk>PJSIP/customer</trunk><queuestart>10:00:00</queuestart><linkstart>10:00:00</linkstart></callinfo>`;

/** What `getagentstatus` says of Rosa, but for the elements around it (ECCP §8.2). */
const STATES: readonly (readonly [string, Situation, string])[] = [
  ['logged out', and(), '<status>offline</status>'],
  [
    'being called to log in',
    async (server, client) => {
      server.asterisk.script = (intent) =>
        intent.kind === 'call-phone-to-log-in'
          ? [{ ...intent, kind: 'login-started', accepted: true, message: '' }]
          : [];
      await client.ask('login', loginAgent(ROSA));
    },
    '<status>offline</status><channel>PJSIP/412</channel><extension>412</extension>',
  ],
  [
    'being asked for its password',
    async (server, client) => {
      server.asterisk.script = (intent) => obliging(intent).filter(({ kind }) => kind !== 'agent-in');
      await client.ask('login', loginAgent(ROSA));
    },
    `<status>offline</status>${LINE}`,
  ],
  ['logged in', loggedIn, `<status>online</status>${LINE}<onhold>0</onhold>`],
  ['in a break', and(loggedIn, lunch), `<status>paused</status>${LINE}<onhold>0</onhold>${LUNCH}`],
  [
    'in a break since yesterday',
    and(loggedIn, lunch, passes(86_400)),
    `<status>paused</status>${LINE}<onhold>0</onhold>${LUNCH.replace('10:00:00', '2026-03-01 10:00:00')}`,
  ],
  [
    'talking to a caller',
    talking,
    `<status>oncall</status>${LINE}${CALLER}<onhold>0</onhold>${incoming('Success')}`,
  ],
  [
    'talking to a caller of a campaign',
    and(campaignOpen, talking),
    `<status>oncall</status>${LINE}${CALLER}<onhold>0</onhold>${incoming('Success', '<campaign_id>7</campaign_id>')}`,
  ],
  [
    'with a break that began in a call',
    and(talking, lunch),
    `<status>oncall</status>${LINE}${CALLER}<onhold>0</onhold>${LUNCH}${incoming('Success')}`,
  ],
  [
    'with its caller on hold',
    held,
    `<status>paused</status>${LINE}${CALLER}<onhold>1</onhold>${incoming('OnHold')}`,
  ],
  [
    'in a consultation',
    consulting,
    `<status>oncall</status>${LINE}${CALLER}<onhold>0</onhold>${incoming('Success')}`,
  ],
  [
    'talking to a caller whose trunk and number nobody knows',
    and(loggedIn, (server) => {
      const { asterisk } = server;
      const customer = { name: 'Local/s@from-internal-00000001;1', uniqueid: 'c1' };
      asterisk.callerJoins('c1', { customer, phone: '' });
      asterisk.connects('c1', ROSA);
    }),
    `<status>oncall</status>${LINE}<remote_channel>Local/s@from-internal-00000001;1</remote_channel><onhold>0</onhold><callinfo><calltype>incoming</calltype><callid>1</callid><queuenumber>9000</queuenumber><callstatus>Success</callstatus><queuestart>10:00:00</queuestart><linkstart>10:00:00</linkstart></callinfo>`,
  ],
  [
    'talking to a contact of a campaign',
    outgoing,
    `<status>oncall</status>${LINE}${CONTACT}<onhold>0</onhold><callinfo><calltype>outgoing</calltype><callid>88</callid><campaign_id>3</campaign_id><queuenumber>9100</queuenumber><callnumber>5550199</callnumber><callstatus>Success</callstatus><trunk>PJSIP/trunk</trunk><dialstart>10:00:00</dialstart><dialend>10:00:09</dialend><queuestart>10:00:10</queuestart><linkstart>10:00:13</linkstart></callinfo>`,
  ],
  [
    'kept free for a scheduled call that is not placed yet',
    and(loggedIn, (server) =>
      server.runtime.submit({ kind: 'reservations', until: new Map([[ROSA, server.clock.now() + 60_000]]) }),
    ),
    `<status>paused</status>${LINE}<onhold>0</onhold>`,
  ],
  ['waiting for a scheduled call', scheduled, waiting('Placing')],
  ['waiting for a scheduled call that is dialled', and(scheduled, dials), waiting('Dialing')],
  ['waiting for a scheduled call that was answered', and(scheduled, dials, answers), waiting('Ringing')],
  [
    'talking to the contact of a scheduled call, which comes through no queue',
    and(scheduled, dials, passes(9), answers, (server) => server.asterisk.connects(OUTGOING, ROSA)),
    `<status>oncall</status>${LINE}${CONTACT}<onhold>0</onhold><callinfo><calltype>outgoing</calltype><callid>88</callid><campaign_id>3</campaign_id><callnumber>5550199</callnumber><callstatus>Success</callstatus><trunk>PJSIP/trunk</trunk><dialstart>10:00:00</dialstart><dialend>10:00:09</dialend><linkstart>10:00:09</linkstart></callinfo>`,
  ],
];

describe('the state of an agent, ECCP §8.2 getagentstatus', () => {
  it.each(STATES)('%s', async (_, arrange, state) => {
    await using server = await TestServer.start();
    const client = await server.loggedIn();
    await arrange(server, client);
    const agent = `<agent_number>${ROSA}</agent_number>`;
    expect(await client.ask('x', `<getagentstatus>${agent}</getagentstatus>`)).toBe(
      `<response id="x"><getagentstatus_response>${state}</getagentstatus_response></response>`,
    );
    expect(
      await client.ask('x', `<getmultipleagentstatus><agents>${agent}</agents></getmultipleagentstatus>`),
    ).toBe(
      `<response id="x"><getmultipleagentstatus_response><agents><agent>${agent}${state}</agent></agents></getmultipleagentstatus_response></response>`,
    );
  });

  it.each(STATES)('%s: told by agentstate, and the same in the snapshot', async (_, arrange) => {
    await using server = await TestServer.start({ settings: { extended: true } });
    const [client, watcher] = [await server.loggedIn(), await server.loggedIn()];
    const known = (documents: readonly string[]): ReadonlyMap<string, string> =>
      new Map(
        documents.flatMap((document) =>
          [...document.matchAll(/<(agent|agentstate)>(<agent_number>.*?)<\/\1>/g)].map(([, , state = '']) => [
            /<agent_number>(.*?)</.exec(state)?.[1] ?? '',
            state,
          ]),
        ),
      );
    const before = await watcher.ask('x', '<resumeevents/>');
    await arrange(server, client);
    await watcher.arrived();
    const told = known([before, ...watcher.documents.filter((text) => text.includes('<agentstate>'))]);
    expect(told).toEqual(known([await watcher.ask('x', '<resumeevents/>')]));
  });

  it.each(STATES)('%s: flat in queuemembership (ECCP §9)', async (_, arrange, state) => {
    await using server = await TestServer.start();
    const client = await server.loggedIn();
    await arrange(server, client);
    await client.arrived();
    server.asterisk.report({
      kind: 'memberships',
      agent: ROSA,
      memberships: new Map(['9000', '9001'].map((queue) => [queue, { paused: true, ringing: false }])),
    });
    const flat = state
      .replaceAll('remote_channel>', 'callchannel>')
      .replace(/<\/?(pauseinfo|callinfo)>/g, '');
    expect(await client.arrived()).toEqual([
      `<event><queuemembership><agent_number>${ROSA}</agent_number>${flat}<queues><queue>9000</queue><queue>9001</queue></queues></queuemembership></event>`,
    ]);
  });

  it('a callback agent has its phone for a channel', async () => {
    await using server = await TestServer.start();
    const client = await server.loggedIn();
    await client.ask('login', loginAgent(ANA));
    expect(
      await client.ask('x', `<getagentstatus><agent_number>${ANA}</agent_number></getagentstatus>`),
    ).toBe(
      '<response id="x"><getagentstatus_response><status>online</status><channel>PJSIP/101</channel><extension>101</extension><onhold>0</onhold></getagentstatus_response></response>',
    );
  });

  it('is free again when the scheduled call comes to nothing', async () => {
    await using server = await TestServer.start();
    const client = await server.loggedIn();
    await and(scheduled, fails)(server, client);
    server.runtime.submit({ kind: 'reservations', until: new Map() });
    expect(
      await client.ask('x', `<getagentstatus><agent_number>${ROSA}</agent_number></getagentstatus>`),
    ).toContain(`<status>online</status>${LINE}<onhold>0</onhold></`);
  });
});
