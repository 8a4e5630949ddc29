import { describe, expect, it } from 'vitest';
import { FloorHarness, POOL_AGENT, STRANGER } from '../testing/floor-harness.js';
import {
  asked,
  held,
  logIn,
  logInByPhone,
  loginOf,
  refusalOf,
  statusOf,
  talking,
} from '../testing/situations.js';

const PAUSE = { kind: 'start-break', agent: POOL_AGENT, breakId: 4 } as const;
const UNPAUSE = { kind: 'end-break', agent: POOL_AGENT } as const;

describe('pauseagent, ECCP §8.2', () => {
  it('opens a row, pauses the queues, tells everybody, then answers', () => {
    const floor = new FloorHarness();
    logIn(floor);
    expect(asked(floor, PAUSE)).toEqual([
      'store open-pause',
      'ask set-paused',
      'event pause-started',
      'reply done',
    ]);
    expect(floor.effects.slice(0, 3)).toMatchObject([
      { write: { agentRowId: 1, breakId: 4, at: floor.now } },
      { intent: { agent: POOL_AGENT, paused: true, reason: 'Lunch' } },
      { event: { pause: { kind: 'break', breakId: 4, name: 'Lunch' }, since: floor.now } },
    ]);
    expect(statusOf(floor)).toBe('paused');
  });

  it('again the same: success without effect; another: refused', () => {
    const floor = new FloorHarness();
    logIn(floor);
    floor.command(PAUSE);
    expect(asked(floor, PAUSE)).toEqual(['reply done']);
    expect(refusalOf(floor, { ...PAUSE, breakId: 5 })).toBe('other-break');
  });

  it.each([
    ['unknown', 99],
    ['inactive', 6],
    ['the hold', 1],
  ])('of a break that is %s is refused, even before the login is looked at', (_, breakId) => {
    expect(refusalOf(new FloorHarness(), { ...PAUSE, breakId })).toBe('break-unknown');
  });

  it('needs an agent that is loaded and logged in, by whatever means', () => {
    const floor = new FloorHarness();
    expect(refusalOf(floor, { ...PAUSE, agent: STRANGER })).toBe('agent-not-loaded');
    expect(refusalOf(floor, PAUSE)).toBe('not-logged-in');
    logInByPhone(floor);
    expect(refusalOf(floor, PAUSE)).toBeUndefined();
  });

  it('pauses nothing in Asterisk for an agent without queues', () => {
    const floor = new FloorHarness();
    floor.input({ kind: 'memberships', agent: POOL_AGENT, memberships: new Map() });
    logIn(floor);
    expect(asked(floor, PAUSE)).toEqual(['store open-pause', 'event pause-started', 'reply done']);
  });

  it('in a call leaves the status oncall (D-08) and takes no further calls', () => {
    const floor = new FloorHarness();
    talking(floor);
    expect(asked(floor, PAUSE)).toContain('ask set-paused');
    expect(statusOf(floor)).toBe('oncall');
  });

  it('on hold finds the queues paused already and leaves them so', () => {
    const floor = new FloorHarness();
    held(floor);
    expect(asked(floor, PAUSE)).toEqual(['store open-pause', 'event pause-started', 'reply done']);
    expect(asked(floor, UNPAUSE)).toEqual(['store close-audit', 'event pause-ended', 'reply done']);
    expect(loginOf(floor)?.hold).toBeDefined();
    expect(statusOf(floor)).toBe('paused');
  });
});

describe('unpauseagent', () => {
  it('closes the row with its duration, unpauses, tells everybody, then answers', () => {
    const floor = new FloorHarness();
    logIn(floor);
    const since = floor.now;
    floor.command(PAUSE);
    floor.advance(1_800_000);
    floor.effects.length = 0;
    expect(asked(floor, UNPAUSE)).toEqual([
      'store close-audit',
      'ask set-paused',
      'event pause-ended',
      'reply done',
    ]);
    expect(floor.effects.slice(0, 3)).toMatchObject([
      { write: { id: 2, openedAt: since, at: since + 1_800_000 } },
      { intent: { paused: false } },
      { event: { pause: { name: 'Lunch' }, since, at: since + 1_800_000 } },
    ]);
    expect(statusOf(floor)).toBe('online');
  });

  it('without a break: success, nothing else', () => {
    const floor = new FloorHarness();
    logIn(floor);
    expect(asked(floor, UNPAUSE)).toEqual(['reply done']);
  });

  it('needs an agent that is loaded and logged in', () => {
    const floor = new FloorHarness();
    expect(refusalOf(floor, { ...UNPAUSE, agent: STRANGER })).toBe('agent-not-loaded');
    expect(refusalOf(floor, UNPAUSE)).toBe('not-logged-in');
  });

  it('during a break that began before the hold keeps the queues paused for the hold', () => {
    const floor = new FloorHarness();
    talking(floor);
    floor.command(PAUSE);
    expect(asked(floor, { kind: 'hold', agent: POOL_AGENT })).toEqual(['timer park', 'ask park']);
    expect(asked(floor, UNPAUSE)).not.toContain('ask set-paused');
  });
});
