import { describe, expect, it } from 'vitest';
import { ForeignReader } from './foreign-reader.js';
import type { Element } from './xml.js';

function document(root: string): string {
  return `<?xml version="1.0"?>\n${root}\n`;
}

function event(payload: string): string {
  return document(`<event>${payload}</event>`);
}

function element(name: string, children: Readonly<Record<string, string>> = {}): Element {
  const nodes = Object.entries(children).map(([child, text]) => ({
    name: child,
    attributes: new Map<string, string>(),
    nodes: [text],
  }));
  return { name, attributes: new Map(), nodes };
}

/** A reader that is logged in and was told of progress. */
function listening(extended = false): ForeignReader {
  const reader = new ForeignReader({ extended, asWritten: true });
  answered(reader, element('login'), '<success/><app_cookie>c</app_cookie>');
  answered(reader, element('callprogress', { enable: '1' }), '<success/>');
  return reader;
}

function answered(reader: ForeignReader, command: Element, payload: string): void {
  reader.ask({ id: '1', command });
  reader.read(
    document(`<response id="1"><${command.name}_response>${payload}</${command.name}_response></response>`),
  );
}

/** What the reader has against a sequence of pieces. */
function against(...pieces: readonly string[]): readonly string[] {
  const reader = listening();
  for (const piece of pieces) reader.read(piece);
  return reader.complaints;
}

const LOGGED_IN = '<agentloggedin><agent>Agent/412</agent></agentloggedin>';
const CALL = '<calltype>incoming</calltype><call_id>1</call_id>';
const UNLINKED = `<agentunlinked>${CALL}<datetime_linkend>2024-03-01 10:00:00</datetime_linkend><duration>6</duration><shortcall>0</shortcall><campaignlog_id>3</campaignlog_id><queue>9000</queue><agent_number>Agent/412</agent_number></agentunlinked>`;
const LINKED = `<agentlinked>${CALL}<phone>5</phone><status>activa</status><datetime_linkstart>2024-03-01 10:00:00</datetime_linkstart><queue>9000</queue><agent_number>Agent/412</agent_number><call_attributes/><matching_contacts/><call_survey/><campaignlog_id>3</campaignlog_id><remote_channel>SIP/a-1</remote_channel></agentlinked>`;
const BREAK = `<pausestart><pause_class>break</pause_class><pause_type>4</pause_type><pause_name>Lunch</pause_name><pause_start>2024-03-01 12:30:00</pause_start><agent_number>Agent/412</agent_number></pausestart>`;

function progress(word: string): string {
  return `<callprogress><retry>0</retry><datetime_entry>2024-03-01 10:00:00</datetime_entry><new_status>${word}</new_status><id>9</id><campaign_type>incoming</campaign_type><call_id>1</call_id><queue>9000</queue></callprogress>`;
}

function membership(state: string, queues = ''): string {
  return `<queuemembership><agent_number>Agent/412</agent_number>${state}<queues>${queues}</queues></queuemembership>`;
}

describe('a foreign reader has nothing against', () => {
  it.each([
    ['events in a piece', [event(LOGGED_IN) + event(BREAK)]],
    ['a call', [event(progress('OnQueue')), event(LINKED), event(UNLINKED)]],
    ['text over several lines', [event(BREAK.replace('Lunch', 'Lun\nch'))]],
    ['a membership', [event(membership('<status>offline</status>'))]],
  ])('%s', (_, pieces) => expect(against(...pieces)).toEqual([]));
});

describe('a foreign reader complains about', () => {
  it.each<[string, readonly string[], RegExp]>([
    ['a document without declaration', [`<event>${LOGGED_IN}</event>\n`], /no declaration/],
    ['a document in two writes', [event(LOGGED_IN).slice(0, 30), event(LOGGED_IN).slice(30)], /in pieces/],
    [
      'a line end that comes alone',
      [event(LOGGED_IN).slice(0, -1), `\n${event(LOGGED_IN)}`],
      /line ends|declaration/,
    ],
    ['documents in one line', [event(LOGGED_IN).replace(/\n$/, '') + event(LOGGED_IN)], /no line ended/],
    ['indentation', [event(`\n  ${LOGGED_IN}`)], /element/],
    ['letters beyond ASCII', [event(LOGGED_IN.replace('412', 'ñ'))], /ASCII/],
    ['tags that do not match', [event('<a><b></a></b>')], /<\/a> where/],
    ['another root', [document('<events><a/></events>')], /root element events/],
    ['a comment', [event(`<!-- hi -->${LOGGED_IN}`)], /no tag/],
    ['two events in a document', [event(LOGGED_IN + LOGGED_IN)], /exactly one/],
    ['an unknown event', [event('<weather/>')], /unknown event weather/],
    [
      'an event of the extended profile',
      [event('<consultationstart><agent_number>Agent/412</agent_number></consultationstart>')],
      /extended/,
    ],
    [
      'a break without its name',
      [event(BREAK.replace(/<pause_name>.*<\/pause_name>/, ''))],
      /without pause_name/,
    ],
    [
      'a date of another form',
      [event(BREAK.replace('2024-03-01 12:30:00', '12:30:00'))],
      /pause_start is "12:30:00"/,
    ],
    ['agentlinked without queue', [event(LINKED.replace('<queue>9000</queue>', ''))], /without queue/],
    ['a call that is joined twice', [event(LINKED), event(LINKED)], /twice for incoming 1/],
    ['progress that would count a call twice', [event(progress('Success'))], /no page counts Success/],
    ['progress of the extended profile', [event(progress('Transfer'))], /no page counts Transfer/],
    [
      'a membership that is no news',
      Array(2).fill(event(membership('<status>offline</status>'))),
      /same queues/,
    ],
    [
      'online without channel',
      [event(membership('<status>online</status><onhold>0</onhold>'))],
      /without channel/,
    ],
    [
      'another extension than the channel has',
      [
        event(
          membership(
            '<status>online</status><channel>SIP/412-1</channel><extension>1</extension><onhold>0</onhold>',
          ),
        ),
      ],
      /extension 1 on/,
    ],
    [
      'an oncall agent without the channel of the call',
      [
        event(
          membership(
            '<status>oncall</status><channel>SIP/412-1</channel><extension>412</extension><onhold>0</onhold>',
          ),
        ),
      ],
      /oncall without callchannel/,
    ],
    [
      'oncall while on hold',
      [
        event(
          membership(
            '<status>oncall</status><channel>SIP/412-1</channel><extension>412</extension><onhold>1</onhold>',
          ),
        ),
      ],
      /while on hold/,
    ],
    [
      'a response that nobody asked for',
      [document('<response id="7"><logout_response><success/></logout_response></response>')],
      /nobody asked/,
    ],
  ])('%s', (_, pieces, complaint) => {
    const complaints = against(...pieces);
    expect(complaints.length).toBeGreaterThan(0);
    expect(complaints.join('\n')).toMatch(complaint);
  });

  it.each<[string, Element, string, RegExp]>([
    [
      'counters of another kind',
      element('getcampaignstatus'),
      '<statuscount><total>0</total></statuscount>',
      /without pending/,
    ],
    [
      'a total that is no sum',
      element('getincomingqueuestatus'),
      '<statuscount><total>2</total><onqueue>1</onqueue><success>0</success><onhold>0</onhold><abandoned>0</abandoned><finished>0</finished><losttrack>0</losttrack></statuscount>',
      /not the sum, 1/,
    ],
    [
      'an attribute order twice',
      element('getcallinfo'),
      '<calltype>outgoing</calltype><call_id>1</call_id><call_attributes><attribute><label>a</label><value/><order>1</order></attribute><attribute><label>b</label><value/><order>1</order></attribute></call_attributes><call_survey/>',
      /an order twice/,
    ],
    [
      'an oncall agent without a call',
      element('getagentstatus'),
      '<status>oncall</status><channel>SIP/412-1</channel><extension>412</extension><onhold>0</onhold>',
      /without callinfo/,
    ],
    [
      'hold answered before its event',
      element('hold', { agent_number: 'Agent/412' }),
      '<success/>',
      /pausestart is not there yet/,
    ],
    [
      'a session that ended without having begun',
      element('getagentactivitysummary'),
      '<agents><agent><agentchannel>Agent/412</agentchannel><agentname/><logintime>0</logintime><callsummary><incoming/><outgoing/></callsummary><lastsessionend>2024-03-01 10:00:00</lastsessionend></agent></agents>',
      /an end alone/,
    ],
    [
      'a list with a default value',
      element('getcampaigninfo'),
      '<name/><type>outgoing</type><startdate>2024-03-01</startdate><enddate>2024-03-01</enddate><working_time_starttime>08:00:00</working_time_starttime><working_time_endtime>08:00:00</working_time_endtime><queue>9</queue><status>active</status><script/><urltemplate/><urlopentype/><forms><form id="1"><field order="1" id="1"><label/><type>LIST</type><options/><default_value>x</default_value></field></form></forms>',
      /a list with a default/,
    ],
  ])('%s', (_, command, payload, complaint) => {
    const reader = listening();
    answered(reader, command, payload);
    expect(reader.complaints.join('\n')).toMatch(complaint);
  });

  it('an answer to something else, and one with another id', () => {
    const reader = listening();
    reader.ask({ id: '2', command: element('hold') });
    reader.read(document('<response id="2"><unhold_response><success/></unhold_response></response>'));
    reader.ask({ id: '3', command: element('hold') });
    reader.read(document('<response id="4"><hold_response><success/></hold_response></response>'));
    expect(reader.complaints).toEqual([
      'unhold_response: no answer to hold',
      'hold_response: id 4 where 3 was due',
    ]);
  });

  it('events without a login, of an agent who is filtered out, and progress that nobody asked for', () => {
    const reader = new ForeignReader({ extended: false, asWritten: true });
    reader.read(event(LOGGED_IN));
    answered(reader, element('login'), '<app_cookie>c</app_cookie>');
    answered(reader, element('filterbyagent', { agent_number: 'SIP/1' }), '<success/>');
    reader.read(event(LOGGED_IN) + event(progress('OnQueue')));
    expect(reader.complaints).toEqual([
      'agentloggedin: an event without a login',
      'agentloggedin: Agent/412 although only SIP/1 is wanted',
      'callprogress: nobody asked for progress',
    ]);
  });

  it('an event that came before the answer which it belongs behind', () => {
    const reader = listening();
    reader.ask({ id: '1', command: element('hangup', { agent_number: 'Agent/412' }) });
    reader.read(event(UNLINKED));
    reader.read(document('<response id="1"><hangup_response><success/></hangup_response></response>'));
    expect(reader.complaints).toEqual(['hangup_response: agentunlinked came before the answer']);
  });

  it('a stream that ends in a document', () => {
    const reader = new ForeignReader({ extended: false, asWritten: false });
    reader.read(event(LOGGED_IN).slice(0, -9));
    reader.end();
    expect(reader.complaints).toEqual(['the last document has no end']);
  });
});
