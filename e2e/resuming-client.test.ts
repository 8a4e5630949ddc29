import { isDeepStrictEqual } from 'node:util';
import { AgentsView, connect, type EccpClient, type FloorNews, type KnownAgent } from '@openeccp/eccp';
import { describe, expect, it } from 'vitest';
import { startSimulatorBackend } from './backends/simulator.js';
import { until } from './lab/deadline.js';
import { startTcpProxy } from './lab/tcp-proxy.js';
import { startServerUnderTest } from './server/server-under-test.js';

const ACCOUNT = { user: 'agentconsole', password: 'agentconsole' };
/** On their phones; all of them take calls of queue 9000. */
const AGENTS: ReadonlyMap<string, string> = new Map([
  ['Agent/412', '412'],
  ['Agent/9000', '104'],
  ['Agent/9001', '105'],
  ['Agent/9002', '106'],
  ['Agent/9003', '107'],
]);
const PASSWORD = '1234';
/** In the simulator's seconds, ten of which pass in one. */
const CALLERS = { everySeconds: [0.2, 0.6], talkSeconds: [1, 4], waitingPlaces: 10 } as const;
const CUTS = 20;
/** Nothing is measured by it; it ends a test that hangs. Milliseconds. */
const DEADLINE_MS = 10_000;

/** All agents by name, as the server says they are at this moment. */
async function truth(client: EccpClient): Promise<ReadonlyMap<string, KnownAgent>> {
  const answer = await client.request('resumeevents', { since: undefined, snapshot: true });
  if (answer.kind === 'refused') throw new Error(answer.failure.message);
  return new Map((answer.reply.agents ?? []).map((agent) => [agent.agentNumber, agent]));
}

async function rest(client: EccpClient, agentNumber: string, breakId: number): Promise<void> {
  const agent = client.agent(agentNumber, PASSWORD);
  await agent.pause(breakId);
  await agent.unpause();
}

describe('a client whose connection is cut while the floor is busy', () => {
  it('has the same view as the server again at once, and misses nothing', async () => {
    await using backend = await startSimulatorBackend({ parking: 'own' }, CALLERS);
    await using server = await startServerUnderTest(backend, { extended: true });
    const proxy = await startTcpProxy(server.port);
    const breaks = (await server.storage.loadDirectory()).breaks.filter(({ kind }) => kind === 'break');
    let events = 0;
    const rests: Promise<void>[] = [];
    const direct = await connect({
      port: server.port,
      ...ACCOUNT,
      onEvent: (event) => {
        events += 1;
        // Who has had a call takes a break for a moment.
        if (event.kind === 'agentunlinked') rests.push(rest(direct, event.agentNumber, breaks[0]?.id ?? 0));
      },
    });
    const client = await connect({ port: proxy.port, ...ACCOUNT, reconnect: true });
    await client.request('callprogress', { enable: true });
    const view = new AgentsView();
    const numbers: number[] = [];
    let gaps = 0;
    const following = (async (news: AsyncIterable<FloorNews>) => {
      for await (const one of news) {
        view.take(one);
        if (one.kind === 'event' && one.number !== undefined) numbers.push(one.number);
        if (one.kind === 'snapshot' && one.gap) gaps += 1;
      }
    })(client.follow());
    try {
      for (const [agent, extension] of AGENTS) await direct.agent(agent, PASSWORD).login(extension);

      const took: number[] = [];
      for (let cut = 0; cut < CUTS; cut += 1) {
        const enough = events + 10;
        await until('events', DEADLINE_MS, () => (events >= enough ? true : undefined));
        const status = client.status();
        const began = performance.now();
        proxy.cut();
        proxy.mend();
        for await (const { kind } of status) if (kind === 'connected') break;
        while (!isDeepStrictEqual(view.agents, await truth(direct))) {
          if (performance.now() - began > DEADLINE_MS) expect(view.agents).toEqual(await truth(direct));
        }
        took.push(performance.now() - began);
      }
      took.sort((a, b) => a - b);
      const [median, most] = [took[CUTS / 2] ?? 0, took.at(-1) ?? 0].map(Math.round);
      console.log(
        `${CUTS} cuts among ${events} events: the view was the server's again after ${median} ms, ${most} ms at most`,
      );
      expect(gaps).toBe(0);
      expect(numbers).toEqual(numbers.map((_, index) => (numbers[0] ?? 0) + index));
    } finally {
      await client.close();
      await following;
      await direct.close();
      // Those under way when the client was closed.
      await Promise.allSettled(rests);
      await proxy.close();
    }
  });
});
