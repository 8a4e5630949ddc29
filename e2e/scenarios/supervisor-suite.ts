import { type AgentName, parseAgentName } from '@openeccp/core';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import type { Backend, BackendName } from '../backends/backend.js';
import { settled } from '../backends/channels.js';
import { backend as backendOf } from '../backends/index.js';
import { until } from '../lab/deadline.js';
import { describeWith } from '../lab/requirements.js';
import { startServerUnderTest } from '../server/server-under-test.js';
import { Wire } from '../server/wire.js';
import { POOL_AGENT } from './console.js';

/** What somebody asks who watches over a call center, the same on every back end. */
export function supervisorSuite(name: BackendName): void {
  const { needs, start } = backendOf(name);

  describeWith(needs, `supervisor on ${name}`, () => {
    let backend: Backend;
    beforeAll(async () => {
      backend = await start({ parking: 'own' });
    });
    afterAll(() => backend.close());
    afterEach(() => settled(backend));

    it('which phones are registered', async () => {
      await using server = await startServerUnderTest(backend);
      const wire = await supervisor(server.port);
      const ask = (extension: string) =>
        wire.ask('getextensionstatus', `<extension>${extension}</extension>`);
      expect(await ask('PJSIP/412')).toEqual(['extension = PJSIP/412', 'registered = yes']);
      expect(await ask('pjsip/105')).toEqual(['extension = pjsip/105', 'registered = no']);
      expect(await ask('SIP/201')).toEqual(['extension = SIP/201', 'registered = no']);
      wire.close();
    });

    it('an agent who is hired while the server runs is in the queues that Asterisk has it in', async () => {
      await using server = await startServerUnderTest(backend, { without: [POOL_AGENT.name] });
      const wire = await supervisor(server.port);
      const queues = (): Promise<readonly string[]> =>
        wire.ask('getagentqueues', `<agent_number>${POOL_AGENT.name}</agent_number>`);
      expect(await queues()).toContain('failure.message = Specified agent not found');
      await server.storage.addAgent({
        name: agentName(POOL_AGENT.name),
        displayName: 'Rosa',
        phonePassword: '1234',
        eccpPassword: POOL_AGENT.password,
      });
      expect(await wire.ask('refreshagents')).toEqual(['success']);
      const known = await until('the queues of the new agent', 10_000, async () => {
        const now = await queues();
        return now.includes('queues.queue = 9000') ? now : undefined;
      });
      expect(known.toSorted()).toEqual(['queues.queue = 8000', 'queues.queue = 8001', 'queues.queue = 9000']);
      wire.close();
    });
  });
}

async function supervisor(port: number): Promise<Wire> {
  const wire = await Wire.open(port);
  await wire.login('agentconsole', 'agentconsole');
  return wire;
}

function agentName(text: string): AgentName {
  const name = parseAgentName(text);
  if (name === undefined) throw new Error(`${text} is no agent`);
  return name;
}
