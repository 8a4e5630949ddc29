import { describe, expect, it } from 'vitest';
import { CALLBACK_AGENT, FloorHarness, POOL_AGENT, STRANGER } from '../testing/floor-harness.js';
import { agentOf, logIn, loginOf, seen, talking } from '../testing/situations.js';
import type { AgentName, Membership } from './agent.js';

function members(agent: AgentName, ...entries: [string, Membership][]) {
  return { kind: 'memberships', agent, memberships: new Map(entries) } as const;
}
const FREE = { paused: false, ringing: false };
const PAUSED = { paused: true, ringing: false };

describe('queue memberships of a pool agent', () => {
  it('raise queuemembership for real changes of the set alone', () => {
    const floor = new FloorHarness();
    expect(seen(floor, members(POOL_AGENT, ['9000', FREE]))).toEqual([]);
    expect(seen(floor, members(POOL_AGENT, ['9000', PAUSED]))).toEqual([]);
    expect(seen(floor, members(POOL_AGENT, ['9000', FREE], ['9100', FREE]))).toEqual([
      'event membership-changed',
    ]);
    expect(seen(floor, members(POOL_AGENT, ['9100', FREE], ['9000', FREE]))).toEqual([]);
    expect(seen(floor, members(POOL_AGENT))).toEqual(['event membership-changed']);
    expect(floor.events).toMatchObject([{ queues: ['9000', '9100'] }, { queues: [] }]);
  });

  it('neither log in nor out', () => {
    const floor = new FloorHarness();
    logIn(floor);
    floor.input(members(POOL_AGENT));
    expect(loginOf(floor)).toBeDefined();
  });

  it('are paused in a new queue when the agent has a reason to be', () => {
    const floor = new FloorHarness();
    talking(floor);
    floor.command({ kind: 'start-break', agent: POOL_AGENT, breakId: 4 });
    expect(seen(floor, members(POOL_AGENT, ['9000', PAUSED], ['9100', FREE]))).toEqual([
      'event membership-changed',
      'ask set-paused',
    ]);
    expect(floor.intents.at(-1)).toMatchObject({ paused: true, reason: 'Lunch' });
    expect(seen(floor, members(POOL_AGENT, ['9000', PAUSED]))).toEqual(['event membership-changed']);
  });

  it('of strangers are of no interest', () => {
    expect(seen(new FloorHarness(), members(STRANGER, ['9000', FREE]))).toEqual([]);
  });
});

describe('queue memberships of a callback agent', () => {
  it('are the login: in with the first of its own queues, out with the last', () => {
    const floor = new FloorHarness();
    expect(seen(floor, members(CALLBACK_AGENT, ['8000', FREE]))).toEqual([]);
    expect(seen(floor, members(CALLBACK_AGENT, ['8000', FREE], ['9000', FREE]))).toEqual([
      'store open-session',
      'event agent-logged-in',
    ]);
    expect(seen(floor, members(CALLBACK_AGENT, ['9000', FREE]))).toEqual([]);
    expect(seen(floor, members(CALLBACK_AGENT, ['8000', FREE]))).toEqual([
      'store close-audit',
      'event agent-logged-out',
    ]);
    expect([...agentOf(floor, CALLBACK_AGENT).memberships.keys()]).toEqual(['8000']);
  });
});
