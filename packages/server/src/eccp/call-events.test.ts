import type { CallDetails } from '@openeccp/core';
import { describe, expect, it } from 'vitest';
import { follow } from '../testing/follow.js';
import { answers, dials, fails, OUTGOING, place, queues, scheduled } from '../testing/outgoing-calls.js';
import { campaignOpen, loggedIn } from '../testing/situations.js';
import { command, ROSA, type TestServer } from '../testing/test-server.js';

const AGENT = `<agent_number>${ROSA}</agent_number>`;
const NOTHING_KNOWN = '<call_attributes/><matching_contacts/><call_survey/>';
const TRANSFER = command('transfercall', ROSA, '<extension>505</extension>');

/** What the database knows, with what a document must escape. */
const DETAILS: CallDetails = {
  attributes: [
    { label: 'Name', value: 'Ana P. & Söhne', order: 1 },
    { label: 'City', value: '', order: 2 },
  ],
  contacts: [{ id: 12, attributes: [{ label: 'first_name', value: 'Ana', order: 1 }] }],
  survey: [{ id: 2, fields: [{ id: 7, label: 'Result', value: 'interested' }] }],
};
const ATTRIBUTES =
  '<call_attributes><attribute><label>Name</label><value>Ana P. &amp; S&#xF6;hne</value><order>1</order></attribute><attribute><label>City</label><value/><order>2</order></attribute></call_attributes>';
const CONTACTS =
  '<matching_contacts><contact id="12"><attribute><label>first_name</label><value>Ana</value><order>1</order></attribute></contact></matching_contacts>';
const SURVEY =
  '<call_survey><form id="2"><field id="7"><label>Result</label><value>interested</value></field></form></call_survey>';

const joins = (server: TestServer): void => server.asterisk.connects(OUTGOING, ROSA);
const event = (name: string, fields: string): string => `<event><${name}>${fields}</${name}></event>`;
const unlinked = (fields: string): string => event('agentunlinked', `${fields}${AGENT}`);

describe('an incoming call, byte for byte (ECCP §9)', () => {
  it('outside campaigns, of a caller whose trunk and number nobody knows', async () => {
    await using it = await follow();
    const { server, client } = it;
    await loggedIn(server, client);
    await client.arrived();
    const customer = { name: 'Local/s@from-internal-00000001;1', uniqueid: 'c1' };
    server.asterisk.callerJoins('c1', { customer, phone: '' });
    server.asterisk.connects('c1', ROSA);
    server.asterisk.callEnds('c1');
    expect(await client.arrived()).toEqual([
      event(
        'callprogress',
        '<retry>0</retry><uniqueid>c1</uniqueid><datetime_entry>2026-03-01 10:00:00</datetime_entry><new_status>OnQueue</new_status><id>1</id><campaign_type>incoming</campaign_type><call_id>1</call_id><queue>9000</queue>',
      ),
      event(
        'agentlinked',
        `<calltype>incoming</calltype><call_id>1</call_id><phone/><status>activa</status><uniqueid>c1</uniqueid><datetime_join>2026-03-01 10:00:00</datetime_join><datetime_linkstart>2026-03-01 10:00:00</datetime_linkstart><queue>9000</queue>${AGENT}${NOTHING_KNOWN}<campaignlog_id>2</campaignlog_id><remote_channel>${customer.name}</remote_channel>`,
      ),
      unlinked(
        '<calltype>incoming</calltype><call_id>1</call_id><phone/><datetime_linkend>2026-03-01 10:00:00</datetime_linkend><duration>0</duration><shortcall>0</shortcall><campaignlog_id>3</campaignlog_id><queue>9000</queue>',
      ),
    ]);
  });

  it('of a campaign, with all that is known; never short; held and abandoned', async () => {
    await using it = await follow();
    const { server, client } = it;
    server.details = DETAILS;
    await campaignOpen(server, client);
    await loggedIn(server, client);
    await client.arrived();
    server.asterisk.callerJoins('c1');
    server.asterisk.callerJoins('c2');
    server.clock.advance(8_000);
    server.asterisk.connects('c1', ROSA);
    await client.ask('hold', command('hold', ROSA));
    await client.ask('unhold', command('unhold', ROSA));
    server.clock.advance(2_000);
    server.asterisk.callEnds('c1');
    server.asterisk.callEnds('c2');
    await client.arrived();
    const progress = (at: string, status: string, id: number, call: number): string =>
      event(
        'callprogress',
        `<retry>0</retry><uniqueid>c${call}</uniqueid><trunk>PJSIP/customer</trunk><datetime_entry>2026-03-01 10:00:${at}</datetime_entry><new_status>${status}</new_status><id>${id}</id><campaign_type>incoming</campaign_type><campaign_id>7</campaign_id><call_id>${call}</call_id><phone>5550171</phone><queue>9000</queue>`,
      );
    const events = client.documents.filter((text) => /^<event><(callprogress|agent(un)?linked)>/.test(text));
    expect(events).toEqual([
      progress('00', 'OnQueue', 1, 1),
      progress('00', 'OnQueue', 2, 2),
      event(
        'agentlinked',
        `<calltype>incoming</calltype><call_id>1</call_id><campaign_id>7</campaign_id><phone>5550171</phone><status>activa</status><uniqueid>c1</uniqueid><datetime_join>2026-03-01 10:00:00</datetime_join><datetime_linkstart>2026-03-01 10:00:08</datetime_linkstart><trunk>PJSIP/customer</trunk><queue>9000</queue>${AGENT}${ATTRIBUTES}${CONTACTS}${SURVEY}<campaignlog_id>3</campaignlog_id><remote_channel>PJSIP/customer-c1</remote_channel>`,
      ),
      progress('08', 'OnHold', 4, 1),
      progress('08', 'OffHold', 5, 1),
      unlinked(
        '<calltype>incoming</calltype><campaign_id>7</campaign_id><call_id>1</call_id><phone>5550171</phone><datetime_linkend>2026-03-01 10:00:10</datetime_linkend><duration>2</duration><shortcall>0</shortcall><campaignlog_id>6</campaignlog_id><queue>9000</queue>',
      ),
      progress('10', 'Abandoned', 7, 2),
    ]);
  });

  it('transferred in the extended profile: Transfer tells how long its agent had it (D-17)', async () => {
    await using it = await follow({ extended: true });
    const { server, client } = it;
    await loggedIn(server, client);
    server.asterisk.callerJoins('c1');
    server.asterisk.connects('c1', ROSA);
    server.clock.advance(64_000);
    await client.arrived();
    await client.ask('transfer', TRANSFER);
    expect((await client.arrived())[0]).toBe(
      event(
        'callprogress',
        '<retry>0</retry><uniqueid>c1</uniqueid><trunk>PJSIP/customer</trunk><duration>64</duration><datetime_entry>2026-03-01 10:01:04</datetime_entry><new_status>Transfer</new_status><id>3</id><campaign_type>incoming</campaign_type><call_id>1</call_id><phone>5550171</phone><queue>9000</queue>',
      ),
    );
  });
});

describe('an outgoing call, byte for byte (ECCP §9)', () => {
  const progress = (at: string, status: string, id: number, queue = '9100'): string =>
    event(
      'callprogress',
      `<retry>2</retry><uniqueid>o1</uniqueid><trunk>PJSIP/trunk</trunk><datetime_entry>2026-03-01 10:00:${at}</datetime_entry><new_status>${status}</new_status><id>${id}</id><campaign_type>outgoing</campaign_type><campaign_id>3</campaign_id><call_id>88</call_id><phone>5550199</phone>${queue === '' ? '' : `<queue>${queue}</queue>`}`,
    );

  it('from its placing to its end', async () => {
    await using it = await follow();
    const { server, client } = it;
    server.details = DETAILS;
    await loggedIn(server, client);
    await client.arrived();
    place(server);
    server.clock.advance(2_000);
    dials(server);
    server.clock.advance(7_000);
    answers(server);
    server.clock.advance(1_000);
    queues(server);
    server.clock.advance(3_000);
    joins(server);
    server.clock.advance(11_000);
    server.asterisk.callEnds(OUTGOING);
    expect(await client.arrived()).toEqual([
      progress('00', 'Placing', 1),
      progress('02', 'Dialing', 2),
      progress('09', 'Ringing', 3),
      progress('10', 'OnQueue', 4),
      event(
        'agentlinked',
        `<calltype>outgoing</calltype><call_id>88</call_id><campaign_id>3</campaign_id><phone>5550199</phone><status>Success</status><uniqueid>o1</uniqueid><datetime_originate>2026-03-01 10:00:00</datetime_originate><datetime_originateresponse>2026-03-01 10:00:09</datetime_originateresponse><datetime_join>2026-03-01 10:00:10</datetime_join><datetime_linkstart>2026-03-01 10:00:13</datetime_linkstart><retries>2</retries>${AGENT}<trunk>PJSIP/trunk</trunk>${ATTRIBUTES}${SURVEY}<queue>9100</queue><campaignlog_id>5</campaignlog_id><remote_channel>PJSIP/trunk-0000001c</remote_channel>`,
      ),
      unlinked(
        '<calltype>outgoing</calltype><campaign_id>3</campaign_id><call_id>88</call_id><phone>5550199</phone><datetime_linkend>2026-03-01 10:00:24</datetime_linkend><duration>11</duration><shortcall>0</shortcall><campaignlog_id>6</campaignlog_id><queue>9100</queue>',
      ),
    ]);
  });

  it.each([
    ['not above the limit', 10, {}, 'is short', 1],
    ['above it', 11, {}, 'is not', 0],
    ['not above a limit of an hour', 3_600, { shortCallS: 3_600 }, 'is short', 1],
  ])('of a length %s %s', async (_, seconds, settings, __, flag) => {
    await using it = await follow(settings);
    const { server, client } = it;
    await loggedIn(server, client);
    place(server);
    joins(server);
    server.clock.advance(seconds * 1000);
    server.asterisk.callEnds(OUTGOING);
    expect((await client.arrived()).at(-1)).toContain(
      `<duration>${seconds}</duration><shortcall>${flag}</shortcall>`,
    );
  });

  it('that its agent sends away at once is not short: somebody goes on with it', async () => {
    await using it = await follow();
    const { server, client } = it;
    await loggedIn(server, client);
    place(server);
    joins(server);
    await client.ask('transfer', TRANSFER);
    expect((await client.arrived()).at(-1)).toContain('<duration>0</duration><shortcall>0</shortcall>');
  });

  it('scheduled for an agent: through no queue', async () => {
    await using it = await follow();
    const { server, client } = it;
    await scheduled(server, client);
    dials(server);
    server.clock.advance(9_000);
    answers(server);
    joins(server);
    server.asterisk.callEnds(OUTGOING);
    const fields = `${AGENT}<calltype>outgoing</calltype><campaign_id>3</campaign_id><call_id>88</call_id>`;
    expect((await client.arrived()).slice(1)).toEqual([
      event('schedulecallstart', fields),
      progress('00', 'Placing', 1, ''),
      progress('00', 'Dialing', 2, ''),
      progress('09', 'Ringing', 3, ''),
      event(
        'agentlinked',
        `<calltype>outgoing</calltype><call_id>88</call_id><campaign_id>3</campaign_id><phone>5550199</phone><status>Success</status><uniqueid>o1</uniqueid><datetime_originate>2026-03-01 10:00:00</datetime_originate><datetime_originateresponse>2026-03-01 10:00:09</datetime_originateresponse><datetime_join>2026-03-01 10:00:09</datetime_join><datetime_linkstart>2026-03-01 10:00:09</datetime_linkstart><retries>2</retries>${AGENT}<trunk>PJSIP/trunk</trunk><call_attributes/><call_survey/><campaignlog_id>4</campaignlog_id><remote_channel>PJSIP/trunk-0000001c</remote_channel>`,
      ),
      unlinked(
        '<calltype>outgoing</calltype><campaign_id>3</campaign_id><call_id>88</call_id><phone>5550199</phone><datetime_linkend>2026-03-01 10:00:09</datetime_linkend><duration>0</duration><shortcall>1</shortcall><campaignlog_id>5</campaignlog_id>',
      ),
    ]);
  });

  it('that comes to nothing', async () => {
    await using it = await follow();
    const { server, client } = it;
    await scheduled(server, client);
    await client.arrived();
    fails(server);
    const fields = `${AGENT}<calltype>outgoing</calltype><campaign_id>3</campaign_id><call_id>88</call_id>`;
    expect(await client.arrived()).toEqual([
      event('schedulecallfailed', fields),
      progress('00', 'Failure', 2, ''),
    ]);
  });
});
