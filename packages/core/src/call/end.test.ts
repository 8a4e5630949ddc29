import { describe, expect, it } from 'vitest';
import { caller, FloorHarness, OTHER_AGENT, POOL_AGENT, STRANGER } from '../testing/floor-harness.js';
import {
  callOf,
  connect,
  held,
  logIn,
  logInByPhone,
  loginOf,
  outcomeOf,
  queueCaller,
  refusalOf,
  seen,
  statusOf,
  talking,
} from '../testing/situations.js';
import type { CallId } from './call.js';

const HANG_UP = { kind: 'hang-up', agent: POOL_AGENT } as const;
const CALL = 'c1' as CallId;

/** A colleague has sent its customer to the agent. */
function handedOver(floor: FloorHarness): void {
  logIn(floor);
  talking(floor, 'c1', OTHER_AGENT);
  floor.command({ kind: 'transfer-to-agent', agent: OTHER_AGENT, target: POOL_AGENT });
  const attempt = floor.floor.attempts;
  floor.input({ kind: 'redirect-answered', call: CALL, attempt, result: 'accepted', message: '' });
  connect(floor);
  floor.effects.length = 0;
}

describe('hangup, ECCP §8.3', () => {
  it.each([
    ['talking', talking],
    ['held', held],
    ['handed over by a colleague', handedOver],
  ])('of a call that is %s ends the customer’s channel and answers with Asterisk', (_, arrange) => {
    const floor = new FloorHarness();
    arrange(floor);
    const { id } = floor.command(HANG_UP);
    expect(floor.intents).toEqual([{ kind: 'hang-up', channel: caller('c1').customer, command: id }]);
    expect(seen(floor, { kind: 'hang-up-answered', command: id, accepted: true, message: '' })).toEqual([
      'reply done',
    ]);
    expect(loginOf(floor)?.call).toBe(CALL);
  });

  it('is open to external logins and refused without a call', () => {
    const floor = new FloorHarness();
    expect(refusalOf(floor, HANG_UP)).toBe('not-in-call');
    expect(refusalOf(floor, { ...HANG_UP, agent: STRANGER })).toBe('not-in-call');
    logInByPhone(floor);
    expect(refusalOf(floor, HANG_UP)).toBe('not-in-call');
    talking(floor);
    expect(floor.command(HANG_UP).effects).toHaveLength(1);
  });

  it('refused by Asterisk leaves the call as it is', () => {
    const floor = new FloorHarness();
    talking(floor);
    const { id } = floor.command(HANG_UP);
    floor.input({ kind: 'hang-up-answered', command: id, accepted: false, message: 'No such channel' });
    expect(outcomeOf(floor, id)).toMatchObject({ refusal: { message: 'No such channel' } });
    expect(statusOf(floor)).toBe('oncall');
  });
});

describe('a call that ends', () => {
  it('frees the agent and closes its rows, with whole seconds from the first join', () => {
    const floor = new FloorHarness();
    talking(floor);
    floor.advance(64_900);
    expect(seen(floor, { kind: 'call-ended', call: CALL })).toEqual([
      'store call-unlinked',
      'store call-ended',
      'store progress',
      'event call-unlinked',
    ]);
    expect(floor.writes).toMatchObject([
      { row: { kind: 'incoming', id: 1 }, currentId: 1 },
      { row: { kind: 'incoming', id: 1 }, at: floor.now, durationS: 64 },
      { status: 'Hangup', agentRowId: 1, durationS: 64 },
    ]);
    expect(floor.events).toEqual([
      {
        kind: 'call-unlinked',
        agent: POOL_AGENT,
        row: { kind: 'incoming', id: 1 },
        campaignId: undefined,
        phone: '5550171',
        at: floor.now,
        durationS: 64,
        short: false,
        queue: '9000',
        progressId: 3,
      },
    ]);
    expect([callOf(floor), loginOf(floor)?.call, statusOf(floor)]).toEqual([undefined, undefined, 'online']);
    expect(seen(floor, { kind: 'call-ended', call: CALL })).toEqual([]);
  });

  it('during a break leaves the break', () => {
    const floor = new FloorHarness();
    talking(floor);
    floor.command({ kind: 'start-break', agent: POOL_AGENT, breakId: 4 });
    expect(seen(floor, { kind: 'call-ended', call: CALL })).not.toContain('ask set-paused');
    expect(statusOf(floor)).toBe('paused');
  });

  it('after its agent has left it leaves no further trace', () => {
    const floor = new FloorHarness();
    talking(floor);
    const separated = { kind: 'call-separated', call: CALL, agent: POOL_AGENT } as const;
    expect(seen(floor, separated)).toContain('event call-unlinked');
    expect(seen(floor, separated)).toEqual([]);
    expect(callOf(floor)?.phase.kind).toBe('released');
    expect(seen(floor, { kind: 'call-ended', call: CALL })).toEqual([]);
    expect(callOf(floor)).toBeUndefined();
  });
});

describe('an agent’s end that leaves a call', () => {
  it('is believed only of the agent that talks: not of another, not of one that holds', () => {
    const floor = new FloorHarness();
    queueCaller(floor);
    logIn(floor, OTHER_AGENT);
    talking(floor, 'c2');
    expect(seen(floor, { kind: 'call-separated', call: 'c2' as CallId, agent: OTHER_AGENT })).toEqual([]);
    expect(seen(floor, { kind: 'call-separated', call: CALL, agent: POOL_AGENT })).toEqual([]);
    const holding = new FloorHarness();
    held(holding);
    expect(seen(holding, { kind: 'call-separated', call: CALL, agent: POOL_AGENT })).toEqual([]);
    expect(statusOf(holding)).toBe('paused');
  });
});
