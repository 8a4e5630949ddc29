import { describe, expect, it } from 'vitest';
import { follow, news, PROGRESS } from '../testing/follow.js';
import { documentNames, orderOf } from '../testing/order-of.js';
import { answers, dials, fails, OUTGOING, place, scheduled } from '../testing/outgoing-calls.js';
import { eventsFirst, obliging } from '../testing/scripted-asterisk.js';
import { luisLoggedIn, rings, talking } from '../testing/situations.js';
import { ANA, command, LUIS, ROSA, type TestServer } from '../testing/test-server.js';
import type { WireClient } from '../testing/wire-client.js';

const TO_505 = '<extension>505</extension>';

describe('scheduled calls, ECCP §6.2', () => {
  it('are told to their agent before their progress is, start and failure alike', async () => {
    await using it = await follow();
    await scheduled(it.server, it.client);
    dials(it.server);
    fails(it.server);
    expect(news(await it.client.arrived()).slice(1)).toEqual([
      'schedulecallstart',
      'callprogress Placing',
      'callprogress Dialing',
      'schedulecallfailed',
      'callprogress Failure',
    ]);
  });

  it('that are answered and end before they meet their agent: NoAnswer', async () => {
    await using it = await follow();
    await scheduled(it.server, it.client);
    answers(it.server);
    it.server.asterisk.callEnds(OUTGOING);
    expect(news(await it.client.arrived()).slice(2)).toEqual([
      'callprogress Placing',
      'callprogress Ringing',
      'schedulecallfailed',
      'callprogress NoAnswer',
    ]);
  });

  it('that meet their agent end the wait by agentlinked alone; other calls of a campaign have neither event', async () => {
    await using it = await follow();
    await scheduled(it.server, it.client);
    answers(it.server);
    it.server.asterisk.connects(OUTGOING, ROSA);
    it.server.asterisk.callEnds(OUTGOING);
    expect(documentNames(await it.client.arrived()).slice(4)).toEqual(['agentlinked', 'agentunlinked']);
    place(it.server);
    fails(it.server);
    expect(news(await it.client.arrived())).toEqual(['callprogress Placing', 'callprogress Failure']);
  });
});

describe('the mute recording, ECCP §8.3', () => {
  it.each([
    ['in step', obliging],
    ['with its events before its answers', eventsFirst],
  ])('with Asterisk %s: the event, then the answer', async (_, script) => {
    await using it = await follow();
    it.server.asterisk.script = script;
    await talking(it.server, it.client);
    expect(await orderOf(it.client, command('mixmonitormute', ROSA))).toEqual([
      'recordingmute',
      'mixmonitormute_response',
    ]);
    expect(await orderOf(it.client, command('mixmonitormute', ROSA))).toEqual(['mixmonitormute_response']);
    expect(await orderOf(it.client, command('mixmonitorunmute', ROSA))).toEqual([
      'recordingunmute',
      'mixmonitorunmute_response',
    ]);
  });

  it('names the campaign of the call', async () => {
    await using it = await follow();
    await scheduled(it.server, it.client);
    answers(it.server);
    it.server.asterisk.connects(OUTGOING, ROSA);
    await it.client.arrived();
    await it.client.ask('mute', command('mixmonitormute', ROSA));
    await it.client.ask('unmute', command('mixmonitorunmute', ROSA));
    await it.client.arrived();
    const ofCall = `<agent_number>${ROSA}</agent_number><calltype>outgoing</calltype><campaign_id>3</campaign_id><call_id>88</call_id>`;
    expect(it.client.documents).toEqual(
      expect.arrayContaining([
        `<event><recordingmute>${ofCall}</recordingmute></event>`,
        `<event><recordingunmute>${ofCall}</recordingunmute></event>`,
      ]),
    );
  });

  it('goes on by itself when its time is over', async () => {
    await using it = await follow();
    await talking(it.server, it.client);
    await it.client.ask('x', command('mixmonitormute', ROSA, '<timeout>30</timeout>'));
    await it.client.arrived();
    it.server.clock.advance(29_999);
    expect(await it.client.arrived()).toEqual([]);
    it.server.clock.advance(1);
    expect(await it.client.arrived()).toEqual([
      `<event><recordingunmute><agent_number>${ROSA}</agent_number><calltype>incoming</calltype><call_id>1</call_id></recordingunmute></event>`,
    ]);
  });
});

describe('a queue that rings an agent, ECCP §9 agentstatechange', () => {
  it('is told of every queue, when it begins and when it stops', async () => {
    await using it = await follow({ extended: true });
    await luisLoggedIn(it.server, it.client);
    const report = (...queues: readonly (readonly [string, boolean])[]): void =>
      it.server.asterisk.report({
        kind: 'memberships',
        agent: LUIS,
        memberships: new Map(queues.map(([queue, ringing]) => [queue, { paused: false, ringing }])),
      });
    report(['9000', false], ['9001', false]);
    await it.client.arrived();
    report(['9000', true], ['9001', true]);
    report(['9000', true], ['9001', false]);
    const told = (status: string, queue: string): string =>
      `<event><agentstatechange><agent_number>${LUIS}</agent_number><status>${status}</status><queue>${queue}</queue></agentstatechange></event>`;
    expect(await it.client.arrived()).toEqual([
      told('ringing', '9000'),
      told('ringing', '9001'),
      told('online', '9001'),
    ]);
  });
});

/** Everything that has to do with calls, by Rosa: a ring, a mute, every transfer, a scheduled call. */
async function everything(server: TestServer, cause: WireClient): Promise<void> {
  await talking(server, cause);
  rings(server, cause);
  await cause.ask(1, command('mixmonitormute', ROSA));
  await cause.ask(2, command('mixmonitorunmute', ROSA));
  await cause.ask(3, command('atxfercall', ROSA, TO_505));
  await cause.ask(4, command('hangup', ROSA));
  server.asterisk.callEnds('c1');
  server.asterisk.callerJoins('c2');
  server.asterisk.connects('c2', ROSA);
  await cause.ask(5, command('transfercall', ROSA, TO_505));
  server.asterisk.callEnds('c2');
  server.runtime.submit({ kind: 'reservations', until: new Map([[ROSA, server.clock.now() + 60_000]]) });
  place(server, ROSA);
  fails(server);
}

/** The names of all events that {@link everything} brings about in the extended profile. */
const ALL = [
  ...['agentlinked', 'agentloggedin', 'agentstatechange', 'agentunlinked', 'callprogress'],
  ...['consultationend', 'consultationstart', 'recordingmute', 'recordingunmute'],
  ...['schedulecallfailed', 'schedulecallstart'],
];

describe('who hears of it, ECCP §6.1', () => {
  it.each([
    ['its own filter', ROSA, ALL],
    ['no filter', 'any', ALL],
    ['the filter of another agent', ANA, ['callprogress']],
  ])('a client with %s', async (_, filter, heard) => {
    await using it = await follow({ extended: true });
    const listener = await it.server.loggedIn();
    await listener.ask(1, PROGRESS);
    await listener.ask(2, `<filterbyagent><agent_number>${filter}</agent_number></filterbyagent>`);
    await everything(it.server, it.client);
    expect([...new Set(documentNames(await listener.arrived()))].sort()).toEqual(heard);
  });

  it('nothing of the extended profile leaks when it is off (D-17)', async () => {
    await using it = await follow();
    await everything(it.server, it.client);
    await it.client.arrived();
    const text = it.client.documents.join('\n');
    expect(text).not.toMatch(/agentstatechange|consultation|ringing|Transfer/);
    const added = ['agentstatechange', 'consultationend', 'consultationstart'];
    const heard = new Set(documentNames(it.client.documents).filter((name) => !name.endsWith('_response')));
    expect([...heard].sort()).toEqual(ALL.filter((name) => !added.includes(name)));
  });
});
