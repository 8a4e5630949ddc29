import { describe, expect, it } from 'vitest';
import { FloorHarness, POOL_AGENT, STRANGER } from '../testing/floor-harness.js';
import {
  asked,
  callOf,
  connect,
  held,
  logIn,
  logInByPhone,
  loginOf,
  outcomeOf,
  refusalOf,
  seen,
  statusOf,
  talking,
} from '../testing/situations.js';
import type { CallId } from './call.js';

const UNHOLD = { kind: 'unhold', agent: POOL_AGENT } as const;
const CALL = 'c1' as CallId;

function retrieval(floor: FloorHarness, accepted: boolean) {
  return {
    kind: 'retrieval-started',
    call: CALL,
    attempt: floor.floor.attempts,
    accepted,
    message: 'no',
  } as const;
}

describe('unhold, ECCP §8.3', () => {
  it('calls the phone to the slot, answers, and ends the hold when both meet: pauseend, OffHold', () => {
    const floor = new FloorHarness();
    held(floor);
    const since = floor.now;
    expect(asked(floor, UNHOLD)).toEqual(['timer retrieval', 'ask retrieve']);
    expect(floor.intents).toEqual([
      {
        kind: 'retrieve',
        call: CALL,
        attempt: floor.floor.attempts,
        agent: POOL_AGENT,
        phone: '5550171',
      },
    ]);
    expect(seen(floor, retrieval(floor, true))).toEqual(['reply done']);
    floor.advance(15_000);
    floor.effects.length = 0;
    expect(connect(floor)).toEqual([
      'store close-audit',
      'store call-held',
      'ask set-paused',
      'event pause-ended',
      'store progress',
      'event call-progressed',
    ]);
    expect(floor.events).toMatchObject([{ since, at: floor.now }, { status: 'OffHold' }]);
    expect(statusOf(floor)).toBe('oncall');
    floor.advance(60_000);
    expect(callOf(floor)?.phase.kind).toBe('talking');
  });

  it('the call keeps its row and its start; its duration counts the hold (D-16)', () => {
    const floor = new FloorHarness();
    held(floor);
    floor.advance(30_000);
    floor.command(UNHOLD);
    connect(floor);
    floor.advance(10_000);
    floor.input({ kind: 'call-ended', call: CALL });
    expect(floor.events.at(-1)).toMatchObject({
      kind: 'call-unlinked',
      row: { kind: 'incoming', id: 1 },
      durationS: 40,
    });
  });

  it('is answered once when the phone is there before Asterisk says that it called', () => {
    const floor = new FloorHarness();
    held(floor);
    const { id } = floor.command(UNHOLD);
    const early = retrieval(floor, true);
    expect(connect(floor).at(-1)).toBe('reply done');
    expect(seen(floor, early)).toEqual([]);
    expect(outcomeOf(floor, id)).toEqual({ kind: 'done' });
  });

  it('a second one while the phone rings changes nothing', () => {
    const floor = new FloorHarness();
    held(floor);
    floor.command(UNHOLD);
    expect(asked(floor, UNHOLD)).toEqual(['reply done']);
  });

  it('keeps the queues paused for a break', () => {
    const floor = new FloorHarness();
    held(floor);
    floor.command({ kind: 'start-break', agent: POOL_AGENT, breakId: 4 });
    floor.command(UNHOLD);
    expect(connect(floor)).not.toContain('ask set-paused');
    expect(loginOf(floor)).toMatchObject({ hold: undefined, break: { breakId: 4 } });
  });

  it.each<[string, string, (floor: FloorHarness) => void]>([
    ['agent-not-loaded', 'a stranger', () => {}],
    ['not-logged-in', 'an agent that is out', () => {}],
    ['login-not-ours', 'an external login (D-03)', (floor) => logInByPhone(floor)],
    ['talking', 'a call that is not on hold (D-06)', (floor) => talking(floor)],
    [
      'talking',
      'a hold under way',
      (floor) => {
        talking(floor);
        floor.command({ kind: 'hold', agent: POOL_AGENT });
      },
    ],
    ['not-in-call', 'no call', (floor) => logIn(floor)],
    [
      'telephony-down',
      'Asterisk away',
      (floor) => {
        held(floor);
        floor.input({ kind: 'telephony-down' });
      },
    ],
    [
      'telephony-refused',
      'a caller whom the lot let go',
      (floor) => {
        held(floor);
        floor.input({ kind: 'park-expired', call: CALL, comesBack: false });
      },
    ],
    [
      'telephony-refused',
      'a caller on its way elsewhere',
      (floor) => {
        held(floor);
        floor.command({ kind: 'transfer', agent: POOL_AGENT, extension: '505' });
      },
    ],
  ])('is refused as %s: %s', (refusal, who, arrange) => {
    const floor = new FloorHarness();
    arrange(floor);
    expect(refusalOf(floor, { ...UNHOLD, agent: who === 'a stranger' ? STRANGER : POOL_AGENT })).toBe(
      refusal,
    );
  });

  it('of a caller whom the dial plan brings back already: done', () => {
    const floor = new FloorHarness();
    held(floor);
    floor.input({ kind: 'park-expired', call: CALL, comesBack: true });
    expect(asked(floor, UNHOLD)).toEqual(['reply done']);
  });

  it('refused by Asterisk: the caller stays on hold and the next try is free', () => {
    const floor = new FloorHarness();
    held(floor);
    const { id } = floor.command(UNHOLD);
    expect(seen(floor, retrieval(floor, false))).toEqual(['reply refused']);
    expect(outcomeOf(floor, id)).toMatchObject({ refusal: { kind: 'telephony-refused', message: 'no' } });
    expect(asked(floor, UNHOLD)).toContain('ask retrieve');
  });

  it('fails twice, by an unanswered phone and by the deadline, and succeeds the third time', () => {
    const floor = new FloorHarness();
    held(floor);
    const first = floor.command(UNHOLD);
    const { attempts } = floor.floor;
    floor.input(retrieval(floor, true));
    expect(seen(floor, { kind: 'retrieval-failed', call: CALL, attempt: attempts })).toEqual([
      'event retrieval-failed',
    ]);
    expect(outcomeOf(floor, first.id)).toEqual({ kind: 'done' });

    const second = floor.command(UNHOLD);
    expect(seen(floor, { kind: 'retrieval-failed', call: CALL, attempt: attempts })).toEqual([]);
    floor.advance(29_999);
    expect(floor.outcomes.get(second.id)).toEqual([]);
    floor.advance(1);
    expect(outcomeOf(floor, second.id)).toMatchObject({ refusal: { kind: 'telephony-refused' } });
    expect(statusOf(floor)).toBe('paused');

    floor.command(UNHOLD);
    connect(floor);
    expect(floor.events.map(({ kind }) => kind)).toEqual([
      'retrieval-failed',
      'pause-ended',
      'call-progressed',
    ]);
  });

  it('the caller hangs up while the phone is called: answered once, hold and call end', () => {
    const floor = new FloorHarness();
    held(floor);
    const { id } = floor.command(UNHOLD);
    floor.input({ kind: 'call-ended', call: CALL });
    expect(outcomeOf(floor, id)).toMatchObject({ refusal: { kind: 'telephony-refused' } });
    expect(floor.events.map(({ kind }) => kind)).toEqual(['pause-ended', 'call-progressed', 'call-unlinked']);
    expect(seen(floor, retrieval(floor, true))).toEqual([]);
  });
});
