import { ownRequests, requestNames } from '@openeccp/eccp';
import { describe, expect, it } from 'vitest';
import { silent } from '../testing/scripted-asterisk.js';
import {
  ANA,
  COOKIE,
  command,
  LUIS,
  loginAgent,
  NEWCOMER,
  ROSA,
  TestServer,
} from '../testing/test-server.js';
import type { WireClient } from '../testing/wire-client.js';

const ROSA_STATUS = `<getagentstatus><agent_number>${ROSA}</agent_number></getagentstatus>`;

function answer(id: string | number, name: string, content: string): string {
  return `<response id="${id}"><${name}_response>${content}</${name}_response></response>`;
}

/** The content of a `getagentstatus` answer. */
async function statusOf(client: WireClient): Promise<string> {
  const document = await client.ask('s', ROSA_STATUS);
  return document
    .replace('<response id="s"><getagentstatus_response>', '')
    .replace(/<\/getagentstatus_.*$/, '');
}

describe('requests of a connection, ECCP §8.1', () => {
  it('login takes clear text or its md5 and gives the cookie; a second one replaces it', async () => {
    await using server = await TestServer.start();
    const client = server.connect();
    for (const [cookie, password] of [
      [COOKIE, 'agentconsole'],
      ['second', '7E53AA92F7566F44F39F3F1842832581'],
    ]) {
      server.cookie = cookie ?? '';
      expect(
        await client.ask(
          1,
          `<login><username>agentconsole</username><password>${password}</password></login>`,
        ),
      ).toBe(answer(1, 'login', `<success/><app_cookie>${cookie}</app_cookie>`));
    }
  });

  it('getrequestlist needs no login and lists what is spoken, dial excepted', async () => {
    await using server = await TestServer.start();
    const names = await server.connect().ask(1, '<getrequestlist/>');
    expect(names.match(/(?<=<request>)\w+/g)).toEqual(requestNames.filter((name) => !ownRequests.has(name)));
    expect(requestNames).toContain('hold');
    expect(requestNames).not.toContain('dial');
  });

  it('logout is answered with or without a session, then the server closes; agents stay logged in', async () => {
    await using server = await TestServer.start();
    const fresh = server.connect();
    expect(await fresh.ask(88, '<logout/>')).toBe(answer(88, 'logout', '<success/>'));
    await fresh.closed;
    const client = await server.loggedIn();
    await client.ask(1, loginAgent(ROSA));
    expect(await client.ask(2, '<logout/>')).toBe(answer(2, 'logout', '<success/>'));
    await client.closed;
    expect(await statusOf(await server.loggedIn())).toContain('<status>online</status>');
  });
});

describe('an agent’s day, ECCP §8.2 and §8.3', () => {
  it('is told by getagentstatus at every turn', async () => {
    await using server = await TestServer.start();
    const client = await server.loggedIn();
    expect(await statusOf(client)).toBe('<status>offline</status>');

    server.asterisk.script = silent;
    client.send(`<request id="1">${loginAgent(ROSA)}</request>`);
    const other = await server.loggedIn();
    expect(await statusOf(other)).toBe(
      '<status>offline</status><channel>PJSIP/412</channel><extension>412</extension>',
    );
    const channel = { name: 'PJSIP/412-0000001a', uniqueid: 'line.412' };
    server.asterisk.report({ kind: 'phone-answered', agent: ROSA, attempt: 1, channel });
    expect(await client.response()).toBe(answer(1, 'loginagent', '<status>logging</status>'));
    const line = '<channel>PJSIP/412-0000001a</channel><extension>412</extension>';
    expect(await statusOf(client)).toBe(`<status>offline</status>${line}`);
    server.asterisk.agentDialsIn(ROSA);
    expect(await statusOf(client)).toBe(`<status>online</status>${line}<onhold>0</onhold>`);

    await client.ask(2, command('pauseagent', ROSA, '<pause_type>5</pause_type>'));
    const coffee =
      '<pauseinfo><pauseid>5</pauseid><pausename>Coffee &amp; &lt;tea&gt;</pausename><pausestart>10:00:00</pausestart></pauseinfo>';
    expect(await statusOf(client)).toBe(`<status>paused</status>${line}<onhold>0</onhold>${coffee}`);

    server.asterisk.callerJoins('c1');
    server.clock.advance(8_000);
    server.asterisk.connects('c1', ROSA);
    const caller = '<remote_channel>PJSIP/customer-c1</remote_channel>';
    const call = (status: string): string =>
      `<callinfo><calltype>incoming</calltype><callid>1</callid><queuenumber>9000</queuenumber><callnumber>5550171</callnumber><callstatus>${status}</callstatus><trunk>PJSIP/customer</trunk><queuestart>10:00:00</queuestart><linkstart>10:00:08</linkstart></callinfo>`;
    expect(await statusOf(client)).toBe(
      `<status>oncall</status>${line}${caller}<onhold>0</onhold>${coffee}${call('Success')}`,
    );

    await client.ask(3, command('unpauseagent', ROSA));
    client.send(`<request id="4">${command('hold', ROSA)}</request>`);
    await server.connect().ask('fence', '<getrequestlist/>');
    server.asterisk.report({ kind: 'call-parked', call: 'c1' as never, slot: '701', ours: false });
    expect(await client.response()).toBe(answer(4, 'hold', '<success/>'));
    expect(await statusOf(client)).toBe(
      `<status>paused</status>${line}${caller}<onhold>1</onhold>${call('OnHold')}`,
    );

    server.asterisk.callEnds('c1');
    expect(await statusOf(client)).toBe(`<status>online</status>${line}<onhold>0</onhold>`);
  });

  it('every answer of success, byte for byte', async () => {
    await using server = await TestServer.start();
    const client = await server.loggedIn();
    const success: [name: string, command: string, content?: string][] = [
      ['filterbyagent', '<filterbyagent><agent_number>any</agent_number></filterbyagent>'],
      ['callprogress', '<callprogress><enable>0</enable></callprogress>'],
      ['pingagent', command('pingagent', ROSA)],
      ['loginagent', loginAgent(ROSA), '<status>logging</status>'],
      ['loginagent', loginAgent(ANA), '<status>logging</status>'],
      ['pauseagent', command('pauseagent', ROSA, '<pause_type>4</pause_type>')],
      ['pauseagent', command('pauseagent', ROSA, '<pause_type>4</pause_type>')],
      ['unpauseagent', command('unpauseagent', ROSA)],
      ['unpauseagent', command('unpauseagent', ROSA)],
    ];
    const inCall: typeof success = [
      ['hold', command('hold', ROSA)],
      ['unhold', command('unhold', ROSA)],
      ['hangup', command('hangup', ROSA)],
      ['logoutagent', command('logoutagent', ROSA), '<status>logged-out</status>'],
      ['logoutagent', command('logoutagent', ROSA), '<status>logged-out</status>'],
      ['logoutagent', command('logoutagent', NEWCOMER), '<status>logged-out</status>'],
    ];
    for (const [name, text, content = '<success/>'] of success) {
      expect(await client.ask(1, text)).toBe(answer(1, name, content));
    }
    server.asterisk.callerJoins('c1');
    server.asterisk.connects('c1', ROSA);
    for (const [name, text, content = '<success/>'] of inCall) {
      expect(await client.ask(1, text)).toBe(answer(1, name, content));
    }
  });

  it('loginagent on the same extension, where the later behaviour is wanted (D-07)', async () => {
    await using server = await TestServer.start({ settings: { sameExtensionLogin: 'accept' } });
    const client = await server.loggedIn();
    await client.ask(1, loginAgent(ROSA));
    expect(await client.ask(2, loginAgent(ROSA))).toBe(answer(2, 'loginagent', '<status>logged-in</status>'));
  });

  it('a limit of inactivity logs the agent off unless it is pinged', async () => {
    await using server = await TestServer.start();
    const client = await server.loggedIn();
    await client.ask(1, command('loginagent', ROSA, '<extension>412</extension><timeout>60s</timeout>'));
    server.clock.advance(59_000);
    await client.ask(2, command('pingagent', ROSA));
    server.clock.advance(59_000);
    expect(await statusOf(client)).toContain('online');
    server.clock.advance(1_000);
    expect(await statusOf(client)).toBe('<status>offline</status>');
    expect(client.documents).toContain(
      `<event><agentloggedout><agent>${ROSA}</agent></agentloggedout></event>`,
    );
  });
});

describe('lists', () => {
  it('getmultipleagentstatus in the order asked for, repeats and all', async () => {
    await using server = await TestServer.start();
    const client = await server.loggedIn();
    await client.ask(1, loginAgent(ROSA));
    const names = [LUIS, ROSA, LUIS];
    const out = `<agent><agent_number>${LUIS}</agent_number><status>offline</status></agent>`;
    expect(
      await client.ask(
        2,
        `<getmultipleagentstatus><agents>${names.map((name) => `<agent_number>${name}</agent_number>`).join('')}</agents></getmultipleagentstatus>`,
      ),
    ).toBe(
      answer(
        2,
        'getmultipleagentstatus',
        `<agents>${out}<agent><agent_number>${ROSA}</agent_number><status>online</status><channel>PJSIP/412-0000001a</channel><extension>412</extension><onhold>0</onhold></agent>${out}</agents>`,
      ),
    );
    expect(await client.ask(3, '<getmultipleagentstatus><agents/></getmultipleagentstatus>')).toBe(
      answer(3, 'getmultipleagentstatus', '<agents/>'),
    );
  });

  it('getpauses: breaks by id, active or not, without the hold', async () => {
    await using server = await TestServer.start();
    const client = await server.loggedIn();
    expect(await client.ask(1, '<getpauses/>')).toBe(
      answer(
        1,
        'getpauses',
        '<pause id="4"><name>Lunch</name><status>A</status><type>B</type><description>Midday meal</description></pause>' +
          '<pause id="5"><name>Coffee &amp; &lt;tea&gt;</name><status>A</status><type>B</type><description/></pause>' +
          '<pause id="6"><name>Old</name><status>I</status><type>B</type><description/></pause>',
      ),
    );
  });

  it('getagentqueues: those of now and those of the next login, once each', async () => {
    await using server = await TestServer.start();
    const client = await server.loggedIn();
    const queues = async (name: string): Promise<string> =>
      client.ask(1, `<getagentqueues><agent_number>${name}</agent_number></getagentqueues>`);
    const none = answer(1, 'getagentqueues', '<queues/>');
    const one = answer(1, 'getagentqueues', '<queues><queue>9000</queue></queues>');
    expect(await queues(ROSA)).toBe(one);
    expect([await queues(LUIS), await queues(NEWCOMER)]).toEqual([none, none]);
    expect(await queues(ANA)).toBe(one);
    await client.ask(2, loginAgent(ANA));
    expect(await queues(ANA)).toBe(one);
  });

  it('getextensionstatus: registered or not; an unknown technology is no failure', async () => {
    await using server = await TestServer.start();
    const client = await server.loggedIn();
    const ask = async (extension: string): Promise<string> =>
      client.ask(1, `<getextensionstatus><extension>${extension}</extension></getextensionstatus>`);
    const told = (content: string): string => answer(1, 'getextensionstatus', content);
    expect(await ask('pjsip/412')).toBe(told('<extension>pjsip/412</extension><registered>yes</registered>'));
    server.registration = 'not-registered';
    expect(await ask('SIP/9')).toBe(told('<extension>SIP/9</extension><registered>no</registered>'));
    expect(await ask('DAHDI/1')).toBe(
      told('<status>unknown</status><message>Unknown technology: DAHDI</message>'),
    );
  });

  it('refreshagents is answered at once, also while Asterisk is away', async () => {
    await using server = await TestServer.start();
    server.asterisk.down();
    const client = await server.loggedIn();
    expect(await client.ask(1, '<refreshagents/>')).toBe(answer(1, 'refreshagents', '<success/>'));
    expect(server.refreshes).toBe(1);
  });

  it('getmultipleagentqueues: the same of several agents, each of them once', async () => {
    await using server = await TestServer.start();
    const client = await server.loggedIn();
    const list = [ANA, NEWCOMER, ROSA, ANA].map((name) => `<agent_number>${name}</agent_number>`).join('');
    const agent = (name: string, queues: string) =>
      `<agent><agent_number>${name}</agent_number>${queues}</agent>`;
    const one = '<queues><queue>9000</queue></queues>';
    expect(
      await client.ask(1, `<getmultipleagentqueues><agents>${list}</agents></getmultipleagentqueues>`),
    ).toBe(
      answer(
        1,
        'getmultipleagentqueues',
        `<agents>${agent(ANA, one)}${agent(NEWCOMER, '<queues/>')}${agent(ROSA, one)}</agents>`,
      ),
    );
    expect(await client.ask(2, '<getmultipleagentqueues><agents/></getmultipleagentqueues>')).toBe(
      answer(2, 'getmultipleagentqueues', '<agents/>'),
    );
  });
});
