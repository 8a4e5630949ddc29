import type { CallId, CallOrder, TallyRow } from '@openeccp/core';
import { describe, expect, it } from 'vitest';
import { inZone } from '../testing/in-zone.js';
import { SPRING, SUPPORT } from '../testing/sample-campaigns.js';
import { luisLoggedIn, type Situation, talking } from '../testing/situations.js';
import { command, LUIS, loginAgent, ROSA, TestServer } from '../testing/test-server.js';

const STATUS = '<getcampaignstatus><campaign_id>3</campaign_id></getcampaignstatus>';
const QUEUE_STATUS = '<getincomingqueuestatus><queue>9000</queue></getincomingqueuestatus>';
const WAITS =
  '<getcampaignqueuewait><campaign_type>outgoing</campaign_type><campaign_id>3</campaign_id></getcampaignqueuewait>';

/** `total` of these counters is what they add up to. */
function counted(counters: Readonly<Record<string, number>>): string {
  const total = Object.values(counters).reduce((sum, calls) => sum + calls, 0);
  const elements = Object.entries({ total, ...counters }).map(
    ([name, calls]) => `<${name}>${calls}</${name}>`,
  );
  return `<statuscount>${elements.join('')}</statuscount>`;
}

const NO_OUTGOING = {
  pending: 0,
  placing: 0,
  ringing: 0,
  onqueue: 0,
  success: 0,
  onhold: 0,
  failure: 0,
  shortcall: 0,
  noanswer: 0,
  abandoned: 0,
};
const NO_INCOMING = { onqueue: 0, success: 0, onhold: 0, abandoned: 0, finished: 0, losttrack: 0 };
const stats = (total: number, longest: number): string =>
  `<stats><total_sec>${total}</total_sec><max_duration>${longest}</max_duration></stats>`;
const answer = (request: string, content: string): string =>
  `<response id="x"><${request}_response>${content}</${request}_response></response>`;

function order(row: number): CallOrder {
  return {
    call: `call ${row}` as CallId,
    rowId: row,
    campaignId: SPRING.id,
    phone: `55501${row}`,
    trunk: 'PJSIP/carrier',
    retry: 1,
    queue: '9000',
    agent: undefined,
    before: undefined,
    dial: `PJSIP/55501${row}@carrier`,
    context: 'from-internal',
    exten: '9000',
    ringMs: 30_000,
    callerId: '',
    variables: new Map(),
  };
}

/** A campaign that was at work before this run. */
async function server(): Promise<TestServer> {
  const one = TestServer.unread();
  const row = (fields: Partial<TallyRow>): TallyRow => ({
    scope: { kind: 'outgoing', campaignId: SPRING.id },
    count: 'success',
    day: '2026-02-28',
    calls: 1,
    talkS: 0,
    longestTalkS: 0,
    waits: [0, 0, 0, 0, 0, 0, 0],
    ...fields,
  });
  one.campaigns.campaigns = [SPRING, SUPPORT];
  one.campaigns.seed = {
    rows: [
      row({ calls: 3, talkS: 200, longestTalkS: 90, waits: [1, 0, 0, 0, 0, 0, 2] }),
      row({ count: 'abandoned', calls: 2, day: '2026-03-01' }),
      row({ scope: { kind: 'incoming', campaignId: SUPPORT.id }, count: 'losttrack', calls: 4 }),
      row({ scope: { kind: 'queue', queue: '9000' }, count: 'finished', talkS: 7, longestTalkS: 7 }),
    ],
    contacts: [{ campaignId: SPRING.id, owner: 1, contacts: 100 }],
    seen: { upTo: 100, lists: new Map() },
  };
  await one.read();
  return one;
}

/** Dials a contact; the customer answers and is in the queue. */
function dialIntoQueue(one: TestServer, row: number): CallId {
  const { call } = order(row);
  one.runtime.submit({ kind: 'place-call', order: order(row) });
  const customer = { name: `PJSIP/carrier-000000${row}`, uniqueid: call };
  one.asterisk.report({ kind: 'call-answered', call, customer });
  one.asterisk.report({ kind: 'caller-joined', call, queue: '9000', phone: '', customer });
  return call;
}

/** Luis is logged in and takes calls of queue 9000. */
const luisAttends: Situation = async (one, client) => {
  await luisLoggedIn(one, client);
  one.asterisk.report({
    kind: 'memberships',
    agent: LUIS,
    memberships: new Map([['9000', { paused: false, ringing: false }]]),
  });
};

describe('what goes on in a campaign, ECCP §8.5 getcampaignstatus', () => {
  inZone('America/Guayaquil');

  it('is every counter, every agent of its queue and every call that waits', async () => {
    await using one = await server();
    const client = await one.loggedIn();
    expect(await client.ask('x', STATUS)).toBe(
      answer(
        'getcampaignstatus',
        `${counted({ ...NO_OUTGOING, pending: 95, success: 3, abandoned: 2 })}<agents><agent><agentchannel>Agent/412</agentchannel><status>offline</status></agent><agent><agentchannel>PJSIP/101</agentchannel><status>offline</status></agent></agents><activecalls/>${stats(200, 90)}`,
      ),
    );
  });

  it('shows a call of the campaign with its agent, who comes first, and not the calls of others', async () => {
    await using one = await server();
    const client = await one.loggedIn();
    await luisAttends(one, client);
    await talking(one, client);
    one.clock.advance(2_000);
    const call = dialIntoQueue(one, 71);
    one.clock.advance(6_000);
    one.asterisk.connects(call, LUIS);
    dialIntoQueue(one, 72);
    one.runtime.submit({ kind: 'place-call', order: order(73) });
    expect(await client.ask('x', STATUS)).toBe(
      answer(
        'getcampaignstatus',
        `${counted({ ...NO_OUTGOING, pending: 92, placing: 1, onqueue: 1, success: 4, abandoned: 2 })}<agents><agent><agentchannel>Agent/413</agentchannel><status>oncall</status><channel>PJSIP/413-0000001a</channel><extension>413</extension><callchannel>PJSIP/carrier-00000071</callchannel><onhold>0</onhold><calltype>outgoing</calltype><callid>71</callid><campaign_id>3</campaign_id><queuenumber>9000</queuenumber><callnumber>5550171</callnumber><callstatus>Success</callstatus><trunk>PJSIP/carrier</trunk><dialstart>05:00:02</dialstart><dialend>05:00:02</dialend><queuestart>05:00:02</queuestart><linkstart>05:00:08</linkstart></agent><agent><agentchannel>Agent/412</agentchannel><status>oncall</status><channel>PJSIP/412-0000001a</channel><extension>412</extension><callchannel>PJSIP/customer-c1</callchannel><onhold>0</onhold></agent><agent><agentchannel>PJSIP/101</agentchannel><status>offline</status></agent></agents><activecalls><activecall><calltype>outgoing</calltype><callid>72</callid><campaign_id>3</campaign_id><queuenumber>9000</queuenumber><callnumber>5550172</callnumber><callstatus>OnQueue</callstatus><trunk>PJSIP/carrier</trunk><dialstart>05:00:08</dialstart><dialend>05:00:08</dialend><queuestart>05:00:08</queuestart></activecall><activecall><calltype>outgoing</calltype><callid>73</callid><campaign_id>3</campaign_id><queuenumber>9000</queuenumber><callnumber>5550173</callnumber><callstatus>Placing</callstatus><trunk>PJSIP/carrier</trunk><dialstart>05:00:08</dialstart></activecall></activecalls>${stats(200, 90)}`,
      ),
    );
  });

  it('shows the call that an agent waits for', async () => {
    await using one = await server();
    const client = await one.loggedIn();
    await client.ask('in', loginAgent(ROSA));
    one.runtime.submit({ kind: 'reservations', until: new Map([[ROSA, one.clock.now() + 60_000]]) });
    one.runtime.submit({ kind: 'place-call', order: { ...order(71), queue: undefined, agent: ROSA } });
    expect(await client.ask('x', STATUS)).toContain(
      '<agent><agentchannel>Agent/412</agentchannel><status>paused</status><channel>PJSIP/412-0000001a</channel><extension>412</extension><waitedcallinfo><calltype>outgoing</calltype><campaign_id>3</campaign_id><callid>71</callid><status>Placing</status></waitedcallinfo><onhold>0</onhold></agent>',
    );
  });

  it('goes on with a held call, and counts a call once it has ended', async () => {
    await using one = await server();
    const client = await one.loggedIn();
    await client.ask('in', loginAgent(ROSA));
    await client.ask('pause', command('pauseagent', ROSA, '<pause_type>4</pause_type>'));
    const call = dialIntoQueue(one, 71);
    one.asterisk.connects(call, ROSA);
    expect(await client.ask('hold', command('hold', ROSA))).toContain('<success/>');
    one.clock.advance(95_000);
    expect(await client.ask('x', STATUS)).toContain(
      '<status>paused</status><channel>PJSIP/412-0000001a</channel><extension>412</extension><callchannel>PJSIP/carrier-00000071</callchannel><onhold>1</onhold><pauseid>4</pauseid><pausename>Lunch</pausename><pausestart>05:00:00</pausestart><calltype>outgoing</calltype><callid>71</callid><campaign_id>3</campaign_id><queuenumber>9000</queuenumber><callnumber>5550171</callnumber><callstatus>OnHold</callstatus>',
    );
    expect(await client.ask('x', STATUS)).toContain('<success>3</success><onhold>1</onhold>');
    one.asterisk.callEnds(call);
    const after = await client.ask('x', STATUS);
    expect(after).toContain(counted({ ...NO_OUTGOING, pending: 94, success: 4, abandoned: 2 }));
    expect(after).toContain(stats(295, 95));
  });

  it('has one contact more when a customer is to be called again', async () => {
    await using one = await server();
    const client = await one.loggedIn();
    await client.ask('in', loginAgent(ROSA));
    one.campaigns.added = [{ campaignId: SPRING.id, owner: 1, contacts: 1 }];
    const customer = '<campaign_type>outgoing</campaign_type><call_id>71</call_id>';
    await client.ask('again', command('schedulecall', ROSA, customer));
    await expect.poll(() => client.ask('x', STATUS)).toContain('<pending>96</pending>');
  });

  it('counts from a day on only what was dialled then, and nothing that was never dialled', async () => {
    await using one = await server();
    const client = await one.loggedIn();
    const since = (date: string): Promise<string> =>
      client.ask(
        'x',
        `<getcampaignstatus><campaign_id>3</campaign_id><datetime_start>${date}</datetime_start></getcampaignstatus>`,
      );
    expect(await since('2026-03-01')).toContain(counted({ ...NO_OUTGOING, abandoned: 2 }));
    // 23:59 and 00:01 of the host, both the 2nd of March in UTC.
    one.clock.advance(18 * 3_600_000 + 59 * 60_000);
    dialIntoQueue(one, 71);
    one.clock.advance(2 * 60_000);
    dialIntoQueue(one, 72);
    expect(await since('2026-03-02')).toContain(counted({ ...NO_OUTGOING, onqueue: 1 }));
    expect(await since('2026-03-01')).toContain(counted({ ...NO_OUTGOING, onqueue: 2, abandoned: 2 }));
  });

  it('is that of an incoming campaign when asked so', async () => {
    await using one = await server();
    const client = await one.loggedIn();
    expect(
      await client.ask(
        'x',
        '<getcampaignstatus><campaign_type>incoming</campaign_type><campaign_id>1</campaign_id></getcampaignstatus>',
      ),
    ).toContain(
      `<getcampaignstatus_response>${counted({ ...NO_INCOMING, losttrack: 4 })}<agents><agent><agentchannel>Agent/412`,
    );
  });

  it('is that of the calls of a queue that belong to no campaign', async () => {
    await using one = await server();
    const client = await one.loggedIn();
    one.asterisk.callerJoins('c1');
    expect(await client.ask('x', QUEUE_STATUS)).toBe(
      answer(
        'getincomingqueuestatus',
        `${counted({ ...NO_INCOMING, onqueue: 1, finished: 1 })}<agents><agent><agentchannel>Agent/412</agentchannel><status>offline</status></agent><agent><agentchannel>PJSIP/101</agentchannel><status>offline</status></agent></agents><activecalls><activecall><calltype>incoming</calltype><callid>1</callid><queuenumber>9000</queuenumber><callnumber>5550171</callnumber><callstatus>OnQueue</callstatus><trunk>PJSIP/customer</trunk><queuestart>05:00:00</queuestart></activecall></activecalls>${stats(7, 7)}`,
      ),
    );
    expect(
      await client.ask(
        'x',
        '<getincomingqueuestatus><queue>1</queue><datetime_start>2026-03-01</datetime_start></getincomingqueuestatus>',
      ),
    ).toBe(answer('getincomingqueuestatus', `${counted(NO_INCOMING)}<agents/><activecalls/>${stats(0, 0)}`));
  });

  it('shows what the agents of a queue do, and of their calls those of the queue alone', async () => {
    await using one = await server();
    const client = await one.loggedIn();
    await luisAttends(one, client);
    one.runtime.submit({ kind: 'reservations', until: new Map([[LUIS, one.clock.now() + 60_000]]) });
    one.runtime.submit({ kind: 'place-call', order: { ...order(71), queue: undefined, agent: LUIS } });
    await talking(one, client);
    await client.ask('pause', command('pauseagent', ROSA, '<pause_type>4</pause_type>'));
    expect(await client.ask('x', QUEUE_STATUS)).toContain(
      '<agents><agent><agentchannel>Agent/412</agentchannel><status>oncall</status><channel>PJSIP/412-0000001a</channel><extension>412</extension><callchannel>PJSIP/customer-c1</callchannel><onhold>0</onhold><pauseid>4</pauseid><pausename>Lunch</pausename><pausestart>05:00:00</pausestart><calltype>incoming</calltype><callid>1</callid><queuenumber>9000</queuenumber><callnumber>5550171</callnumber><callstatus>Success</callstatus><trunk>PJSIP/customer</trunk><queuestart>05:00:00</queuestart><linkstart>05:00:00</linkstart></agent><agent><agentchannel>Agent/413</agentchannel><status>paused</status><channel>PJSIP/413-0000001a</channel><extension>413</extension><waitedcallinfo><calltype>outgoing</calltype><campaign_id>3</campaign_id><callid>71</callid><status>Placing</status></waitedcallinfo><onhold>0</onhold></agent>',
    );
  });

  it('has waits of seven lengths', async () => {
    await using one = await server();
    const client = await one.loggedIn();
    await client.ask('in', loginAgent(ROSA));
    const call = dialIntoQueue(one, 71);
    one.clock.advance(7_000);
    one.asterisk.connects(call, ROSA);
    const histogram = [1, 1, 0, 0, 0, 0, 2].map((calls, i) => {
      const upper = i === 6 ? '' : `<upper>${i * 5 + 4}</upper>`;
      return `<interval><lower>${i * 5}</lower>${upper}<count>${calls}</count></interval>`;
    });
    expect(await client.ask('x', WAITS)).toBe(
      answer('getcampaignqueuewait', `<histogram>${histogram.join('')}</histogram><abandoned>2</abandoned>`),
    );
  });

  it.each([STATUS, QUEUE_STATUS, WAITS])(
    'is a database failure while nothing is counted: %s',
    async (request) => {
      await using one = TestServer.unread();
      one.campaigns.campaigns = [SPRING];
      await one.directory.reload();
      one.load();
      one.asterisk.up();
      const client = await one.loggedIn();
      const asked = client.ask('x', request);
      await expect.poll(() => one.clock.pending).toBeGreaterThan(0);
      await expect
        .poll(() => {
          one.clock.advance(10_000);
          return client.documents.length;
        })
        .toBe(2);
      expect(await asked).toBe(
        '<response id="x"><failure><code>503</code><message>Internal server error - database failure</message></failure></response>',
      );
    },
  );
});
