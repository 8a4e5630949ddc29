import type { AgentName } from '@openeccp/core';
import { requestNames } from '@openeccp/eccp';
import { describe, expect, it } from 'vitest';
import type { ClientRights } from '../access/client-rights.js';
import { selling } from '../testing/outgoing-calls.js';
import { SALE } from '../testing/sample-calls.js';
import { loggedIn } from '../testing/situations.js';
import { ANA, command, LUIS, loginAgent, proof, ROSA, TestServer } from '../testing/test-server.js';

const OUTER_401 = /<response id="x"><failure><code>401<\/code><message>Unauthorized</;
const INNER_401 =
  /<response id="x"><\w+_response>(<status>\S+<\/status>)?<failure><code>401<\/code><message>Unauthorized agent</;

/** Any request about an agent: each takes of these arguments what it knows. */
function about(name: string, agent: typeof ROSA): string {
  const list = `<agents><agent_number>${agent}</agent_number></agents>`;
  const rest =
    '<extension>412</extension><pause_type>4</pause_type><target_agent_number>PJSIP/101</target_agent_number>';
  return `<${name}>${proof(agent)}${list}${rest}</${name}>`;
}

function serverFor(rights: Partial<ClientRights>): Promise<TestServer> {
  const all: ClientRights = { access: 'read', agents: [], requests: undefined, ...rights };
  return TestServer.start({ rights: new Map([['agentconsole', all]]), settings: { extended: true } });
}

/** How a client that may do so much is answered, by request. */
async function answersOf(
  rights: Partial<ClientRights>,
  agent: typeof ROSA,
): Promise<ReadonlyMap<string, 'request refused' | 'agent refused' | 'taken'>> {
  const answers = new Map<string, 'request refused' | 'agent refused' | 'taken'>();
  for (const name of requestNames.filter((one) => one !== 'login' && one !== 'logout')) {
    await using server = await serverFor(rights);
    const client = await server.loggedIn();
    const before = server.asterisk.intents.length;
    const answer = await client.ask('x', about(name, agent));
    const kind = OUTER_401.test(answer)
      ? 'request refused'
      : INNER_401.test(answer)
        ? 'agent refused'
        : 'taken';
    if (kind !== 'taken')
      expect([name, server.asterisk.intents.length, server.writes]).toEqual([name, before, []]);
    answers.set(name, kind);
  }
  return answers;
}

function those(answers: ReadonlyMap<string, string>, kind: string): ReadonlySet<string> {
  return new Set([...answers].filter(([, one]) => one === kind).map(([name]) => name));
}

const ABOUT_NO_AGENT = [
  'getrequestlist',
  'getpauses',
  'getqueuescript',
  'getcampaignlist',
  'getcampaigninfo',
  'getcampaignqueuewait',
  'getincomingqueuelist',
  'getextensionstatus',
  'resumeevents',
];
const READ_OF_AN_AGENT = [
  'filterbyagent',
  'getagentstatus',
  'getmultipleagentstatus',
  'getagentqueues',
  'getmultipleagentqueues',
  'getchanvars',
];
const ABOUT_ALL = [
  'callprogress',
  'getagentactivitysummary',
  'getcallinfo',
  'getcampaignstatus',
  'getincomingqueuestatus',
  'campaignlog',
];

describe('what a client may do', () => {
  it('is nothing but what is about no agent, when its rights name nothing', async () => {
    const answers = await answersOf({}, ROSA);
    expect(those(answers, 'taken')).toEqual(new Set(ABOUT_NO_AGENT));
    expect(those(answers, 'agent refused')).toEqual(new Set(['getchanvars']));
  });

  it('is to read of the agents that are named, and of no other', async () => {
    const rights = { agents: [ROSA] };
    const own = await answersOf(rights, ROSA);
    expect(those(own, 'taken')).toEqual(new Set([...ABOUT_NO_AGENT, ...READ_OF_AN_AGENT]));
    expect(those(await answersOf(rights, LUIS), 'taken')).toEqual(new Set(ABOUT_NO_AGENT));
  });

  it('is to act for agents of a type, when it may control', async () => {
    const rights = { access: 'control', agents: ['Agent/*'] } as const;
    const own = await answersOf(rights, LUIS);
    expect(those(own, 'request refused')).toEqual(new Set([...ABOUT_ALL, 'dumpstatus']));
    // Its target is none of the client's agents.
    expect(those(own, 'agent refused')).toEqual(new Set(['transfercallagent']));
    const others = await answersOf(rights, ANA);
    expect(those(others, 'taken')).toEqual(new Set([...ABOUT_NO_AGENT, 'refreshagents']));
  });

  it('is everything about all agents', async () => {
    const answers = await answersOf({ access: 'control', agents: ['*'] }, ANA);
    expect(those(answers, 'taken')).toEqual(new Set(answers.keys()));
    const reading = await answersOf({ agents: ['*'] }, ANA);
    expect(those(reading, 'taken')).toEqual(new Set([...ABOUT_NO_AGENT, ...READ_OF_AN_AGENT, ...ABOUT_ALL]));
  });

  it('is what is listed and no more, where requests are', async () => {
    const requests = new Set(['getagentstatus', 'getcallinfo', 'pauseagent'] as const);
    const answers = await answersOf({ access: 'control', agents: [ROSA], requests }, ROSA);
    expect(those(answers, 'taken')).toEqual(new Set(['getrequestlist', ...requests]));
  });

  it('covers each of several agents that a request names', async () => {
    await using server = await serverFor({ agents: [ROSA] });
    const client = await server.loggedIn();
    const list = (agents: readonly string[]) =>
      `<getmultipleagentstatus><agents>${agents.map((one) => `<agent_number>${one}</agent_number>`).join('')}</agents></getmultipleagentstatus>`;
    expect(await client.ask('x', list([ROSA, LUIS]))).toMatch(OUTER_401);
    expect(await client.ask('x', list([ROSA]))).toContain('<status>offline</status>');
    expect(
      await client.ask('x', '<filterbyagent><agent_number>any</agent_number></filterbyagent>'),
    ).toContain('<success/>');
  });

  it('does not tell agents that exist from those that don’t', async () => {
    await using server = await serverFor({ access: 'control', agents: [ROSA] });
    const client = await server.loggedIn();
    const known = await client.ask('x', command('hold', LUIS));
    expect(known).toMatch(INNER_401);
    expect(await client.ask('x', command('hold', LUIS).replace('Agent/413', 'Agent/999'))).toBe(known);
  });

  it.each<[string, Partial<ClientRights>, readonly AgentName[], readonly number[]]>([
    ['of its agents', { agents: [ROSA] }, [LUIS, ROSA], [120]],
    ['of its agents that another one had last', { agents: [ROSA] }, [ROSA, LUIS], [120]],
    ['of other agents', { agents: [ROSA] }, [LUIS], [88]],
    ['of nobody', { agents: [ROSA], requests: new Set(['loginagent', 'schedulecall']) }, [], [88]],
    ['of nobody, with all agents', { agents: ['*'] }, [], [120]],
  ])(
    'decides which calls it may schedule again by their numbers: those %s',
    async (_, rights, had, again) => {
      await using server = await serverFor({ access: 'control', ...rights });
      const client = await server.loggedIn();
      await selling(server, client);
      server.calls.calls = [{ ...SALE, row: { kind: 'outgoing', id: 120 }, agent: had.at(-1) }];
      server.calls.earlierAgents = had.slice(0, -1);
      const named = '<campaign_type>outgoing</campaign_type><call_id>120</call_id>';
      expect(await client.ask('x', command('schedulecall', ROSA, named))).toContain('<success/>');
      expect(server.calls.wishes.map(({ callId }) => callId)).toEqual(again);
    },
  );

  it('does not tell calls that exist from those that don’t', async () => {
    await using server = await serverFor({ access: 'control', agents: [ROSA] });
    const client = await server.loggedIn();
    await loggedIn(server, client);
    server.calls.calls = [{ ...SALE, row: { kind: 'outgoing', id: 120 }, agent: LUIS }];
    const naming = (id: number) =>
      command('schedulecall', ROSA, `<campaign_type>outgoing</campaign_type><call_id>${id}</call_id>`);
    const known = await client.ask('x', naming(120));
    expect(known).toContain('<message>Not in outgoing call<');
    expect(await client.ask('x', naming(121))).toBe(known);
    expect(server.calls.wishes).toEqual([]);
  });

  it('decides which events it hears', async () => {
    await using server = await serverFor({ agents: [ROSA] });
    const limited = await server.loggedIn();
    for (const agent of [LUIS, ROSA, ANA]) server.publish({ kind: 'agent-logged-out', agent });
    expect((await limited.arrived()).join()).toMatch(/^<event><agentloggedout><agent>Agent\/412<[^,]*$/);
  });

  it('follows the login: another user on the same connection has other rights, events in the making too', async () => {
    await using server = await TestServer.start({
      rights: new Map([['limited', { access: 'read', agents: [], requests: undefined }]]),
    });
    const [account] = server.storage.rows.clients;
    if (account === undefined) throw new Error('no account');
    const clients = [account, { ...account, username: 'limited' }];
    server.storage.rows = { ...server.storage.rows, clients };
    await server.directory.reload();
    const client = await server.loggedIn();
    expect(await client.ask(1, '<callprogress><enable>1</enable></callprogress>')).toContain('<success/>');
    expect(await client.ask(2, loginAgent(ROSA))).toContain('<status>logging</status>');
    const again = '<login><username>limited</username><password>agentconsole</password></login>';
    expect(await client.ask(3, again)).toContain('<app_cookie>');
    await client.arrived();
    server.asterisk.callerJoins('c1');
    server.publish({ kind: 'agent-logged-out', agent: ROSA });
    expect(await client.arrived()).toEqual([]);
    expect(await client.ask('x', command('hangup', ROSA))).toMatch(OUTER_401);
  });

  it('covers what it has missed, and the states that stand in for it (ADR 0024)', async () => {
    await using server = await TestServer.start({
      rights: new Map([['agentconsole', { access: 'read', agents: [ROSA], requests: undefined }]]),
      settings: { extended: true },
    });
    const client = await server.loggedIn();
    const snapshot = await client.ask(1, '<resumeevents/>');
    expect(snapshot.match(/<agent_number>[^<]*</g)).toEqual(['<agent_number>Agent/412<']);
    const [, epoch, number] = /<epoch>([^<]*)<.*?<(?:number|reached|since)>(\d+)</.exec(snapshot) ?? [];
    for (const agent of [LUIS, ROSA, ANA]) server.publish({ kind: 'agent-logged-out', agent });
    await client.arrived();
    const since = `<resumeevents><epoch>${epoch}</epoch><since>${number}</since></resumeevents>`;
    expect(await client.ask(2, since)).toContain('<missed>1</missed>');
    expect((await client.arrived()).join()).toMatch(
      /^<event number="\d+"><agentloggedout><agent>Agent\/412<[^,]*$/,
    );
  });
});
