import type { AgentName } from '@openeccp/core';
import {
  AgentsView,
  connect,
  type EccpClient,
  encodeEvent,
  type FloorNews,
  type KnownAgent,
} from '@openeccp/eccp';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Cut, CuttingProxy } from '../testing/cutting-proxy.js';
import { ANA, LUIS, ROSA, TestServer } from '../testing/test-server.js';
import type { WireClient } from '../testing/wire-client.js';
import { knownAgent } from './agent-states.js';

const USER = { user: 'agentconsole', password: 'agentconsole' };
const AT_ONCE = { reconnect: { minMs: 1, maxMs: 2 } };
const FILTER = `<filterbyagent><agent_number>${ROSA}</agent_number></filterbyagent>`;

/** What the floor is, as far as clients are told. */
function truth(server: TestServer, filter: AgentName | undefined): ReadonlyMap<string, KnownAgent> {
  const { floor } = server;
  const agents = [...floor.agents.values()].filter(({ name }) => filter === undefined || name === filter);
  return new Map(agents.map((agent) => [agent.name, knownAgent(floor, agent)]));
}

/** One that hears everything, because it is never cut. */
async function listener(server: TestServer, filter: AgentName | undefined): Promise<WireClient> {
  const client = await server.loggedIn();
  if (filter !== undefined) await client.ask('filter', FILTER);
  await client.ask('progress', '<callprogress><enable>1</enable></callprogress>');
  await client.ask('resume', '<resumeevents/>');
  return client;
}

function eventsIn(documents: readonly string[]): readonly string[] {
  return documents.filter((document) => document.startsWith('<event '));
}

function textOf(news: FloorNews & { readonly kind: 'event' }): string {
  if (news.event.kind === 'other') throw new Error(`unknown event ${news.event.name}`);
  return encodeEvent(news.event, news.number).split('\n')[1] ?? '';
}

/** Something that happens on the floor, or to the network. */
type Act =
  | { readonly kind: 'agent'; readonly does: Doing; readonly agent: AgentName }
  | { readonly kind: 'end' | 'wait' | 'cut' };
type Doing = 'in' | 'call' | 'break' | 'ring';

const anAgent = fc.constantFrom(ROSA, LUIS, ANA);
const anAct: fc.Arbitrary<Act> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      kind: fc.constant('agent' as const),
      does: fc.constantFrom('in', 'call', 'break', 'ring'),
      agent: anAgent,
    }),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('end' as const) }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('wait' as const) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('cut' as const) }) },
);
const aCut: fc.Arbitrary<Cut> = fc.record({
  toServer: fc.integer({ min: 1, max: 1500 }),
  toClient: fc.integer({ min: 1, max: 4000 }),
});

/** A floor that things happen on, as they come. */
class Floor {
  readonly server: TestServer;
  #calls = 0;

  constructor(server: TestServer) {
    this.server = server;
  }

  act(does: Doing, agent: AgentName): void {
    const { asterisk, floor, runtime } = this.server;
    switch (does) {
      case 'in':
        if (agent === ANA) this.#memberships(ANA, false);
        else asterisk.agentDialsIn(agent);
        return;
      case 'call': {
        this.#calls += 1;
        asterisk.callerJoins(`c${this.#calls}`);
        asterisk.connects(`c${this.#calls}`, agent);
        return;
      }
      case 'break': {
        const presence = floor.agents.get(agent)?.presence;
        const resting = presence?.kind === 'logged-in' && presence.break !== undefined;
        void runtime.command(
          resting ? { kind: 'end-break', agent } : { kind: 'start-break', agent, breakId: 4 },
        );
        return;
      }
      case 'ring':
        return this.#memberships(agent, true);
    }
  }

  end(): void {
    for (const call of this.server.floor.calls.keys()) {
      return this.server.asterisk.report({ kind: 'call-ended', call });
    }
  }

  #memberships(agent: AgentName, ringing: boolean): void {
    const memberships = new Map([['9000', { paused: false, ringing }]]);
    this.server.asterisk.report({ kind: 'memberships', agent, memberships });
  }
}

/** Long enough for a connection to be made and for what is under way to arrive, or for part of it. */
async function someTurns(): Promise<void> {
  for (let turns = 0; turns < 100; turns += 1) await new Promise((resolve) => setImmediate(resolve));
}

interface Case {
  readonly acts: readonly Act[];
  readonly cuts: readonly Cut[];
  readonly eventsKept: number;
  readonly filter: AgentName | undefined;
}

/**
 * Lets the acts happen while the client's connections are cut; at the end its view is the server's, and it has heard
 * every event once and in order, but for the gaps that it was told of. Answers with how many those were.
 */
async function play({ acts, cuts, eventsKept, filter }: Case): Promise<number> {
  await using server = await TestServer.start({ settings: { extended: true }, eventsKept });
  const floor = new Floor(server);
  const witness = await listener(server, filter);
  await using proxy = await CuttingProxy.before(await server.listen());
  await using eccp = await connect({ port: proxy.port, ...USER, ...AT_ONCE });
  if (filter !== undefined) await eccp.request('filterbyagent', { agentNumber: filter });
  await eccp.request('callprogress', { enable: true });
  const view = new AgentsView();
  const news = eccp.follow();
  const first = await news.next();
  if (first.value !== undefined) view.take(first.value);
  const from = eventsIn(witness.documents).length;

  proxy.cuts = [...cuts];
  if (cuts.length > 0) proxy.cut();
  for (const act of acts) {
    switch (act.kind) {
      case 'agent':
        floor.act(act.does, act.agent);
        break;
      case 'end':
        floor.end();
        break;
      case 'cut':
        proxy.cut();
        break;
      case 'wait':
        await someTurns();
    }
  }

  const mark = (): void => server.publish({ kind: 'agent-login-failed', agent: filter ?? ROSA });
  mark();
  const heard: (readonly string[])[] = [[]];
  let texts: string[] = [];
  let gaps = 0;
  for await (const one of news) {
    view.take(one);
    if (one.kind === 'event') {
      texts.push(textOf(one));
      if (one.event.kind === 'agentfailedlogin') break;
    } else {
      if (one.gap) gaps += 1;
      heard.push(texts);
      texts = [];
      // It may stand for the mark.
      mark();
    }
  }
  heard.push(texts);

  expect(view.agents).toEqual(truth(server, filter));
  await witness.arrived();
  const told = eventsIn(witness.documents);
  let at = from;
  for (const stretch of heard) {
    if (stretch.length === 0) continue;
    const begin = told.indexOf(stretch[0] ?? '', at);
    expect(begin).toBeGreaterThanOrEqual(at);
    if (gaps === 0) expect(begin).toBe(at);
    expect(told.slice(begin, begin + stretch.length)).toEqual(stretch);
    at = begin + stretch.length;
  }
  return gaps;
}

const aCase = (eventsKept: fc.Arbitrary<number>): fc.Arbitrary<Case> =>
  fc.record({
    acts: fc.array(anAct, { minLength: 1, maxLength: 60 }),
    cuts: fc.array(aCut, { maxLength: 6 }),
    eventsKept,
    filter: fc.constantFrom(undefined, ROSA),
  });

describe('a client that resumes, cut at any byte', () => {
  it('hears every event once and in order, without a gap, while the server keeps enough', async () => {
    await fc.assert(
      fc.asyncProperty(aCase(fc.constant(10_000)), async (one) => {
        expect(await play(one)).toBe(0);
      }),
      { numRuns: 40 },
    );
  }, 60_000);

  it('is told of a gap where the server keeps too little, and its view is right all the same', async () => {
    let gaps = 0;
    await fc.assert(
      fc.asyncProperty(aCase(fc.integer({ min: 0, max: 6 })), async (one) => {
        gaps += await play(one);
      }),
      { numRuns: 40 },
    );
    expect(gaps).toBeGreaterThan(0);
  }, 60_000);

  it('takes another run of the server for a gap', async () => {
    const settings = { extended: true };
    await using before = await TestServer.start({ settings });
    await using after = await TestServer.start({ settings, epoch: 'run-2' });
    await using proxy = await CuttingProxy.before(await before.listen());
    await using eccp = await connect({ port: proxy.port, ...USER, ...AT_ONCE });
    const [view, status] = [new AgentsView(), eccp.status()];
    const follower = eccp.follow();
    before.asterisk.agentDialsIn(ROSA);
    after.asterisk.agentDialsIn(LUIS);
    for await (const news of follower) {
      view.take(news);
      if (news.kind === 'snapshot' && !news.gap) proxy.moveTo(await after.listen());
      if (news.kind === 'snapshot' && news.gap) break;
    }
    expect(view.agents).toEqual(truth(after, undefined));
    expect((await status.next()).value).toMatchObject({ kind: 'disconnected' });
    expect((await status.next()).value).toMatchObject({ kind: 'reconnecting' });
    expect((await status.next()).value).toEqual({ kind: 'connected', gap: true });
  });
});

/** A server whose client `limited` may hear of Rosa alone. */
async function serverOfTwo(): Promise<TestServer> {
  const server = await TestServer.start({
    rights: new Map([['limited', { access: 'read', agents: [ROSA], requests: undefined }]]),
    settings: { extended: true },
  });
  const clients = server.storage.rows.clients.flatMap((one) => [one, { ...one, username: 'limited' }]);
  server.storage.rows = { ...server.storage.rows, clients };
  await server.directory.reload();
  return server;
}

describe('a client that is to hear of other agents from now on', () => {
  it.each([
    ['limited', 'agentconsole', undefined],
    ['agentconsole', 'limited', ROSA],
  ])('sees the floor as its user may, first %s, then %s', async (first, second, only) => {
    await using server = await serverOfTwo();
    await using eccp = await connect({ port: await server.listen(), ...USER, user: first });
    const view = new AgentsView();
    const news = eccp.follow();
    expect((await news.next()).value).toMatchObject({ kind: 'snapshot' });
    await eccp.login(second, USER.password);
    server.publish({ kind: 'agent-login-failed', agent: ROSA });
    const heard: string[] = [];
    for await (const one of news) {
      view.take(one);
      heard.push(one.kind);
      if (heard.length === 2) break;
    }
    expect(heard.sort()).toEqual(['event', 'snapshot']);
    expect(view.agents).toEqual(truth(server, only));
  });

  it.each([
    ['a filter', (eccp: EccpClient) => eccp.request('filterbyagent', { agentNumber: ROSA })],
    ['a login', (eccp: EccpClient) => eccp.login('limited', USER.password)],
  ])('sees them when it is cut right behind the answer to %s', async (_, ask) => {
    await using server = await serverOfTwo();
    await using proxy = await CuttingProxy.before(await server.listen());
    await using eccp = await connect({ port: proxy.port, ...USER, ...AT_ONCE });
    const [view, status, news] = [new AgentsView(), eccp.status(), eccp.follow()];
    const first = await news.next();
    if (first.value !== undefined) view.take(first.value);
    expect(view.agents).toEqual(truth(server, undefined));
    expect(await ask(eccp)).toMatchObject({ kind: 'ok' });
    proxy.cut();
    for await (const { kind } of status) if (kind === 'connected') break;
    server.publish({ kind: 'agent-login-failed', agent: ROSA });
    for await (const one of news) {
      view.take(one);
      if (one.kind === 'event') break;
    }
    expect(view.agents).toEqual(truth(server, ROSA));
  });

  it.each([
    [
      'a filter',
      (eccp: EccpClient) => eccp.request('filterbyagent', { agentNumber: ROSA }),
      (eccp: EccpClient) => eccp.request('filterbyagent', { agentNumber: 'any' }),
    ],
    [
      'a login',
      (eccp: EccpClient) => eccp.login('limited', USER.password),
      (eccp: EccpClient) => eccp.login(USER.user, USER.password),
    ],
  ])('is not told after a cut what was of no concern to it before %s', async (_, narrow, widen) => {
    await using server = await serverOfTwo();
    await using proxy = await CuttingProxy.before(await server.listen());
    await using eccp = await connect({ port: proxy.port, ...USER, ...AT_ONCE });
    const [events, status] = [eccp.events(), eccp.status()];
    await narrow(eccp);
    await eccp.request('getpauses', {});
    server.publish({ kind: 'agent-login-failed', agent: LUIS });
    await widen(eccp);
    await eccp.request('getpauses', {});
    proxy.cut();
    for await (const now of status) {
      if (now.kind !== 'connected') continue;
      expect(now.gap).toBe(false);
      break;
    }
    server.publish({ kind: 'agent-login-failed', agent: ROSA });
    expect((await events.next()).value).toEqual({ kind: 'agentfailedlogin', agent: ROSA });
  });
});

describe('a client of a server that does not number its events', () => {
  it('reads the states anew after a cut, and those of whom an event names; says that there may be a gap', async () => {
    await using server = await TestServer.start();
    const idle = { loginS: 0, incoming: [], outgoing: [], lastSession: undefined, lastPause: undefined };
    server.campaigns.activities = [ROSA, LUIS, ANA].map((agent) => ({ ...idle, agent, displayName: '' }));
    await using proxy = await CuttingProxy.before(await server.listen());
    await using eccp = await connect({ port: proxy.port, ...USER, ...AT_ONCE });
    const view = new AgentsView();
    const news = eccp.follow();
    const until = async (done: (one: FloorNews) => boolean): Promise<FloorNews> => {
      for (;;) {
        const { value } = await news.next();
        if (value === undefined) throw new Error('ended');
        view.take(value);
        if (done(value)) return value;
      }
    };
    const words = (): readonly (string | undefined)[] =>
      [ROSA, LUIS, ANA].map((agent) => view.agents.get(agent)?.state.status);

    expect(await until(({ kind }) => kind === 'snapshot')).toMatchObject({ gap: false });
    expect(words()).toEqual(['offline', 'offline', 'offline']);
    server.asterisk.agentDialsIn(ROSA);
    await until((one) => one.kind === 'event' && one.event.kind === 'agentstate');
    expect(words()).toEqual(['online', 'offline', 'offline']);
    proxy.cut();
    server.asterisk.agentDialsIn(LUIS);
    expect(await until(({ kind }) => kind === 'snapshot')).toMatchObject({ gap: true });
    expect(words()).toEqual(['online', 'online', 'offline']);
    expect(view.agents.get(ROSA)?.queues).toEqual(['9000']);
  });
});
