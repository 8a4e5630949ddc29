import { describe, expect, it } from 'vitest';
import type { CallId } from '../call/call.js';
import { CALLBACK_AGENT, FloorHarness, POOL_AGENT, STRANGER } from '../testing/floor-harness.js';
import {
  answerTo,
  connect,
  held,
  logIn,
  logInCommand,
  queueCaller,
  refusalOf,
} from '../testing/situations.js';

const LIMIT_S = 600;
const LIMIT = LIMIT_S * 1000;

function loggedIn(): FloorHarness {
  const floor = new FloorHarness();
  logIn(floor, POOL_AGENT, LIMIT_S);
  return floor;
}

function loggedOff(floor: FloorHarness): boolean {
  return floor.intents.some(({ kind }) => kind === 'end-line' || kind === 'leave-queues');
}

describe('the inactivity limit, ECCP §7.1', () => {
  it('logs off when it has passed, and asks again if Asterisk misses it', () => {
    const floor = loggedIn();
    floor.advance(LIMIT - 1);
    expect(loggedOff(floor)).toBe(false);
    floor.advance(1);
    expect(floor.intents.map(({ kind }) => kind)).toEqual(['end-line']);
    floor.advance(LIMIT);
    expect(floor.intents.map(({ kind }) => kind)).toEqual(['end-line', 'end-line']);
  });

  it('is nobody else’s: none asked for, none kept from an earlier login', () => {
    const floor = loggedIn();
    floor.input({ kind: 'agent-out', agent: POOL_AGENT, channel: undefined });
    logIn(floor);
    floor.advance(10 * LIMIT);
    expect(loggedOff(floor)).toBe(false);
  });

  it('takes a callback agent out of its queues', () => {
    const floor = new FloorHarness();
    floor.command(logInCommand(CALLBACK_AGENT, LIMIT_S));
    const memberships = new Map([['9000', { paused: false, ringing: false }]]);
    floor.input({ kind: 'memberships', agent: CALLBACK_AGENT, memberships });
    floor.advance(LIMIT);
    expect(floor.intents.at(-1)).toMatchObject({ kind: 'leave-queues', queues: ['9000'] });
  });

  it.each<[string, (floor: FloorHarness) => void]>([
    ['a ping', (floor) => floor.command({ kind: 'ping', agent: POOL_AGENT })],
    [
      'the end of a break',
      (floor) => {
        floor.command({ kind: 'start-break', agent: POOL_AGENT, breakId: 4 });
        floor.advance(LIMIT / 2);
        floor.command({ kind: 'end-break', agent: POOL_AGENT });
      },
    ],
    [
      'the end of a call',
      (floor) => {
        queueCaller(floor);
        connect(floor);
        floor.advance(LIMIT / 2);
        floor.input({ kind: 'call-ended', call: 'c1' as CallId });
      },
    ],
    [
      'the end of a hold with its call',
      (floor) => {
        held(floor);
        floor.advance(LIMIT / 2);
        floor.input({ kind: 'call-ended', call: 'c1' as CallId });
      },
    ],
  ])('begins anew with %s', (_, activity) => {
    const floor = loggedIn();
    floor.advance(LIMIT - 1);
    activity(floor);
    floor.advance(LIMIT - 1);
    expect(loggedOff(floor)).toBe(false);
    floor.advance(1);
    expect(loggedOff(floor)).toBe(true);
  });

  it.each<[string, (floor: FloorHarness) => void]>([
    [
      'a call',
      (floor) => {
        queueCaller(floor);
        connect(floor);
      },
    ],
    ['a break', (floor) => floor.command({ kind: 'start-break', agent: POOL_AGENT, breakId: 4 })],
    ['a hold', (floor) => held(floor)],
  ])('does not count during %s', (_, begin) => {
    const floor = loggedIn();
    begin(floor);
    floor.advance(5 * LIMIT);
    expect(loggedOff(floor)).toBe(false);
  });

  it('does not count what is no activity: a caller in the queue, a membership, a second login', () => {
    const floor = loggedIn();
    floor.advance(LIMIT - 1);
    queueCaller(floor);
    floor.command(logInCommand(POOL_AGENT, 5));
    floor.input({ kind: 'memberships', agent: POOL_AGENT, memberships: new Map() });
    floor.advance(1);
    expect(loggedOff(floor)).toBe(true);
  });
});

describe('pingagent', () => {
  it('succeeds for every loaded agent, logged in or not', () => {
    const floor = new FloorHarness();
    expect(answerTo(floor, { kind: 'ping', agent: POOL_AGENT })).toEqual({ kind: 'done' });
    expect(refusalOf(floor, { kind: 'ping', agent: STRANGER })).toBe('agent-not-loaded');
  });
});
