import { describe, expect, it } from 'vitest';
import { documentNames } from '../testing/order-of.js';
import { answers, dials, OUTGOING, place } from '../testing/outgoing-calls.js';
import {
  ANA,
  command,
  LUIS,
  loginAgent,
  ROSA,
  TestServer,
  type TestServerOptions,
} from '../testing/test-server.js';
import type { WireClient } from '../testing/wire-client.js';

const RESUME = '<resumeevents/>';

function extended(options: TestServerOptions = {}): Promise<TestServer> {
  return TestServer.start({ ...options, settings: { extended: true, ...options.settings } });
}

function since(number: number, epoch = 'run-1'): string {
  return `<resumeevents><epoch>${epoch}</epoch><since>${number}</since></resumeevents>`;
}

function field(answer: string, name: string): number {
  return Number(new RegExp(`<${name}>(\\d+)</${name}>`).exec(answer)?.[1]);
}

function numbers(documents: readonly string[]): readonly number[] {
  return documents.flatMap((document) => {
    const [, number] = /^<event number="(\d+)">/.exec(document) ?? [];
    return number === undefined ? [] : [Number(number)];
  });
}

function agentsIn(answer: string): readonly string[] {
  return answer.match(/(?<=<agent><agent_number>)[^<]+/g) ?? [];
}

describe('without the extended profile', () => {
  it('resumeevents is an unknown command, for strangers too, and is not listed', async () => {
    await using server = await TestServer.start();
    const unknown =
      '<response id="1"><failure><code>501</code><message>Not Implemented</message></failure></response>';
    expect(await server.connect().ask(1, RESUME)).toBe(unknown);
    const client = await server.loggedIn();
    expect(await client.ask(1, RESUME)).toBe(unknown);
    expect(await client.ask(2, '<getrequestlist/>')).not.toContain('resumeevents');
  });
});

describe('whoever does not ask', () => {
  it('is sent the same bytes as ever, beside others who have asked', async () => {
    const heard = async (asks: boolean): Promise<readonly string[]> => {
      await using server = await extended();
      const [client, other] = [await server.loggedIn(), await server.loggedIn()];
      if (asks) await other.ask(1, RESUME);
      await client.ask(1, loginAgent(ROSA));
      server.asterisk.callerJoins('c1');
      server.asterisk.connects('c1', ROSA);
      await client.ask(2, command('hold', ROSA));
      await client.ask(3, command('logoutagent', ROSA));
      await client.arrived();
      return client.documents;
    };
    const documents = await heard(true);
    expect(documents).toEqual(await heard(false));
    expect(documents.join('')).not.toContain('agentstate');
    expect(documentNames(documents)).toContain('agentlinked');
  });
});

describe('resumeevents', () => {
  it('needs a login, and a position that is one: 401, 400', async () => {
    await using server = await extended();
    expect(await server.connect().ask(1, RESUME)).toContain('<code>401</code>');
    const client = await server.loggedIn();
    expect(await client.ask(1, '<resumeevents><since>1</since></resumeevents>')).toContain(
      '<code>400</code>',
    );
    expect(await client.ask(2, '<getrequestlist/>')).toContain('<request>resumeevents</request>');
  });

  it('at first: the agents as they are, then numbered events and the states that they lead to', async () => {
    await using server = await extended();
    const client = await server.loggedIn();
    await client.ask(0, loginAgent(LUIS));
    server.asterisk.callerJoins('c1');
    server.asterisk.connects('c1', LUIS);
    await client.ask(0, command('pauseagent', LUIS, '<pause_type>4</pause_type>'));
    const answer = await client.ask(1, RESUME);
    const { number } = server.recentEvents.reached;
    expect(answer).toContain(`<epoch>run-1</epoch><number>${number}</number><gap>0</gap><missed>0</missed>`);
    expect(agentsIn(answer)).toEqual([ROSA, LUIS, ANA]);
    expect(answer).toContain(
      `<agent_number>${LUIS}</agent_number><status>oncall</status><channel>PJSIP/413-0000001a</channel><extension>413</extension><remote_channel>PJSIP/customer-c1</remote_channel><onhold>0</onhold><pauseinfo><pauseid>4</pauseid><pausename>Lunch</pausename><pausestart>2026-03-01 10:00:00</pausestart></pauseinfo><callinfo><calltype>incoming</calltype><callid>1</callid>`,
    );
    await client.arrived();
    await client.ask(2, loginAgent(ROSA));
    const news = await client.arrived();
    expect(numbers(news)).toEqual(news.map((_, index) => number + 1 + index));
    expect(documentNames(news)).toEqual(['agentstate', 'agentstate', 'agentloggedin', 'agentstate']);
    expect(news.at(-1)).toBe(
      `<event number="${number + 4}"><agentstate><agent_number>${ROSA}</agent_number><status>online</status><channel>PJSIP/412-0000001a</channel><extension>412</extension><onhold>0</onhold><queues><queue>9000</queue></queues></agentstate></event>`,
    );
  });

  it('later: what was missed follows the answer, in order, before anything new', async () => {
    await using server = await extended();
    const [gone, stays] = [await server.loggedIn(), await server.loggedIn()];
    const from = field(await gone.ask(1, RESUME), 'number');
    await stays.ask(1, RESUME);
    gone.stream.destroy();
    await stays.ask(2, loginAgent(ROSA));
    await stays.ask(3, command('pauseagent', ROSA, '<pause_type>4</pause_type>'));
    const missed = (await stays.arrived()).length + stays.documents.length;
    expect(missed).toBeGreaterThan(0);
    const back = await server.loggedIn();
    const answer = await back.ask(1, since(from));
    expect(answer).not.toContain('<agents');
    const expected = stays.documents.filter((document) => document.startsWith('<event'));
    expect(field(answer, 'missed')).toBe(expected.length);
    expect(field(answer, 'gap')).toBe(0);
    await stays.ask(4, command('unpauseagent', ROSA));
    await stays.arrived();
    await back.arrived();
    const heard = back.documents.filter((document) => document.startsWith('<event'));
    expect(heard).toEqual(stays.documents.filter((document) => document.startsWith('<event')));
    expect(heard.length).toBeGreaterThan(expected.length);
  });

  it('too late, or of another run: a gap, and the agents as they are unless they are not wanted', async () => {
    await using server = await extended({ eventsKept: 2 });
    const client = await server.loggedIn();
    const from = field(await client.ask(1, RESUME), 'number');
    await client.ask(2, loginAgent(ROSA));
    for (const position of [since(from), since(from, 'run-0'), since(99_999)]) {
      const answer = await client.ask(3, position);
      expect([field(answer, 'gap'), field(answer, 'missed')]).toEqual([1, 0]);
      expect(agentsIn(answer)).toEqual([ROSA, LUIS, ANA]);
    }
    const bare = await client.ask(
      4,
      `<resumeevents><epoch>run-0</epoch><since>1</since><snapshot>0</snapshot></resumeevents>`,
    );
    expect(field(bare, 'gap')).toBe(1);
    expect(bare).not.toContain('<agents');
  });

  it('keeps to the filter: states, what was missed, what is new, what is a gap', async () => {
    await using server = await extended({ eventsKept: 8 });
    const cause = await server.loggedIn();
    const filtered = async (): Promise<WireClient> => {
      const client = await server.loggedIn();
      await client.ask(1, `<filterbyagent><agent_number>${ANA}</agent_number></filterbyagent>`);
      return client;
    };
    const client = await filtered();
    const answer = await client.ask(2, RESUME);
    expect(agentsIn(answer)).toEqual([ANA]);
    await cause.ask(1, loginAgent(ROSA));
    for (let count = 0; count < 8; count += 1) {
      await cause.ask(2, command('pauseagent', ROSA, '<pause_type>4</pause_type>'));
      await cause.ask(3, command('unpauseagent', ROSA));
    }
    await cause.ask(4, loginAgent(ANA));
    expect(documentNames(await client.arrived())).toEqual(['agentstate', 'agentloggedin', 'agentstate']);
    const back = await filtered();
    const resumed = await back.ask(2, since(field(answer, 'number')));
    expect([field(resumed, 'gap'), field(resumed, 'missed')]).toEqual([0, 3]);
    expect(documentNames(await back.arrived())).toEqual(['agentstate', 'agentloggedin', 'agentstate']);
  });

  it('tells progress of calls only to those who have asked for it', async () => {
    await using server = await extended();
    const client = await server.loggedIn();
    const from = field(await client.ask(1, RESUME), 'number');
    server.asterisk.callerJoins('c1');
    expect(documentNames(await client.arrived())).toEqual([]);
    const other = await server.loggedIn();
    await other.ask(1, '<callprogress><enable>1</enable></callprogress>');
    expect(field(await other.ask(2, since(from)), 'missed')).toBe(1);
    expect(documentNames(await other.arrived())).toEqual(['callprogress']);
  });

  it('tells of what no other event tells, and of agents that are gone', async () => {
    await using server = await extended();
    const client = await server.loggedIn();
    await client.ask(1, RESUME);
    server.storage.rows = {
      ...server.storage.rows,
      agents: server.storage.rows.agents.filter(({ name }) => name !== LUIS),
    };
    server.load();
    const news = await client.arrived();
    expect(news.map((one) => one.replace(/ number="\d+"/, ''))).toContain(
      `<event><agentstate><agent_number>${LUIS}</agent_number></agentstate></event>`,
    );
  });

  it('tells how a call that was scheduled for an agent comes closer, and of the call', async () => {
    await using server = await extended();
    const client = await server.loggedIn();
    await client.ask(0, loginAgent(ROSA));
    await client.ask(1, RESUME);
    await client.arrived();
    const until = new Map([[ROSA, server.clock.now() + 60_000]]);
    server.runtime.submit({ kind: 'reservations', until });
    place(server, ROSA);
    dials(server);
    answers(server);
    const before = await client.ask(2, RESUME);
    const waited = (status: string): string =>
      `<waitedcallinfo><calltype>outgoing</calltype><campaign_id>3</campaign_id><callid>88</callid><status>${status}</status></waitedcallinfo>`;
    expect(before).toContain(waited('Ringing'));
    const states = (documents: readonly string[]): readonly string[] =>
      documents.filter((document) => document.includes('<agentstate>'));
    const told = states(client.documents).slice(-3);
    for (const [index, status] of ['Placing', 'Dialing', 'Ringing'].entries()) {
      expect(told[index]).toContain(waited(status));
    }
    server.asterisk.connects(OUTGOING, ROSA);
    expect(states(await client.arrived()).at(-1)).toMatch(
      /<callinfo><calltype>outgoing<.*<campaign_id>3<.*<dialstart>2026-03-01 10:00:00<.*<dialend>2026-03-01 10:00:00</,
    );
    expect(await client.ask(3, RESUME)).toContain('<dialend>2026-03-01 10:00:00</dialend>');
  });

  it('a client that leaves what it has missed unread is cut, as any other, and goes on from where it was', async () => {
    await using server = await extended({ limits: { maxOutboxBytes: 64 * 1024 } });
    const cause = await server.loggedIn();
    const first = await server.loggedIn();
    const from = field(await first.ask(1, RESUME), 'number');
    await cause.ask(1, loginAgent(ROSA));
    for (let count = 0; count < 100; count += 1) {
      await cause.ask(2, command('pauseagent', ROSA, '<pause_type>4</pause_type>'));
      await cause.ask(3, command('unpauseagent', ROSA));
    }
    const slow = await server.loggedIn();
    slow.stream.pause();
    slow.send(`<request id="1">${since(from)}</request>`.repeat(20));
    await cause.arrived();
    for (let count = 0; count < 400 && server.listener.connections.size > 2; count += 1) {
      await cause.ask(2, command('pauseagent', ROSA, '<pause_type>4</pause_type>'));
      await cause.ask(3, command('unpauseagent', ROSA));
    }
    expect(server.log.map(({ text }) => text)).toContain('client does not read its events; connection cut');
    const back = await server.loggedIn();
    const answer = await back.ask(1, since(from));
    await back.arrived();
    expect(numbers(back.documents).length).toBe(field(answer, 'missed'));
  });
});
