import { expect, it } from 'vitest';
import type { KnownAgent } from '../messages/known-agent.js';
import { AgentsView } from './agents-view.js';

const agent = (agentNumber: string, status: string): KnownAgent => ({
  agentNumber,
  state: { status },
  queues: ['9000'],
});

it('is what the latest snapshot says, and what was told of single agents since', () => {
  const view = new AgentsView();
  const words = (): readonly string[] =>
    [...view.agents].map(([name, { state }]) => `${name} ${state.status}`);
  const told = (agentNumber: string, known: KnownAgent | undefined): void =>
    view.take({ kind: 'event', event: { kind: 'agentstate', agentNumber, known }, number: 1 });

  view.take({
    kind: 'snapshot',
    agents: [agent('Agent/1', 'online'), agent('Agent/2', 'offline')],
    gap: false,
  });
  told('Agent/2', agent('Agent/2', 'online'));
  told('Agent/3', agent('Agent/3', 'paused'));
  told('Agent/1', undefined);
  view.take({ kind: 'event', event: { kind: 'agentloggedout', agent: 'Agent/3' }, number: 2 });
  expect(words()).toEqual(['Agent/2 online', 'Agent/3 paused']);
  view.take({ kind: 'snapshot', agents: [agent('Agent/1', 'oncall')], gap: true });
  expect(words()).toEqual(['Agent/1 oncall']);
});
