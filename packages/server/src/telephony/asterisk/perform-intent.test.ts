import { expect, it } from 'vitest';
import { performIntent } from './perform-intent.js';
import { POOL_AGENT } from './testing/model-bench.js';
import { performerBench } from './testing/performer-bench.js';

/** What the actions of an intent name, when the queues call the agent that. */
async function namedIn(
  members: Readonly<Record<string, string>>,
  intent: Parameters<typeof performIntent>[1],
): Promise<readonly string[]> {
  const { performer, event } = performerBench();
  for (const [queue, name] of Object.entries(members)) {
    event('QueueMemberAdded', { Queue: queue, Interface: name, Paused: '0' });
  }
  const named: string[] = [];
  const client = {
    ...performer.client,
    action: (...asked: Parameters<typeof performer.client.action>) => {
      named.push(...(asked[1] ?? []).flatMap(([field, value]) => (field === 'Interface' ? [value] : [])));
      return performer.client.action(...asked);
    },
  };
  await performIntent({ ...performer, client }, intent);
  return named;
}

const PAUSE = { kind: 'set-paused', agent: POOL_AGENT, paused: true, reason: 'Lunch' } as const;
const LEAVE = { kind: 'leave-queues', agent: POOL_AGENT, queues: ['9000', '9100'] } as const;

it.each([
  [{}, ['Local/412@agents']],
  [{ '9000': 'Local/412@agents', '9100': 'Local/412@agents' }, ['Local/412@agents']],
  [{ '9000': 'Local/412@agents/n' }, ['Local/412@agents/n']],
  [{ '9000': 'Local/412@agents', '9100': 'Agent/412' }, ['Local/412@agents', 'Agent/412']],
])('an agent is paused under what its queues call it: %o', async (members, names) => {
  expect(await namedIn(members, PAUSE)).toEqual(names);
});

it('an agent leaves each queue under what that one calls it', async () => {
  const names = await namedIn({ '9000': 'Local/412@agents/n' }, LEAVE);
  expect(names).toEqual(['Local/412@agents/n', 'Local/412@agents']);
});
