import { describe, expect, it } from 'vitest';
import type { CallId } from '../call/call.js';
import { CALLBACK_AGENT, EMPTY_SNAPSHOT, FloorHarness } from '../testing/floor-harness.js';
import { connect, logInCommand, queueCaller } from '../testing/situations.js';
import type { Membership } from './agent.js';

const MINUTE = 60_000;
const FREE: Membership = { paused: false, ringing: false };
const LOST: Membership = { ...FREE, unreachable: true };

function phoneIs(floor: FloorHarness, membership: Membership): void {
  const memberships = new Map([['9000', membership]]);
  floor.input({ kind: 'memberships', agent: CALLBACK_AGENT, memberships });
}

function loggedIn(membership: Membership = FREE): FloorHarness {
  const floor = new FloorHarness({ lostPhoneMs: MINUTE });
  floor.command(logInCommand(CALLBACK_AGENT));
  phoneIs(floor, membership);
  return floor;
}

function logOffs(floor: FloorHarness): number {
  return floor.intents.filter(({ kind }) => kind === 'leave-queues').length;
}

// H-13
describe('a callback agent whose phone is lost', () => {
  it('is logged off when the phone has had its time, which is told, and again if Asterisk misses it', () => {
    const floor = loggedIn();
    phoneIs(floor, LOST);
    floor.advance(MINUTE - 1);
    expect(logOffs(floor)).toBe(0);
    floor.advance(1);
    expect(floor.intents.at(-1)).toMatchObject({ kind: 'leave-queues', queues: ['9000'] });
    expect(floor.events.at(-1)).toEqual({ kind: 'phone-lost', agent: CALLBACK_AGENT });
    floor.advance(MINUTE);
    expect(logOffs(floor)).toBe(2);
    floor.input({ kind: 'memberships', agent: CALLBACK_AGENT, memberships: new Map() });
    expect(floor.events.at(-1)).toEqual({ kind: 'agent-logged-out', agent: CALLBACK_AGENT });
    floor.advance(MINUTE);
    expect(logOffs(floor)).toBe(2);
  });

  it('is logged off when it has logged in without one', () => {
    const floor = loggedIn(LOST);
    floor.advance(MINUTE);
    expect(logOffs(floor)).toBe(1);
  });

  it('stays when the phone comes back, and each loss has its whole time', () => {
    const floor = loggedIn();
    for (let times = 0; times < 3; times += 1) {
      phoneIs(floor, LOST);
      floor.advance(MINUTE - 1);
      phoneIs(floor, FREE);
    }
    floor.advance(10 * MINUTE);
    expect(logOffs(floor)).toBe(0);
  });

  it('is not given more time by other news of its queues', () => {
    const floor = loggedIn();
    phoneIs(floor, LOST);
    floor.advance(MINUTE / 2);
    phoneIs(floor, { ...LOST, paused: true });
    floor.advance(MINUTE / 2);
    expect(logOffs(floor)).toBe(1);
  });

  it('is let talk, and logged off afterwards', () => {
    const floor = loggedIn();
    queueCaller(floor);
    connect(floor, 'c1', CALLBACK_AGENT);
    phoneIs(floor, LOST);
    floor.advance(10 * MINUTE);
    expect(logOffs(floor)).toBe(0);
    floor.input({ kind: 'call-ended', call: 'c1' as CallId });
    floor.advance(MINUTE);
    expect(logOffs(floor)).toBe(1);
  });

  it('is let have its break, and logged off afterwards', () => {
    const floor = loggedIn();
    floor.command({ kind: 'start-break', agent: CALLBACK_AGENT, breakId: 4 });
    phoneIs(floor, { ...LOST, paused: true });
    floor.advance(10 * MINUTE);
    expect(logOffs(floor)).toBe(0);
    floor.command({ kind: 'end-break', agent: CALLBACK_AGENT });
    floor.advance(MINUTE);
    expect(logOffs(floor)).toBe(1);
  });

  it('has its time anew when Asterisk, which alone could tell of the phone, is back', () => {
    const floor = loggedIn();
    phoneIs(floor, LOST);
    floor.input({ kind: 'telephony-down' });
    floor.advance(1.5 * MINUTE);
    const memberships = new Map([[CALLBACK_AGENT, new Map([['9000', LOST]])]]);
    floor.input({ kind: 'telephony-up', epoch: 2, snapshot: { ...EMPTY_SNAPSHOT, memberships } });
    floor.advance(MINUTE - 1);
    expect(logOffs(floor)).toBe(0);
    floor.advance(1);
    expect(logOffs(floor)).toBe(1);
  });

  it('stays logged in without a limit', () => {
    const floor = new FloorHarness({ lostPhoneMs: undefined });
    floor.command(logInCommand(CALLBACK_AGENT));
    phoneIs(floor, LOST);
    floor.advance(100 * MINUTE);
    expect(logOffs(floor)).toBe(0);
  });
});
