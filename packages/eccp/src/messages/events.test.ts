import { describe, expect, it } from 'vitest';
import { DocumentReader } from '../codec/document-reader.js';
import { agentOf, decodeEvent, type EccpEvent, encodeEvent, eventNames, events } from './events.js';

const examples: readonly (readonly [string, EccpEvent])[] = [
  [
    '<agentloggedin><agent>Agent/412</agent><queues><queue>9000</queue></queues></agentloggedin>',
    { kind: 'agentloggedin', agent: 'Agent/412', queues: ['9000'] },
  ],
  [
    '<agentfailedlogin><agent>Agent/412</agent></agentfailedlogin>',
    { kind: 'agentfailedlogin', agent: 'Agent/412' },
  ],
  [
    '<agentloggedout><agent>Agent/412</agent></agentloggedout>',
    { kind: 'agentloggedout', agent: 'Agent/412' },
  ],
  [
    '<agentlinked><calltype>incoming</calltype><call_id>51</call_id><phone>5550171</phone><status>activa</status><uniqueid>1709284100.30</uniqueid><datetime_join>2024-03-01 10:02:11</datetime_join><datetime_linkstart>2024-03-01 10:02:19</datetime_linkstart><trunk>SIP/carrier</trunk><queue>9000</queue><agent_number>Agent/412</agent_number><call_attributes/><matching_contacts/><call_survey/><campaignlog_id>911</campaignlog_id><remote_channel>SIP/carrier-0000001c</remote_channel></agentlinked>',
    {
      kind: 'agentlinked',
      callType: 'incoming',
      callId: 51,
      phone: '5550171',
      status: 'activa',
      uniqueId: '1709284100.30',
      joinTime: '2024-03-01 10:02:11',
      linkStart: '2024-03-01 10:02:19',
      trunk: 'SIP/carrier',
      queue: '9000',
      agentNumber: 'Agent/412',
      details: { attributes: [], matchingContacts: [], survey: [] },
      campaignLogId: 911,
      remoteChannel: 'SIP/carrier-0000001c',
    },
  ],
  [
    '<agentlinked><calltype>outgoing</calltype><call_id>88</call_id><campaign_id>3</campaign_id><phone>5550171</phone><status>Success</status><uniqueid>1709284000.21</uniqueid><datetime_originate>2024-03-01 10:00:00</datetime_originate><datetime_originateresponse>2024-03-01 10:00:07</datetime_originateresponse><datetime_join>2024-03-01 10:00:07</datetime_join><datetime_linkstart>2024-03-01 10:00:09</datetime_linkstart><retries>1</retries><agent_number>Agent/412</agent_number><trunk>SIP/carrier</trunk><call_attributes><attribute><label>Name</label><value>Ana P.</value><order>1</order></attribute></call_attributes><call_survey/><queue>9100</queue><campaignlog_id>903</campaignlog_id><remote_channel>SIP/carrier-0000001c</remote_channel></agentlinked>',
    {
      kind: 'agentlinked',
      callType: 'outgoing',
      callId: 88,
      campaignId: 3,
      phone: '5550171',
      status: 'Success',
      uniqueId: '1709284000.21',
      originateTime: '2024-03-01 10:00:00',
      originateResponseTime: '2024-03-01 10:00:07',
      joinTime: '2024-03-01 10:00:07',
      linkStart: '2024-03-01 10:00:09',
      retries: 1,
      agentNumber: 'Agent/412',
      trunk: 'SIP/carrier',
      details: { attributes: [{ label: 'Name', value: 'Ana P.', order: 1 }], survey: [] },
      queue: '9100',
      campaignLogId: 903,
      remoteChannel: 'SIP/carrier-0000001c',
    },
  ],
  [
    '<agentlinked><calltype>incoming</calltype><call_id>52</call_id><status>activa</status><datetime_linkstart>2024-03-01 10:02:19</datetime_linkstart><agent_number>SIP/320</agent_number><call_attributes/><matching_contacts><contact id="12"><attribute><label>first_name</label><value>Ana</value><order>1</order></attribute></contact></matching_contacts><call_survey><form id="2"><field id="7"><label>Result</label><value>interested</value></field></form></call_survey></agentlinked>',
    {
      kind: 'agentlinked',
      callType: 'incoming',
      callId: 52,
      status: 'activa',
      linkStart: '2024-03-01 10:02:19',
      agentNumber: 'SIP/320',
      details: {
        attributes: [],
        matchingContacts: [{ id: '12', attributes: [{ label: 'first_name', value: 'Ana', order: 1 }] }],
        survey: [{ id: '2', fields: [{ id: '7', label: 'Result', value: 'interested' }] }],
      },
    },
  ],
  [
    '<agentunlinked><calltype>outgoing</calltype><campaign_id>3</campaign_id><call_id>88</call_id><phone>5550171</phone><datetime_linkend>2024-03-01 10:01:13</datetime_linkend><duration>64</duration><shortcall>0</shortcall><campaignlog_id>904</campaignlog_id><queue>9100</queue><agent_number>Agent/412</agent_number></agentunlinked>',
    {
      kind: 'agentunlinked',
      callType: 'outgoing',
      campaignId: 3,
      callId: 88,
      phone: '5550171',
      linkEnd: '2024-03-01 10:01:13',
      duration: 64,
      shortCall: false,
      campaignLogId: 904,
      queue: '9100',
      agentNumber: 'Agent/412',
    },
  ],
  [
    '<pausestart><pause_class>break</pause_class><pause_type>4</pause_type><pause_name>Lunch</pause_name><pause_start>2024-03-01 12:30:00</pause_start><agent_number>Agent/412</agent_number></pausestart>',
    {
      kind: 'pausestart',
      pauseClass: 'break',
      pauseType: 4,
      pauseName: 'Lunch',
      pauseStart: '2024-03-01 12:30:00',
      agentNumber: 'Agent/412',
    },
  ],
  [
    '<pausestart><pause_class>hold</pause_class><pause_start>2024-03-01 10:03:00</pause_start><agent_number>Agent/412</agent_number></pausestart>',
    { kind: 'pausestart', pauseClass: 'hold', pauseStart: '2024-03-01 10:03:00', agentNumber: 'Agent/412' },
  ],
  [
    '<pauseend><pause_class>break</pause_class><pause_start>2024-03-01 12:30:00</pause_start><pause_end>2024-03-01 13:00:00</pause_end><pause_duration>1800</pause_duration><pause_type>4</pause_type><pause_name>Lunch</pause_name><agent_number>Agent/412</agent_number></pauseend>',
    {
      kind: 'pauseend',
      pauseClass: 'break',
      pauseStart: '2024-03-01 12:30:00',
      pauseEnd: '2024-03-01 13:00:00',
      pauseDuration: 1800,
      pauseType: 4,
      pauseName: 'Lunch',
      agentNumber: 'Agent/412',
    },
  ],
  [
    '<callprogress><retry>1</retry><uniqueid>1709284000.21</uniqueid><trunk>SIP/carrier</trunk><datetime_entry>2024-03-01 10:00:07</datetime_entry><new_status>OnQueue</new_status><id>902</id><campaign_type>outgoing</campaign_type><campaign_id>3</campaign_id><call_id>88</call_id><phone>5550171</phone><queue>9100</queue></callprogress>',
    {
      kind: 'callprogress',
      retry: 1,
      uniqueId: '1709284000.21',
      trunk: 'SIP/carrier',
      entryTime: '2024-03-01 10:00:07',
      newStatus: 'OnQueue',
      id: 902,
      campaignType: 'outgoing',
      campaignId: 3,
      callId: 88,
      phone: '5550171',
      queue: '9100',
    },
  ],
  [
    '<queuemembership><agent_number>Agent/412</agent_number><status>online</status><channel>SIP/412-0000001a</channel><extension>412</extension><onhold>0</onhold><queues><queue>9000</queue><queue>9100</queue></queues></queuemembership>',
    {
      kind: 'queuemembership',
      agentNumber: 'Agent/412',
      state: { status: 'online', channel: 'SIP/412-0000001a', extension: '412', onHold: false },
      queues: ['9000', '9100'],
    },
  ],
  [
    '<queuemembership><agent_number>Agent/412</agent_number><status>oncall</status><channel>SIP/412-0000001a</channel><extension>412</extension><callchannel>SIP/carrier-0000001c</callchannel><onhold>0</onhold><pauseid>4</pauseid><pausename>Lunch</pausename><pausestart>12:30:00</pausestart><calltype>outgoing</calltype><callid>88</callid><callstatus>Success</callstatus><queues/></queuemembership>',
    {
      kind: 'queuemembership',
      agentNumber: 'Agent/412',
      state: {
        status: 'oncall',
        channel: 'SIP/412-0000001a',
        extension: '412',
        remoteChannel: 'SIP/carrier-0000001c',
        onHold: false,
        pause: { pauseId: 4, pauseName: 'Lunch', pauseStart: '12:30:00' },
        call: { callType: 'outgoing', callId: 88, callStatus: 'Success' },
      },
      queues: [],
    },
  ],
];

function decode(document: string) {
  const [item] = new DocumentReader({ roots: ['event'] }).push(Buffer.from(document));
  if (item?.kind !== 'document') throw new Error(item?.reason ?? 'incomplete');
  return decodeEvent(item.root);
}

describe('examples of ECCP §9', () => {
  it.each(examples)('%s', (payload, event) => {
    const document = `<?xml version="1.0"?>\n<event>${payload}</event>\n`;
    expect(encodeEvent(event)).toBe(document);
    expect(decode(document)).toEqual(event);
  });

  it('cover every event', () => {
    expect([...new Set(examples.map(([, event]) => event.kind))].toSorted()).toEqual(eventNames.toSorted());
  });

  it.each(examples)('names its agent in the element that the filter compares: %s', (payload, event) => {
    const { filter } = events[event.kind];
    const named = filter === undefined ? undefined : new RegExp(`<${filter}>([^<]*)<`).exec(payload)?.[1];
    expect(agentOf(event)).toBe(named);
  });
});

describe('decodeEvent', () => {
  it('hands out events of another version as they are', () => {
    expect(
      decode('<event><consultationstart><agent_number>Agent/412</agent_number></consultationstart></event>'),
    ).toMatchObject({
      kind: 'other',
      name: 'consultationstart',
      payload: { children: [{ name: 'agent_number' }] },
    });
  });

  it.each(['<event/>', '<event><a/><b/></event>'])('refuses %s', (document) => {
    expect(decode(document)).toBeUndefined();
  });

  it('reads the fractional duration of older servers', () => {
    expect(
      decode('<event><agentunlinked><duration>10.517521858215</duration></agentunlinked></event>'),
    ).toMatchObject({
      duration: 10,
    });
  });
});
