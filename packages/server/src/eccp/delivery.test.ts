import { describe, expect, it } from 'vitest';
import { documentNames, orderOf } from '../testing/order-of.js';
import { eventsFirst } from '../testing/scripted-asterisk.js';
import { talking } from '../testing/situations.js';
import { ANA, command, LUIS, loginAgent, ROSA, TestServer } from '../testing/test-server.js';
import { WireClient } from '../testing/wire-client.js';

describe('who receives an event, ECCP §6.1', () => {
  it('everyone in session, the one who caused it included; nobody before its login or after its logout', async () => {
    await using server = await TestServer.start();
    const [cause, listener, stranger, leaver] = [
      await server.loggedIn(),
      await server.loggedIn(),
      server.connect(),
      await server.loggedIn(),
    ];
    await leaver.ask(1, '<logout/>');
    await cause.ask(1, loginAgent(ROSA));
    const event = `<event><agentloggedin><agent>${ROSA}</agent><queues><queue>9000</queue></queues></agentloggedin></event>`;
    expect(await cause.arrived()).toEqual([event]);
    expect(await listener.arrived()).toEqual([event]);
    expect(await stranger.arrived()).toEqual([]);
    await leaver.closed;
    expect(WireClient.eventNames(leaver.documents)).toEqual([]);
  });

  it('what happened while a client was away is lost', async () => {
    await using server = await TestServer.start();
    server.asterisk.agentDialsIn(ROSA);
    const client = await server.loggedIn();
    expect(await client.arrived()).toEqual([]);
  });

  it('the filter lets one agent through, of every kind of event; any lifts it; requests are not affected', async () => {
    await using server = await TestServer.start();
    const client = await server.loggedIn();
    await client.ask(1, `<filterbyagent><agent_number>${ROSA}</agent_number></filterbyagent>`);
    const cause = await server.loggedIn();
    for (const agent of [ROSA, LUIS, ANA]) await cause.ask(1, loginAgent(agent));
    await cause.ask(2, command('pauseagent', LUIS, '<pause_type>4</pause_type>'));
    server.asterisk.callerJoins('c1');
    server.asterisk.connects('c1', LUIS);
    server.asterisk.callEnds('c1');
    server.asterisk.report({
      kind: 'memberships',
      agent: LUIS,
      memberships: new Map([['9', { paused: false, ringing: false }]]),
    });
    server.asterisk.report({ kind: 'memberships', agent: ROSA, memberships: new Map() });
    await cause.ask(3, command('logoutagent', LUIS));
    expect(documentNames(await client.arrived())).toEqual(['agentloggedin', 'queuemembership']);
    await cause.arrived();
    expect(WireClient.eventNames(cause.documents)).toEqual([
      ...['agentloggedin', 'agentloggedin', 'agentloggedin', 'pausestart', 'agentlinked', 'agentunlinked'],
      ...['queuemembership', 'queuemembership', 'pauseend', 'agentloggedout'],
    ]);
    await client.ask(2, '<filterbyagent><agent_number>any</agent_number></filterbyagent>');
    await client.ask(3, command('logoutagent', ANA));
    expect(documentNames(await client.arrived())).toEqual(['agentloggedout']);
  });

  it('callprogress goes by its own flag, past the filter; the flag does not touch other events', async () => {
    await using server = await TestServer.start();
    const [off, on] = [await server.loggedIn(), await server.loggedIn()];
    await on.ask(1, '<callprogress><enable>1</enable></callprogress>');
    await on.ask(2, `<filterbyagent><agent_number>${ANA}</agent_number></filterbyagent>`);
    await talking(server, off);
    expect(documentNames(await off.arrived())).toEqual(['agentloggedin', 'agentlinked']);
    expect(await on.arrived()).toEqual([
      '<event><callprogress><retry>0</retry><uniqueid>c1</uniqueid><trunk>PJSIP/customer</trunk><datetime_entry>2026-03-01 10:00:00</datetime_entry><new_status>OnQueue</new_status><id>1</id><campaign_type>incoming</campaign_type><call_id>1</call_id><phone>5550171</phone><queue>9000</queue></callprogress></event>',
    ]);
    await on.ask(3, '<callprogress/>');
    server.asterisk.callerJoins('c2');
    expect(await on.arrived()).toEqual([]);
  });

  it('filter and flag survive another login on the same connection', async () => {
    await using server = await TestServer.start();
    const client = await server.loggedIn();
    await client.ask(1, `<filterbyagent><agent_number>${LUIS}</agent_number></filterbyagent>`);
    await client.ask(2, '<login><username>agentconsole</username><password>agentconsole</password></login>');
    await client.ask(3, loginAgent(ROSA));
    expect(await client.arrived()).toEqual([]);
  });
});

describe('the order of events and answers, ECCP §6.2', () => {
  it.each([
    ['pauseagent', '<pause_type>4</pause_type>', ['pausestart']],
    ['unpauseagent', '', ['pauseend']],
  ])('%s: the event first', async (name, more, events) => {
    await using server = await TestServer.start();
    const client = await server.loggedIn();
    await client.ask(1, loginAgent(ROSA));
    if (name === 'unpauseagent')
      await client.ask(2, command('pauseagent', ROSA, '<pause_type>4</pause_type>'));
    expect(await orderOf(client, command(name, ROSA, more))).toEqual([...events, `${name}_response`]);
  });

  it.each([
    ['in step', undefined],
    ['with its events before its answers', eventsFirst],
  ])('with Asterisk %s: hold after its events; the others before theirs', async (_, script) => {
    await using server = await TestServer.start();
    if (script !== undefined) server.asterisk.script = script;
    const client = await server.loggedIn();
    await client.ask(1, '<callprogress><enable>1</enable></callprogress>');
    expect(await orderOf(client, loginAgent(ROSA))).toEqual(['loginagent_response', 'agentloggedin']);
    server.asterisk.callerJoins('c1');
    server.asterisk.connects('c1', ROSA);
    expect(await orderOf(client, command('hold', ROSA))).toEqual([
      'pausestart',
      'callprogress',
      'hold_response',
    ]);
    expect(await orderOf(client, command('unhold', ROSA))).toEqual([
      'unhold_response',
      'pauseend',
      'callprogress',
    ]);
    expect(await orderOf(client, command('hangup', ROSA))).toEqual(['hangup_response', 'agentunlinked']);
    expect(await orderOf(client, command('logoutagent', ROSA))).toEqual([
      'logoutagent_response',
      'agentloggedout',
    ]);
  });

  it('a log-off on hold in a break: hold, call, break, agent', async () => {
    await using server = await TestServer.start();
    const client = await server.loggedIn();
    await talking(server, client);
    await client.ask(1, command('hold', ROSA));
    await client.ask(2, command('pauseagent', ROSA, '<pause_type>4</pause_type>'));
    expect(await orderOf(client, command('logoutagent', ROSA))).toEqual([
      'logoutagent_response',
      'pauseend',
      'agentunlinked',
      'pauseend',
      'agentloggedout',
    ]);
  });

  it('a cancelled login: both requests are answered before agentfailedlogin', async () => {
    await using server = await TestServer.start();
    server.asterisk.script = () => [];
    const [caller, canceller] = [await server.loggedIn(), await server.loggedIn()];
    caller.send(`<request id="1">${loginAgent(ROSA)}</request>`);
    await canceller.arrived();
    expect(await orderOf(canceller, command('logoutagent', ROSA))).toEqual([
      'logoutagent_response',
      'agentfailedlogin',
    ]);
    await caller.response();
    expect(documentNames(await caller.arrived())).toEqual(['agentfailedlogin']);
    expect(documentNames(caller.documents)).toEqual([
      ...['login_response', 'loginagent_response', 'agentfailedlogin', 'getrequestlist_response'],
    ]);
  });

  it('everyone sees the events of an agent and its call in the same order', async () => {
    await using server = await TestServer.start();
    const client = await server.loggedIn();
    const listeners = [await server.loggedIn(), await server.loggedIn()];
    await talking(server, client);
    for (const name of ['hold', 'unhold', 'hangup', 'logoutagent']) await client.ask(1, command(name, ROSA));
    const told = [
      ...['agentloggedin', 'agentlinked', 'pausestart', 'pauseend', 'agentunlinked', 'agentloggedout'],
    ];
    for (const listener of listeners) expect(documentNames(await listener.arrived())).toEqual(told);
  });
});

describe('the events of a call, byte for byte (ECCP §9)', () => {
  it('agentlinked, pausestart, pauseend, agentunlinked, queuemembership', async () => {
    await using server = await TestServer.start();
    const client = await server.loggedIn();
    await client.ask(1, loginAgent(ROSA));
    server.asterisk.callerJoins('c1');
    server.clock.advance(8_000);
    server.asterisk.connects('c1', ROSA);
    await client.ask(2, command('hold', ROSA));
    server.clock.advance(30_000);
    await client.ask(3, command('unhold', ROSA));
    server.clock.advance(2_500);
    await client.ask(4, command('hangup', ROSA));
    server.asterisk.report({ kind: 'memberships', agent: ROSA, memberships: new Map() });
    await client.arrived();
    const agent = `<agent_number>${ROSA}</agent_number>`;
    expect(client.documents.filter((document) => document.startsWith('<event>')).slice(1)).toEqual([
      `<event><agentlinked><calltype>incoming</calltype><call_id>1</call_id><phone>5550171</phone><status>activa</status><uniqueid>c1</uniqueid><datetime_join>2026-03-01 10:00:00</datetime_join><datetime_linkstart>2026-03-01 10:00:08</datetime_linkstart><trunk>PJSIP/customer</trunk><queue>9000</queue>${agent}<call_attributes/><matching_contacts/><call_survey/><campaignlog_id>2</campaignlog_id><remote_channel>PJSIP/customer-c1</remote_channel></agentlinked></event>`,
      `<event><pausestart><pause_class>hold</pause_class><pause_start>2026-03-01 10:00:08</pause_start>${agent}</pausestart></event>`,
      `<event><pauseend><pause_class>hold</pause_class><pause_start>2026-03-01 10:00:08</pause_start><pause_end>2026-03-01 10:00:38</pause_end><pause_duration>30</pause_duration>${agent}</pauseend></event>`,
      `<event><agentunlinked><calltype>incoming</calltype><call_id>1</call_id><phone>5550171</phone><datetime_linkend>2026-03-01 10:00:40</datetime_linkend><duration>32</duration><shortcall>0</shortcall><campaignlog_id>5</campaignlog_id><queue>9000</queue>${agent}</agentunlinked></event>`,
      `<event><queuemembership>${agent}<status>online</status><channel>PJSIP/412-0000001a</channel><extension>412</extension><onhold>0</onhold><queues/></queuemembership></event>`,
    ]);
  });
});
