import { type Difference, Shadow, systemClock } from 'openeccp';
import { pino } from 'pino';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import type { Backend, BackendName } from '../backends/backend.js';
import { settled } from '../backends/channels.js';
import { backend as backendOf } from '../backends/index.js';
import { until } from '../lab/deadline.js';
import { describeWith } from '../lab/requirements.js';
import { startTcpProxy } from '../lab/tcp-proxy.js';
import { CALLBACK_AGENT, POOL_AGENT, withConsole, workThrough } from '../scenarios/console.js';
import { configFor, type ServerUnderTest } from '../server/server-under-test.js';

const ROUND_MS = 200;
const DEADLINE_MS = 20_000;

/** Runs a shadow beside a server that is in charge: on the truth it finds nothing, on a lie it finds that. */
export function shadowSuite(name: BackendName): void {
  const { needs, start } = backendOf(name);

  describeWith(needs, `a shadow beside a server on ${name}`, () => {
    let backend: Backend;
    beforeAll(async () => {
      backend = await start({ parking: 'own' });
    });
    afterAll(() => backend.close());
    afterEach(() => settled(backend));

    it.each([
      ['pool', POOL_AGENT],
      ['callback', CALLBACK_AGENT],
    ] as const)('agrees with it all through the work of a %s agent', async (_, agent) => {
      const differences: Difference[] = [];
      await withConsole(backend, agent, async (console, server) => {
        await using shadow = await beside(backend, server, server.port, differences);
        await workThrough(console);
        await until('both to have told everything', DEADLINE_MS, async () =>
          shadow.counts.events >= EVENTS_OF_WORK && shadow.counts.states > 2 ? true : undefined,
        );
        expect(shadow.counts).toMatchObject({ events: EVENTS_OF_WORK, differences: 0 });
      });
      expect(differences).toEqual([]);
    });

    it('says so when the other keeps quiet about the end of a call, or names another queue', async () => {
      const differences: Difference[] = [];
      await withConsole(backend, POOL_AGENT, async (console, server) => {
        const liar = await startTcpProxy(server.port, (lines) =>
          lines
            .replace(/<event><agentunlinked>.*<\/event>/, UNRELATED)
            .replace(/(<event><agentlinked>.*)<queue>9000</, '$1<queue>8000<'),
        );
        try {
          await using shadow = await beside(backend, server, liar.port, differences);
          await workThrough(console);
          await until('the lies to be found', DEADLINE_MS, async () =>
            shadow.counts.differences >= 2 ? true : undefined,
          );
        } finally {
          await liar.close();
        }
      });
      expect(differences).toMatchObject([
        { kind: 'event-differs', what: 'agentlinked', field: 'queue', legacy: '8000', here: '9000' },
        { kind: 'only-here', what: 'agentunlinked' },
      ]);
    });
  });
}

/** An event that nobody compares. */
const UNRELATED = '<event><agentfailedlogin><agent>Agent/9001</agent></agentfailedlogin></event>';

/** agentloggedin, OnQueue, agentlinked, hold and its OnHold, its end and its OffHold, agentunlinked, agentloggedout. */
const EVENTS_OF_WORK = 9;

function beside(
  backend: Backend,
  server: ServerUnderTest,
  port: number,
  differences: Difference[],
): Promise<Shadow> {
  return Shadow.start({
    config: configFor(backend),
    legacy: { host: '127.0.0.1', port },
    user: 'agentconsole',
    password: 'agentconsole',
    storage: server.storage,
    clock: systemClock,
    log: pino({ level: 'silent' }),
    roundMs: ROUND_MS,
    onDifference: (difference) => differences.push(difference),
  });
}
