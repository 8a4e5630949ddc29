import type { LogEntry } from '@openeccp/core';
import { describe, expect, it } from 'vitest';
import { inZone } from '../testing/in-zone.js';
import { SPRING, SUPPORT } from '../testing/sample-campaigns.js';
import { ANA, LUIS, loginAgent, NEWCOMER, ROSA, TestServer } from '../testing/test-server.js';

const INFO = '<getcampaigninfo><campaign_id>3</campaign_id></getcampaigninfo>';
const LIST = '<getcampaignlist/>';
const LOG = '<campaignlog><campaign_type>outgoing</campaign_type><campaign_id>3</campaign_id></campaignlog>';
const SUMMARY = '<getagentactivitysummary/>';
const AWAY =
  '<response id="x"><failure><code>503</code><message>Internal server error - database failure</message></failure></response>';

const answer = (request: string, content: string): string =>
  `<response id="x"><${request}_response>${content}</${request}_response></response>`;

const FORM =
  '<forms><form id="2" name="Result" status="A"><field order="1" id="7"><label>Result</label><type>LIST</type><maxsize>250</maxsize><options><value>yes</value><value>no</value></options></field><field order="2" id="8"><label>Why</label><type>TEXT</type><maxsize>250</maxsize><default_value>price</default_value></field><field order="3" id="9"><label>When</label><type>DATE</type></field></form></forms>';
const springInfo = (urls: string): string =>
  answer(
    'getcampaigninfo',
    `<name>Spring &amp; co</name><type>outgoing</type><startdate>2026-03-01</startdate><enddate>2026-03-31</enddate><working_time_starttime>08:00:00</working_time_starttime><working_time_endtime>20:00:00</working_time_endtime><queue>9000</queue><retries>3</retries><trunk>PJSIP/carrier</trunk><context>from-internal</context><maxchan>10</maxchan><status>active</status><script>&lt;p&gt;Hello&lt;/p&gt;</script>${urls}${FORM}`,
  );

async function server(urlSlots?: 'first' | 'all'): Promise<TestServer> {
  const one = await TestServer.start(urlSlots === undefined ? {} : { urlSlots });
  one.campaigns.campaigns = [SUPPORT, SPRING];
  return one;
}

/** What the database was asked for during the test. */
const asked = (one: TestServer): readonly unknown[] => one.campaigns.asked.slice(1);

describe('campaigns and queues, ECCP §8.5', () => {
  inZone('America/Guayaquil');

  it('getcampaigninfo shows everything, and of the addresses the first', async () => {
    await using one = await server();
    const client = await one.loggedIn();
    expect(await client.ask('x', INFO)).toBe(
      springInfo('<urltemplate>http://crm/?phone={__PHONE__}</urltemplate><urlopentype>window</urlopentype>'),
    );
  });

  it('getcampaigninfo shows all addresses with their descriptions where clients know them (D-15)', async () => {
    await using one = await server('all');
    const client = await one.loggedIn();
    expect(await client.ask('x', INFO)).toBe(
      springInfo(
        '<urltemplate>http://crm/?phone={__PHONE__}</urltemplate><urldescription>CRM</urldescription><urlopentype>window</urlopentype><urltemplate3>http://wiki/</urltemplate3><urldescription3/><urlopentype3>popup</urlopentype3>',
      ),
    );
  });

  it('getcampaigninfo shows an address of each slot and what a form is for', async () => {
    await using one = await server('all');
    const [crm, , wiki] = SPRING.urls;
    const [form] = SPRING.forms;
    if (form === undefined) throw new Error('the sample has a form');
    one.campaigns.campaigns = [
      {
        ...SPRING,
        urls: [crm, { template: 'http://erp/', description: 'ERP', openType: 'iframe' }, wiki],
        forms: [{ ...form, description: 'How it ended' }],
      },
    ];
    const client = await one.loggedIn();
    const info = await client.ask('x', INFO);
    expect(info).toContain(
      '<urltemplate2>http://erp/</urltemplate2><urldescription2>ERP</urldescription2><urlopentype2>iframe</urlopentype2>',
    );
    expect(info).toContain('<form id="2" name="Result" description="How it ended" status="A">');
  });

  it('getcampaigninfo leaves out what an incoming campaign has not', async () => {
    await using one = await server();
    const client = await one.loggedIn();
    expect(
      await client.ask(
        'x',
        '<getcampaigninfo><campaign_type>incoming</campaign_type><campaign_id>1</campaign_id></getcampaigninfo>',
      ),
    ).toBe(
      answer(
        'getcampaigninfo',
        '<name>Support</name><type>incoming</type><startdate>2026-02-01</startdate><enddate>2026-02-28</enddate><working_time_starttime>00:00:00</working_time_starttime><working_time_endtime>23:59:59</working_time_endtime><queue>9000</queue><status>finished</status><script/><urltemplate/><urlopentype/><forms/>',
      ),
    );
  });

  it('getcampaignlist lists what was asked for', async () => {
    await using one = await server();
    const client = await one.loggedIn();
    expect(await client.ask('x', LIST)).toBe(
      answer(
        'getcampaignlist',
        '<campaigns><campaign><id>1</id><type>incoming</type><name>Support</name><status>finished</status></campaign><campaign><id>3</id><type>outgoing</type><name>Spring &amp; co</name><status>active</status></campaign></campaigns>',
      ),
    );
    await client.ask(
      'x',
      '<getcampaignlist><campaign_type>outgoing</campaign_type><status>active</status><filtername>pri</filtername><datetime_start>2026-04-01</datetime_start><datetime_end>2026-03-01</datetime_end><offset>5</offset><limit>10</limit></getcampaignlist>',
    );
    await client.ask('x', '<getcampaignlist><limit>-1</limit></getcampaignlist>');
    expect(asked(one)).toEqual([
      {},
      {
        kind: 'outgoing',
        state: 'active',
        name: 'pri',
        startsFrom: '2026-03-01',
        startsBefore: '2026-04-01',
        page: { offset: 5, limit: 10 },
      },
      { page: { offset: 0, limit: 0 } },
    ]);
  });

  it('getincomingqueuelist and getqueuescript show queues outside campaigns', async () => {
    await using one = await server();
    one.campaigns.queues = [
      { id: 1, name: '9000', active: true },
      { id: 2, name: '9001', active: false },
    ];
    one.campaigns.scripts = new Map([
      ['9000', '<b>Hello</b>'],
      ['9001', ''],
    ]);
    const client = await one.loggedIn();
    expect(await client.ask('x', '<getincomingqueuelist/>')).toBe(
      answer(
        'getincomingqueuelist',
        '<queues><queue><id>1</id><queue>9000</queue><status>active</status></queue><queue><id>2</id><queue>9001</queue><status>inactive</status></queue></queues>',
      ),
    );
    const script = (queue: string): Promise<string> =>
      client.ask('x', `<getqueuescript><queue>${queue}</queue></getqueuescript>`);
    expect(await script('9000')).toBe(answer('getqueuescript', '<script>&lt;b&gt;Hello&lt;/b&gt;</script>'));
    expect(await script('9001')).toBe(answer('getqueuescript', '<script/>'));
    await client.ask('x', '<getincomingqueuelist><offset>1</offset><limit>1</limit></getincomingqueuelist>');
    expect(asked(one)).toEqual([undefined, '9000', '9001', { offset: 1, limit: 1 }]);
  });

  const HANGUP: LogEntry = {
    id: 904,
    at: Date.UTC(2026, 2, 1, 15, 1, 13),
    phone: '5550171',
    queue: '9000',
    kind: 'outgoing',
    campaignId: 3,
    callId: 88,
    status: 'Hangup',
    retry: 1,
    uniqueid: '1709284000.21',
    trunk: 'PJSIP/carrier',
    durationS: 64,
    agent: 'Agent/412',
  };

  it('campaignlog shows what is known of each change', async () => {
    await using one = await server();
    const { retry, uniqueid, trunk, durationS, agent, campaignId, ...bare } = HANGUP;
    const nothing = {
      retry: undefined,
      uniqueid: undefined,
      trunk: undefined,
      durationS: undefined,
      agent: undefined,
      campaignId: undefined,
    };
    one.campaigns.log = [HANGUP, { ...bare, ...nothing, id: 905, kind: 'incoming', status: 'OnQueue' }];
    const client = await one.loggedIn();
    expect(await client.ask('x', LOG)).toBe(
      answer(
        'campaignlog',
        '<logentries><logentry><id>904</id><datetime_entry>2026-03-01 10:01:13</datetime_entry><phone>5550171</phone><queue>9000</queue><campaign_type>outgoing</campaign_type><campaign_id>3</campaign_id><call_id>88</call_id><new_status>Hangup</new_status><retry>1</retry><uniqueid>1709284000.21</uniqueid><trunk>PJSIP/carrier</trunk><duration>64</duration><agentchannel>Agent/412</agentchannel></logentry><logentry><id>905</id><datetime_entry>2026-03-01 10:01:13</datetime_entry><phone>5550171</phone><queue>9000</queue><campaign_type>incoming</campaign_type><call_id>88</call_id><new_status>OnQueue</new_status></logentry></logentries>',
      ),
    );
  });

  it.each([
    [
      'today unless told',
      '<campaign_type>outgoing</campaign_type><campaign_id>3</campaign_id>',
      { scope: { kind: 'outgoing', campaignId: 3 }, days: ['2026-03-01', '2026-03-01'], limit: 10_000 },
    ],
    [
      'to today when only the start is told, in order',
      '<campaign_type>incoming</campaign_type><queue>9000</queue><datetime_start>2026-03-05</datetime_start>',
      { scope: { kind: 'queue', queue: '9000' }, days: ['2026-03-01', '2026-03-05'], limit: 10_000 },
    ],
    [
      'of the campaign rather than of the queue, a page of it',
      '<campaign_type>incoming</campaign_type><campaign_id>1</campaign_id><queue>9000</queue><datetime_start>2026-02-01</datetime_start><datetime_end>2026-02-02</datetime_end><last_n>100</last_n><idbefore>900</idbefore>',
      {
        scope: { kind: 'incoming', campaignId: 1 },
        days: ['2026-02-01', '2026-02-02'],
        limit: 100,
        before: 900,
      },
    ],
    [
      'from the newest entry on where the page before is none',
      '<campaign_type>outgoing</campaign_type><campaign_id>3</campaign_id><last_n>20000</last_n><idbefore>0</idbefore>',
      { scope: { kind: 'outgoing', campaignId: 3 }, days: ['2026-03-01', '2026-03-01'], limit: 10_000 },
    ],
    [
      'without a bound that needs the number of entries',
      '<campaign_type>outgoing</campaign_type><campaign_id>3</campaign_id><last_n>0</last_n><idbefore>9</idbefore>',
      { scope: { kind: 'outgoing', campaignId: 3 }, days: ['2026-03-01', '2026-03-01'], limit: 10_000 },
    ],
  ])('campaignlog is read %s', async (_, args, { days: [first, last], ...query }) => {
    await using one = await server();
    const client = await one.loggedIn();
    expect(await client.ask('x', `<campaignlog>${args}</campaignlog>`)).toBe(
      answer('campaignlog', '<logentries/>'),
    );
    expect(asked(one)).toEqual([{ ...query, days: { first, last } }]);
  });
});

describe('what agents did, ECCP §8.2 getagentactivitysummary', () => {
  inZone('America/Guayaquil');
  const idle = {
    displayName: 'Luis',
    loginS: 0,
    incoming: [],
    outgoing: [],
    lastSession: undefined,
    lastPause: undefined,
  };
  const at = (hour: number, minute = 0): number => Date.UTC(2026, 2, 1, hour + 5, minute);

  it('is told of every agent, also of one that did nothing', async () => {
    await using one = await server();
    one.campaigns.activities = [
      {
        agent: ROSA,
        displayName: 'Rosa & co',
        loginS: 5_400,
        incoming: [
          { queue: '9000', calls: 9, talkS: 640 },
          { queue: '9001', calls: 1, talkS: 0 },
        ],
        outgoing: [{ queue: '9100', calls: 2, talkS: 61 }],
        lastSession: { from: at(9), until: at(12) },
        lastPause: { from: at(10), until: at(10, 15) },
      },
      { ...idle, agent: LUIS },
      {
        ...idle,
        agent: ANA,
        lastSession: { from: at(4), until: undefined },
        lastPause: { from: at(5), until: undefined },
      },
      { ...idle, agent: NEWCOMER },
    ];
    const client = await one.loggedIn();
    const none = '<callsummary><incoming/><outgoing/></callsummary>';
    expect(await client.ask('x', SUMMARY)).toBe(
      answer(
        'getagentactivitysummary',
        `<agents><agent><agentchannel>Agent/412</agentchannel><agentname>Rosa &amp; co</agentname><logintime>5400</logintime><callsummary><incoming><queue id="9000"><sec_calls>640</sec_calls><num_calls>9</num_calls></queue><queue id="9001"><sec_calls>0</sec_calls><num_calls>1</num_calls></queue></incoming><outgoing><queue id="9100"><sec_calls>61</sec_calls><num_calls>2</num_calls></queue></outgoing></callsummary><lastsessionstart>2026-03-01 09:00:00</lastsessionstart><lastsessionend>2026-03-01 12:00:00</lastsessionend><lastpausestart>2026-03-01 10:00:00</lastpausestart><lastpauseend>2026-03-01 10:15:00</lastpauseend></agent><agent><agentchannel>Agent/413</agentchannel><agentname>Luis</agentname><logintime>0</logintime>${none}</agent><agent><agentchannel>PJSIP/101</agentchannel><agentname>Luis</agentname><logintime>0</logintime>${none}<lastsessionstart>2026-03-01 04:00:00</lastsessionstart><lastpausestart>2026-03-01 05:00:00</lastpausestart></agent></agents>`,
      ),
    );
  });

  it('lists only agents that the other requests take', async () => {
    await using one = await server();
    one.campaigns.activities = [ROSA, LUIS, ANA, NEWCOMER].map((agent) => ({ ...idle, agent }));
    const client = await one.loggedIn();
    const summary = await client.ask('x', SUMMARY);
    const agents = summary.match(/(?<=<agentchannel>)[^<]+/g) ?? [];
    expect(agents).toHaveLength(3);
    const list = `<agents>${agents.map((name) => `<agent_number>${name}</agent_number>`).join('')}</agents>`;
    for (const request of ['getmultipleagentqueues', 'getmultipleagentstatus']) {
      expect(await client.ask('x', `<${request}>${list}</${request}>`)).not.toContain('<failure>');
    }
  });

  it('is read of the days that are asked for, in order', async () => {
    await using one = await server();
    const client = await one.loggedIn();
    await client.ask(
      'x',
      '<getagentactivitysummary><datetime_start>2026-02-05</datetime_start><datetime_end>2026-02-01</datetime_end></getagentactivitysummary>',
    );
    await client.ask('x', SUMMARY);
    expect(asked(one)).toEqual([
      { first: '2026-02-01', last: '2026-02-05' },
      { first: '2026-03-01', last: '2026-03-01' },
    ]);
  });
});

describe('readings of the database', () => {
  it('are one for a burst of clients', async () => {
    await using one = await server();
    const clients = await Promise.all(Array.from({ length: 20 }, () => one.loggedIn()));
    for (const request of [LIST, INFO, LOG, SUMMARY]) {
      const answers = await Promise.all(clients.map((client) => client.ask('x', request)));
      expect(new Set(answers).size).toBe(1);
    }
    expect(asked(one)).toHaveLength(4);
  });

  it('of log and activity show what has just happened, others what was there a second ago', async () => {
    await using one = await server();
    const client = await one.loggedIn();
    const waits: string[] = [];
    one.written = async () => {
      waits.push(`${one.writes.length} writes`);
      return true;
    };
    for (const request of [LIST, LOG, SUMMARY]) await client.ask('x', request);
    one.asterisk.callerJoins('c1');
    for (const request of [LIST, LOG, SUMMARY]) await client.ask('x', request);
    expect(asked(one)).toHaveLength(5);
    expect(waits).toEqual(['0 writes', '0 writes', '2 writes', '2 writes']);
  });

  it.each([
    LIST,
    INFO,
    LOG,
    SUMMARY,
    '<getincomingqueuelist/>',
    '<getqueuescript><queue>1</queue></getqueuescript>',
  ])('that fail are told, and the session goes on: %s', async (request) => {
    await using one = await server();
    const client = await one.loggedIn();
    one.campaigns.failure = new Error('gone away');
    expect(await client.ask('x', request)).toBe(AWAY);
    expect(one.log).toMatchObject([
      { level: 'warn', text: 'a request could not be answered without the database' },
    ]);
    one.campaigns.failure = undefined;
    expect(await client.ask('y', loginAgent(ROSA))).toContain('logging');
    expect(await client.ask('x', request)).not.toBe(AWAY);
  });
});
