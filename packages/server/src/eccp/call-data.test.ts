import { describe, expect, it } from 'vitest';
import { inZone } from '../testing/in-zone.js';
import { INQUIRY, SALE, withCalls } from '../testing/sample-calls.js';
import { command, LUIS, ROSA, TestServer } from '../testing/test-server.js';

const ATTRIBUTES =
  '<call_attributes><attribute><label>Name</label><value>Ana P.</value><order>1</order></attribute></call_attributes>';
const SURVEY =
  '<call_survey><form id="2"><field id="7"><label>Result</label><value>interested</value></field></form></call_survey>';
const OUTGOING = '<getcallinfo><campaign_id>3</campaign_id><call_id>88</call_id></getcallinfo>';
const INCOMING = '<getcallinfo><campaign_type>incoming</campaign_type><call_id>51</call_id></getcallinfo>';

/** No agent had it. */
const UNTAKEN = {
  status: undefined,
  uniqueid: undefined,
  durationS: undefined,
  linkedAt: undefined,
  endedAt: undefined,
  trunk: undefined,
  agent: undefined,
};

const answer = (request: string, content: string): string =>
  `<response id="x"><${request}_response>${content}</${request}_response></response>`;

async function server(): Promise<TestServer> {
  const one = await TestServer.start();
  withCalls(one);
  return one;
}

describe('the data of a call, ECCP §8.4', () => {
  inZone('America/Guayaquil');

  it('getcallinfo shows an outgoing call', async () => {
    await using one = await server();
    const client = await one.loggedIn();
    expect(await client.ask('x', OUTGOING)).toBe(
      answer(
        'getcallinfo',
        `<calltype>outgoing</calltype><call_id>88</call_id><campaign_id>3</campaign_id><phone>5550171</phone><status>Success</status><uniqueid>1709284000.21</uniqueid><duration>64</duration><datetime_originate>2024-03-01 10:00:00</datetime_originate><datetime_originateresponse>2024-03-01 10:00:07</datetime_originateresponse><datetime_join>2024-03-01 10:00:07</datetime_join><datetime_linkstart>2024-03-01 10:00:09</datetime_linkstart><datetime_linkend>2024-03-01 10:01:13</datetime_linkend><retries>1</retries><agent_number>Agent/412</agent_number><trunk>SIP/carrier</trunk>${ATTRIBUTES}${SURVEY}`,
      ),
    );
  });

  it('getcallinfo shows an incoming call with its queue and its contacts', async () => {
    await using one = await server();
    const client = await one.loggedIn();
    expect(await client.ask('x', INCOMING)).toBe(
      answer(
        'getcallinfo',
        `<calltype>incoming</calltype><call_id>51</call_id><phone>5550171</phone><status>terminada</status><uniqueid>1709284000.21</uniqueid><duration>64</duration><datetime_join>2024-03-01 10:00:07</datetime_join><datetime_linkstart>2024-03-01 10:00:09</datetime_linkstart><datetime_linkend>2024-03-01 10:01:13</datetime_linkend><trunk>SIP/carrier</trunk><queue>9000</queue><agent_number>Agent/412</agent_number>${ATTRIBUTES}<matching_contacts><contact id="12"><attribute><label>first_name</label><value>Ana</value><order>1</order></attribute></contact></matching_contacts>${SURVEY}`,
      ),
    );
  });

  it('getcallinfo shows why an attempt failed', async () => {
    await using one = await server();
    one.calls.calls = [
      { ...SALE, ...UNTAKEN, status: 'Failure', failureCause: 17, failureText: 'User busy' },
    ];
    const client = await one.loggedIn();
    expect(await client.ask('x', OUTGOING)).toContain(
      '<retries>1</retries><failure_cause>17</failure_cause><failure_cause_txt>User busy</failure_cause_txt>',
    );
  });

  it('getcallinfo leaves out what is not known', async () => {
    await using one = await server();
    one.calls.calls = [
      { ...SALE, ...UNTAKEN, dialledAt: undefined, answeredAt: undefined, joinedAt: undefined, retries: 0 },
      { ...INQUIRY, ...UNTAKEN, status: 'en-cola' },
    ];
    one.calls.known = { attributes: [], contacts: [], survey: [] };
    const client = await one.loggedIn();
    expect(await client.ask('x', OUTGOING)).toBe(
      answer(
        'getcallinfo',
        '<calltype>outgoing</calltype><call_id>88</call_id><campaign_id>3</campaign_id><phone>5550171</phone><retries>0</retries><call_attributes/><call_survey/>',
      ),
    );
    expect(await client.ask('x', INCOMING)).toBe(
      answer(
        'getcallinfo',
        '<calltype>incoming</calltype><call_id>51</call_id><phone>5550171</phone><status>en-cola</status><datetime_join>2024-03-01 10:00:07</datetime_join><queue>9000</queue><call_attributes/><matching_contacts/><call_survey/>',
      ),
    );
  });

  it('is read when what has just happened to the call is in the database', async () => {
    await using one = await server();
    const client = await one.loggedIn();
    const asked: string[] = [];
    one.written = async (wait) => {
      asked.push(wait?.key ?? 'all');
      one.calls.calls = [{ ...SALE, status: 'ShortCall' }];
      return true;
    };
    expect(await client.ask('x', OUTGOING)).toContain('<status>ShortCall</status>');
    expect(asked).toEqual(['outgoing:88']);
  });

  it('setcontact says who the caller is, during the call and after', async () => {
    await using one = await server();
    const client = await one.loggedIn();
    const request = command('setcontact', ROSA, '<call_id>51</call_id><contact_id>12</contact_id>');
    expect(await client.ask('x', request)).toBe(answer('setcontact', '<success/>'));
    expect([...one.calls.contacts]).toEqual([[51, 12]]);
  });

  it('setcontact refuses in the same words a call that goes between two looks at it', async () => {
    await using one = await server();
    const client = await one.loggedIn();
    const { calls } = one;
    calls.setContact = async () => 'call-unknown';
    expect(
      await client.ask('x', command('setcontact', ROSA, '<call_id>51</call_id><contact_id>12</contact_id>')),
    ).toContain('<code>404</code><message>Call ID not found</message>');
  });

  it.each([
    ['outgoing', 88, ''],
    ['outgoing', 88, '<campaign_type>outgoing</campaign_type>'],
    ['incoming', 51, '<campaign_type>incoming</campaign_type>'],
  ])('saveformdata keeps the values of an %s call %i', async (kind, id, type) => {
    await using one = await server();
    const client = await one.loggedIn();
    const forms =
      '<forms><form id="2"><field id="7">said &lt;no&gt;</field><field id="10">a label is left out</field><field id="8">2024-03-01 10:00:00</field><field id="9">yes</field></form></forms>';
    const request = command('saveformdata', ROSA, `${type}<call_id>${id}</call_id>${forms}`);
    expect(await client.ask('x', request)).toBe(answer('saveformdata', '<success/>'));
    expect([...(one.calls.values.get(`${kind}:${id}`) ?? [])]).toEqual([
      [7, 'said <no>'],
      [8, '2024-03-01 10:00:00'],
      [9, 'yes'],
    ]);
  });

  it('saveformdata with nothing to keep changes nothing', async () => {
    await using one = await server();
    const client = await one.loggedIn();
    for (const forms of ['<forms/>', '<forms><form id="2"/></forms>']) {
      const request = command('saveformdata', ROSA, `<call_id>88</call_id>${forms}`);
      expect(await client.ask('x', request)).toBe(answer('saveformdata', '<success/>'));
    }
    expect([...(one.calls.values.get('outgoing:88') ?? [])]).toEqual([]);
  });

  it.each([
    ['setcontact', '<call_id>51</call_id><contact_id>12</contact_id>'],
    ['saveformdata', '<call_id>88</call_id><forms/>'],
  ])(
    '%s of an agent that the database does not tell costs an answer, not the session',
    async (name, args) => {
      await using one = await server();
      const client = await one.loggedIn();
      one.calls.fails = new Set(['agents']);
      expect(await client.ask('x', command(name, ROSA, args))).toBe(
        '<response id="x"><failure><code>503</code><message>Internal server error - database failure</message></failure></response>',
      );
      one.calls.fails = new Set();
      expect(await client.ask('x', command(name, ROSA, args))).toContain('<success/>');
      expect(one.log.filter(({ level }) => level === 'warn')).toHaveLength(1);
    },
  );

  // L-16
  it('may be filled in by every agent that had the call, and by nobody else', async () => {
    await using one = await server();
    one.calls.calls = [{ ...SALE, agent: LUIS }];
    const client = await one.loggedIn();
    const request = (agent: typeof ROSA): string =>
      command('saveformdata', agent, '<call_id>88</call_id><forms/>');
    expect(await client.ask('x', request(ROSA))).toContain('Unauthorized agent');
    expect(await client.ask('x', request(LUIS))).toContain('<success/>');
    one.calls.earlierAgents = [ROSA];
    expect(await client.ask('x', request(ROSA))).toContain('<success/>');
    expect(await client.ask('x', request(LUIS))).toContain('<success/>');
  });
});
