import { agentHash, DocumentReader, type RequestName, requestNames } from '@openeccp/eccp';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { agentRequests } from '../../packages/eccp/src/testing/examples/agent-requests.js';
import { callDataRequests } from '../../packages/eccp/src/testing/examples/call-data-requests.js';
import { callRequests } from '../../packages/eccp/src/testing/examples/call-requests.js';
import { campaignRequests } from '../../packages/eccp/src/testing/examples/campaign-requests.js';
import { AGENT, CREDENTIALS } from '../../packages/eccp/src/testing/examples/example.js';
import { sessionRequests } from '../../packages/eccp/src/testing/examples/session-requests.js';
import { TestServer } from '../../packages/server/src/testing/test-server.js';
import { WholeServer } from '../../packages/server/src/testing/whole-server.js';
import type { WireClient } from '../../packages/server/src/testing/wire-client.js';
import { escaped, HOSTILE_MARKUP, HOSTILE_TEXTS, MARK, withEachValue } from './strings.js';

const EXAMPLES = [
  ...sessionRequests,
  ...agentRequests,
  ...callRequests,
  ...callDataRequests,
  ...campaignRequests,
];

type Rows = Awaited<ReturnType<WholeServer['rows']>>;

/** The examples name rows that the sample data has not; these get as far as the database. */
function aboutRealRows(rows: Rows): readonly { readonly name: RequestName; readonly command: string }[] {
  const [call] = rows.get('call_entry') ?? [];
  const [contact] = rows.get('contact') ?? [];
  const field = rows.get('form_field')?.find(({ tipo }) => tipo === 'TEXT');
  if (call === undefined || contact === undefined || field === undefined) throw new Error('no sample data');
  const about = `<campaign_type>incoming</campaign_type><call_id>${call['id']}</call_id>`;
  const form = `<form id="${field['id_form']}"><field id="${field['id']}">text</field></form>`;
  return [
    { name: 'getcallinfo', command: about },
    { name: 'resumeevents', command: '<epoch>run</epoch><since>1</since><snapshot>1</snapshot>' },
    { name: 'saveformdata', command: `${CREDENTIALS}${about}<forms>${form}</forms>` },
    {
      name: 'setcontact',
      command: `${CREDENTIALS}<call_id>${call['id']}</call_id><contact_id>${contact['id']}</contact_id>`,
    },
  ];
}

/** All that the server ever says to Asterisk. */
const ACTIONS: ReadonlySet<string> = new Set(
  [
    'Login Events Filter Ping Challenge CoreSettings CoreStatus CoreShowChannels QueueStatus Agents ParkedCalls Parkinglots',
    'PJSIPShowEndpoints SIPpeers IAXpeerlist Command QueueAdd QueueRemove QueuePause Originate Hangup Getvar Setvar',
    'AgentLogoff Park Redirect MixMonitorMute Status Logoff PJSIPShowEndpoint SIPshowpeer ListCommands DBGet BridgeInfo',
  ].flatMap((line) => line.split(' ')),
);

/** Where a client may have its own text kept. */
const KEPT_AS_TEXT: ReadonlySet<string> = new Set(['form_data_recolected', 'form_data_recolected_entry']);
/** Tables of what goes on while the suite runs. */
const LIVE: ReadonlySet<string> = new Set(['audit', 'current_call_entry', 'call_entry', 'call_progress_log']);

function cookieOf(answer: string): string {
  const cookie = /<app_cookie>([0-9a-f]{32})</.exec(answer)?.[1];
  if (cookie === undefined) throw new Error(answer);
  return cookie;
}

const LOGIN = '<login><username>agentconsole</username><password>agentconsole</password></login>';

describe('hostile text in every argument of every request', () => {
  let whole: WholeServer;
  let bystander: WireClient;
  let client: WireClient;
  let cookie: string;
  let agentCookie = '';

  const log = async (one: WireClient): Promise<string> => cookieOf(await one.ask('login', LOGIN));
  const connect = async (): Promise<void> => {
    client = await whole.dial();
    cookie = await log(client);
  };
  /** The example as this session has to say it. */
  const inSession = (command: string): string =>
    command.replaceAll(AGENT.agentHash, agentHash(cookie, AGENT.agentNumber, '1234'));
  const everyoneElseIsServed = async (): Promise<void> => {
    expect(await bystander.ask('ask', '<getpauses/>')).toMatch(
      /^<response id="ask"><getpauses_response><pause/,
    );
  };

  beforeEach(async () => {
    whole = await WholeServer.start({ failedLogins: 0, maxConnections: 50 });
    bystander = await whole.dial();
    agentCookie = await log(bystander);
    await connect();
    // A call, so that requests about one get as far as they can.
    const hash = agentHash(agentCookie, AGENT.agentNumber, '1234');
    const proof = `<agent_number>${AGENT.agentNumber}</agent_number><agent_hash>${hash}</agent_hash>`;
    expect(await bystander.ask(1, `<loginagent>${proof}<extension>412</extension></loginagent>`)).toContain(
      '<status>logg',
    );
    while (!(await bystander.next()).includes('<agentloggedin>'));
    whole.simulator.hands.customerCalls('9000', { number: '5550171' });
    while (!(await bystander.next()).includes('<agentlinked>'));
    await whole.written();
  }, 30_000);

  afterEach(() => whole.close());

  it('reaches nothing: not Asterisk, not the database, not the log, and everyone else is served', async () => {
    const before = await whole.rows();
    const toldBefore = whole.toldAsterisk.length;
    const texts = [
      ...HOSTILE_TEXTS.map((text) => [text, 'text'] as const),
      ...HOSTILE_MARKUP.map((text) => [text, 'markup'] as const),
    ];
    const tried = new Set<RequestName>();
    let sent = 0;
    for (const { name, command } of [...EXAMPLES, ...aboutRealRows(before)]) {
      for (const [text, as] of texts) {
        for (const hostile of withEachValue(inSession(command), text, as)) {
          const answer = await client.ask('x', `<${name}>${hostile}</${name}>`);
          expect(answer, hostile.slice(0, 400)).toMatch(/^<response id="x">/);
          if (name === 'login' && answer.includes('<app_cookie>')) cookie = cookieOf(answer);
          tried.add(name);
          sent += 1;
          if (sent % 50 === 0) await everyoneElseIsServed();
        }
      }
    }
    for (const [text] of texts) {
      client.send(`<request id="${escaped(text)}"><getpauses/></request>`);
      expect(await client.response()).toMatch(/^<response id="[^"<>]*"><getpauses_response>/);
    }
    await everyoneElseIsServed();
    await whole.written();

    // Every request that takes arguments was tried, many times over.
    const without = [
      'getrequestlist',
      'logout',
      'getpauses',
      'refreshagents',
      'dumpstatus',
      'getincomingqueuelist',
    ];
    expect([...tried].sort()).toEqual(
      requestNames.filter((name) => tried.has(name) || !without.includes(name)).sort(),
    );
    expect(sent).toBeGreaterThan(3_000);

    // Asterisk heard whole actions that we know, of whole lines, and nothing of it.
    const told = whole.toldAsterisk.slice(toldBefore);
    expect(told).not.toContain(MARK);
    const actions = told.split('\r\n\r\n').filter((action) => action !== '');
    for (const action of actions) {
      const lines = action.split('\r\n');
      for (const line of lines) expect(line).toMatch(/^[A-Za-z-]+: [^\r\n\0]*$/);
      expect(lines.filter((line) => line.startsWith('Action: ')).length).toBe(1);
      expect(ACTIONS).toContain(/^Action: (\w+)$/m.exec(action)?.[1]);
    }

    // The tables are there, hold what they held, and hostile text only where a form keeps text, as it was sent.
    const after = await whole.rows();
    expect([...after.keys()]).toEqual([...before.keys()]);
    for (const [table, rows] of after) {
      const marked = rows.filter((row) => JSON.stringify(row).includes(MARK));
      if (KEPT_AS_TEXT.has(table)) continue;
      expect([table, marked]).toEqual([table, []]);
      if (!LIVE.has(table)) expect([table, rows]).toEqual([table, before.get(table)]);
    }
    const kept = [...KEPT_AS_TEXT]
      .flatMap((table) => after.get(table) ?? [])
      .map((row) => String(row['value']));
    const meant = [
      ...HOSTILE_TEXTS,
      ...HOSTILE_MARKUP.map((markup) => markup.replace(/<[^!][^>]*>|<!\[CDATA\[|\]\]>/g, '')),
    ];
    for (const value of kept) expect(meant.some((text) => text.startsWith(value))).toBe(true);
    expect(kept.length).toBeGreaterThan(0);

    // Answers are documents with one root, whatever they echo.
    const reader = new DocumentReader({ roots: ['response', 'event'] });
    const items = reader.push(Buffer.from(client.documents.join('')));
    expect([items.length, items.filter(({ kind }) => kind === 'fatal')]).toEqual([
      client.documents.length,
      [],
    ]);

    // The log has whole records, none of which a stranger wrote.
    for (const line of whole.log) {
      expect(line.indexOf('\n')).toBe(line.length - 1);
      expect(JSON.parse(line)).not.toMatchObject({ level: 60 });
      expect(line.length).toBeLessThan(4_000);
    }
  }, 120_000);
});

describe('documents that are none', () => {
  it.each([
    [
      'an entity that names a file',
      '<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><request id="1"><hold>&x;</hold></request>',
    ],
    [
      'entities that multiply',
      `<!DOCTYPE r [<!ENTITY a "${'x'.repeat(100)}"><!ENTITY b "&a;&a;&a;&a;">]><request id="1">&b;</request>`,
    ],
    ['an instruction', '<?php system("id") ?><request id="1"><getpauses/></request>'],
    ['an element that closes the answer', '<request id="1"><getpauses/></request></response>'],
    ['a second root within', '<request id="1"><request id="2"><logout/></request></request>'],
    ['namespaces', '<e:request xmlns:e="urn:x" id="1"><getpauses/></e:request>'],
  ])('%s: a refusal, and nothing of it in the answer', async (_, text) => {
    await using server = await TestServer.start();
    const bystander = await server.loggedIn();
    const hostile = await server.loggedIn();
    hostile.send(text);
    const answer = await hostile.response();
    expect(answer).toMatch(/^<response( id="1")?>(<failure><code>(400|501)<|<getpauses_response>)/);
    expect(answer).not.toMatch(/root:|xxxx|uid=/);
    expect(await bystander.ask(1, '<getpauses/>')).toContain('<pause');
  });
});
