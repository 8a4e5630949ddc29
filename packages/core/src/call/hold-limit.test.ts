import { describe, expect, it } from 'vitest';
import { FloorHarness, POOL_AGENT } from '../testing/floor-harness.js';
import { callOf, connect, held, seen, statusOf } from '../testing/situations.js';
import type { CallId } from './call.js';

const CALL = 'c1' as CallId;
const MINUTE = 60_000;

function limited(): FloorHarness {
  const floor = new FloorHarness({ holdLimitMs: 5 * MINUTE, holdWarningMs: MINUTE });
  held(floor);
  return floor;
}

function retrieval(floor: FloorHarness) {
  return { call: CALL, attempt: floor.floor.attempts } as const;
}

describe('the limit of a hold (B-11)', () => {
  it('is none unless it is set', () => {
    const floor = new FloorHarness();
    held(floor);
    floor.advance(24 * 60 * MINUTE);
    expect([floor.effects, statusOf(floor)]).toEqual([[], 'paused']);
  });

  it('warns before it, then brings the caller back to its agent', () => {
    const floor = limited();
    const until = floor.now + 5 * MINUTE;
    floor.advance(4 * MINUTE - 1);
    expect(floor.events).toEqual([]);
    floor.advance(1);
    expect(floor.events).toMatchObject([{ kind: 'hold-near-limit', agent: POOL_AGENT, until }]);
    floor.advance(MINUTE);
    expect(floor.events.map(({ kind }) => kind)).toEqual(['hold-near-limit', 'hold-at-limit']);
    expect(floor.intents).toMatchObject([{ kind: 'retrieve', agent: POOL_AGENT }]);
    floor.effects.length = 0;
    connect(floor);
    expect(floor.events.map(({ kind }) => kind)).toEqual(['pause-ended', 'call-progressed']);
    floor.advance(60 * MINUTE);
    expect(statusOf(floor)).toBe('oncall');
  });

  it.each<[string, (floor: FloorHarness) => void]>([
    ['does not answer', (floor) => floor.input({ kind: 'retrieval-failed', ...retrieval(floor) })],
    ['is never heard of', (floor) => floor.advance(30_000)],
    [
      'can’t be called',
      (floor) => {
        floor.input({ kind: 'retrieval-started', ...retrieval(floor), accepted: false, message: 'no' });
      },
    ],
  ])('sends the caller to its queue when the phone %s', (_, fail) => {
    const floor = limited();
    floor.advance(5 * MINUTE);
    floor.effects.length = 0;
    fail(floor);
    expect(floor.intents).toMatchObject([
      { kind: 'set-paused', paused: false },
      { kind: 'redirect', to: { kind: 'queue', queue: '9000' } },
    ]);
    expect(floor.events.map(({ kind }) => kind)).toEqual([
      'retrieval-failed',
      'pause-ended',
      'call-progressed',
      'call-unlinked',
    ]);
    expect([statusOf(floor), callOf(floor)?.phase.kind]).toEqual(['online', 'released']);
  });

  it('of a caller whose phone is being called already is heeded when that fails', () => {
    const floor = limited();
    floor.advance(5 * MINUTE - 1);
    floor.command({ kind: 'unhold', agent: POOL_AGENT });
    floor.effects.length = 0;
    floor.advance(1);
    expect(floor.intents).toEqual([]);
    floor.input({ kind: 'retrieval-failed', ...retrieval(floor) });
    expect(floor.intents.at(-1)).toMatchObject({ kind: 'redirect' });
  });

  it('is heeded when the caller is parked again after it, having been in no slot when it came', () => {
    const floor = limited();
    floor.input({ kind: 'park-expired', call: CALL, comesBack: false });
    floor.advance(6 * MINUTE);
    expect(floor.intents).toEqual([]);
    floor.input({ kind: 'call-parked', call: CALL, slot: '702', ours: true });
    floor.advance(0);
    expect(floor.intents).toMatchObject([{ kind: 'retrieve', agent: POOL_AGENT }]);
  });

  it('is not forgotten by a timer that goes off too early', () => {
    const floor = limited();
    floor.now += 5 * MINUTE - 1;
    expect(seen(floor, { kind: 'timer', timer: { kind: 'hold-limit', call: CALL } })).toEqual([
      'timer hold-limit',
    ]);
    floor.advance(1);
    expect(floor.intents).toMatchObject([{ kind: 'retrieve' }]);
  });

  it('waits for Asterisk, and for a transfer that is under way', () => {
    const floor = limited();
    floor.command({ kind: 'transfer', agent: POOL_AGENT, extension: '505' });
    const transfer = { call: CALL, attempt: floor.floor.attempts };
    floor.now += 5 * MINUTE;
    floor.effects.length = 0;
    expect(seen(floor, { kind: 'timer', timer: { kind: 'hold-limit', call: CALL } })).toEqual([
      'timer hold-limit',
    ]);
    floor.input({ kind: 'redirect-answered', ...transfer, result: 'refused', message: 'no' });
    floor.input({ kind: 'telephony-down' });
    floor.advance(MINUTE);
    expect(floor.intents).toEqual([]);
  });

  it('leaves a caller to the dial plan whom the lot has let go', () => {
    const floor = limited();
    floor.input({ kind: 'park-expired', call: CALL, comesBack: true });
    floor.advance(60 * MINUTE);
    expect(floor.intents).toEqual([]);
  });

  it('starts anew with each hold, and is forgotten with the last', () => {
    const floor = limited();
    floor.advance(3 * MINUTE);
    floor.command({ kind: 'unhold', agent: POOL_AGENT });
    connect(floor);
    floor.command({ kind: 'hold', agent: POOL_AGENT });
    floor.input({ kind: 'call-parked', call: CALL, slot: '702', ours: true });
    floor.effects.length = 0;
    floor.advance(4 * MINUTE - 1);
    expect(floor.effects).toEqual([]);
    floor.input({ kind: 'call-ended', call: CALL });
    floor.effects.length = 0;
    floor.advance(10 * MINUTE);
    expect(floor.effects).toEqual([]);
  });
});

describe('a caller on the way to its queue', () => {
  const onTheWay = (): { readonly floor: FloorHarness; readonly attempt: number } => {
    const floor = new FloorHarness();
    held(floor);
    floor.input({ kind: 'agent-out', agent: POOL_AGENT, channel: undefined });
    floor.effects.length = 0;
    return { floor, attempt: floor.floor.attempts };
  };

  it('is sent again when Asterisk says nothing', () => {
    const { floor, attempt } = onTheWay();
    floor.advance(15_000);
    expect(floor.intents).toMatchObject([
      { kind: 'call-off-redirect', attempt },
      { kind: 'redirect', to: { kind: 'queue' } },
    ]);
  });

  it('is left alone when Asterisk has sent it', () => {
    const { floor, attempt } = onTheWay();
    floor.input({ kind: 'redirect-answered', call: CALL, attempt, result: 'accepted', message: '' });
    floor.advance(60_000);
    expect(floor.intents).toEqual([]);
  });

  it('is hung up on where the dial plan has no way there', () => {
    const { floor, attempt } = onTheWay();
    floor.input({ kind: 'redirect-answered', call: CALL, attempt, result: 'refused', message: 'no' });
    expect(floor.intents).toMatchObject([{ kind: 'hang-up' }]);
  });
});
