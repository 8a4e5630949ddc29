import { describe, expect, it } from 'vitest';
import {
  caller,
  DIRECTORY,
  FloorHarness,
  OTHER_AGENT,
  POOL_AGENT,
  STRANGER,
} from '../testing/floor-harness.js';
import {
  asked,
  callOf,
  connect,
  held,
  logIn,
  logInByPhone,
  loginOf,
  outcomeOf,
  queueCaller,
  reconnect,
  refusalOf,
  seen,
  statusOf,
  talking,
} from '../testing/situations.js';
import type { CallId } from './call.js';

const HOLD = { kind: 'hold', agent: POOL_AGENT } as const;
const CALL = 'c1' as CallId;
const PARKED = { kind: 'call-parked', call: CALL, slot: '701', ours: false } as const;

describe('hold, ECCP §8.3', () => {
  it('pauses before it parks, and answers behind pausestart once the caller is in the lot', () => {
    const floor = new FloorHarness();
    talking(floor);
    const { id } = floor.command(HOLD);
    expect(floor.effects).toEqual([
      {
        kind: 'telephony',
        intent: { kind: 'set-paused', agent: POOL_AGENT, paused: true, reason: 'Hold' },
      },
      { kind: 'set-timer', timer: { kind: 'park', call: CALL }, at: floor.now + 5_000 },
      {
        kind: 'telephony',
        intent: { kind: 'park', call: CALL, agent: POOL_AGENT, customer: caller('c1').customer },
      },
    ]);
    expect(floor.outcomes.get(id)).toEqual([]);
    floor.effects.length = 0;
    expect(seen(floor, PARKED)).toEqual([
      'store open-pause',
      'store call-held',
      'event pause-started',
      'store progress',
      'event call-progressed',
      'reply done',
    ]);
    expect(floor.writes).toMatchObject([{ id: 2, breakId: 1 }, { held: true }, { status: 'OnHold' }]);
    expect(floor.events[0]).toMatchObject({ agent: POOL_AGENT, pause: { kind: 'hold' }, since: floor.now });
    expect(statusOf(floor)).toBe('paused');
    expect(loginOf(floor)?.call).toBe('c1');
  });

  it('in a break finds the queues paused', () => {
    const floor = new FloorHarness();
    talking(floor);
    floor.command({ kind: 'start-break', agent: POOL_AGENT, breakId: 4 });
    expect(asked(floor, HOLD)).toEqual(['timer park', 'ask park']);
    expect(seen(floor, PARKED)).toContain('event pause-started');
  });

  it.each<[string, string, (floor: FloorHarness) => void]>([
    ['agent-not-loaded', 'a stranger', () => {}],
    ['not-logged-in', 'an agent that is out', () => {}],
    ['login-not-ours', 'an external login (D-03)', (floor) => logInByPhone(floor)],
    [
      'telephony-down',
      'Asterisk away',
      (floor) => {
        talking(floor);
        floor.input({ kind: 'telephony-down' });
      },
    ],
    [
      'parking-disabled',
      'no parking lot, before the call is looked at (D-05)',
      (floor) => {
        logIn(floor);
        floor.input({
          kind: 'telephony-up',
          epoch: 2,
          snapshot: {
            parking: false,
            agents: new Map([[POOL_AGENT, lineOf(floor)]]),
            memberships: new Map(),
            calls: [],
          },
        });
      },
    ],
    ['not-in-call', 'no call (D-04)', (floor) => logIn(floor)],
    ['already-held', 'a call on hold (D-04)', (floor) => held(floor)],
    [
      'already-held',
      'a hold under way',
      (floor) => {
        talking(floor);
        floor.command(HOLD);
      },
    ],
    [
      'hold-break-missing',
      'a database without a break of kind H',
      (floor) => {
        talking(floor);
        floor.input({ ...DIRECTORY, breaks: DIRECTORY.breaks.filter(({ kind }) => kind === 'break') });
      },
    ],
  ])('is refused as %s: %s', (refusal, who, arrange) => {
    const floor = new FloorHarness();
    arrange(floor);
    expect(refusalOf(floor, { ...HOLD, agent: who === 'a stranger' ? STRANGER : POOL_AGENT })).toBe(refusal);
  });

  it('refused by Asterisk: the pause is undone, nothing was written, nobody hears of it', () => {
    const floor = new FloorHarness();
    talking(floor);
    const { id } = floor.command(HOLD);
    expect(seen(floor, { kind: 'park-refused', call: CALL, message: 'no' })).toEqual([
      'reply refused',
      'ask set-paused',
    ]);
    expect(outcomeOf(floor, id)).toEqual({
      kind: 'refused',
      refusal: { kind: 'telephony-refused', message: 'no' },
    });
    expect(floor.intents.at(-1)).toMatchObject({ paused: false });
    expect([floor.events, floor.writes, statusOf(floor)]).toEqual([[], [], 'oncall']);
    expect(asked(floor, HOLD)).toContain('ask park');
  });

  it('never confirmed: given up at the deadline; a late confirmation is a hold all the same', () => {
    const floor = new FloorHarness();
    talking(floor);
    const { id } = floor.command(HOLD);
    floor.advance(4_999);
    expect(floor.outcomes.get(id)).toEqual([]);
    floor.advance(1);
    expect(outcomeOf(floor, id).kind).toBe('refused');
    expect(seen(floor, PARKED)).toContain('ask set-paused');
    expect(statusOf(floor)).toBe('paused');
  });

  it('is a hold also when the two are seen apart before the lot says that it has the caller', () => {
    const floor = new FloorHarness();
    talking(floor);
    const { id } = floor.command(HOLD);
    expect(seen(floor, { kind: 'call-separated', call: CALL, agent: POOL_AGENT })).toEqual([]);
    floor.input(PARKED);
    expect(outcomeOf(floor, id)).toEqual({ kind: 'done' });
    expect(callOf(floor)?.phase).toMatchObject({ kind: 'held', slot: '701' });
  });

  it('ends the call when the two are apart and Asterisk has refused', () => {
    const floor = new FloorHarness();
    talking(floor);
    const { id } = floor.command(HOLD);
    floor.input({ kind: 'call-separated', call: CALL, agent: POOL_AGENT });
    floor.input({ kind: 'park-refused', call: CALL, message: 'no' });
    expect(outcomeOf(floor, id)).toMatchObject({ kind: 'refused' });
    expect(callOf(floor)?.phase.kind).toBe('released');
    expect(loginOf(floor)?.call).toBeUndefined();
  });

  it('never confirmed although the two are apart: the caller goes to its queue, in the lot nobody would look for it', () => {
    const floor = new FloorHarness();
    talking(floor);
    floor.command(HOLD);
    floor.input({ kind: 'call-separated', call: CALL, agent: POOL_AGENT });
    floor.effects.length = 0;
    floor.advance(5_000);
    expect(floor.intents).toContainEqual(
      expect.objectContaining({ kind: 'redirect', call: CALL, to: { kind: 'queue', queue: '9000' } }),
    );
  });

  it('the deadline of one hold does not end the next', () => {
    const floor = new FloorHarness();
    talking(floor);
    floor.command(HOLD);
    floor.input({ kind: 'park-refused', call: CALL, message: 'no' });
    floor.advance(3_000);
    const { id } = floor.command(HOLD);
    floor.advance(3_000);
    expect(floor.outcomes.get(id)).toEqual([]);
    floor.input(PARKED);
    floor.advance(10_000);
    expect(outcomeOf(floor, id)).toEqual({ kind: 'done' });
    expect(loginOf(floor)?.hold).toBeDefined();
  });

  it('the customer hangs up while it is being parked: refused, then unlinked, no hold', () => {
    const floor = new FloorHarness();
    talking(floor);
    const { id } = floor.command(HOLD);
    floor.effects.length = 0;
    expect(seen(floor, { kind: 'call-ended', call: CALL })).toEqual([
      'reply refused',
      'ask set-paused',
      'store call-unlinked',
      'store call-ended',
      'store progress',
      'event call-unlinked',
    ]);
    expect(outcomeOf(floor, id).kind).toBe('refused');
    expect(seen(floor, PARKED)).toEqual([]);
  });
});

describe('a caller that somebody else parks', () => {
  it('is on hold all the same: the agent’s phone did it, for external logins too', () => {
    const floor = new FloorHarness();
    logInByPhone(floor);
    queueCaller(floor);
    connect(floor);
    expect(seen(floor, PARKED)).toEqual([
      'store open-pause',
      'store call-held',
      'ask set-paused',
      'event pause-started',
      'store progress',
      'event call-progressed',
    ]);
  });

  it.each([
    ['our own lot goes to its queue, for nobody else would look for it', true, ['queue']],
    ['another lot is somebody else’s', false, []],
  ] as const)('whom no agent has any more and who is in %s', (_, ours, sent) => {
    const floor = new FloorHarness();
    talking(floor);
    floor.input({ kind: 'call-separated', call: CALL, agent: POOL_AGENT });
    floor.effects.length = 0;
    floor.input({ ...PARKED, ours });
    const to = floor.intents.flatMap((intent) => (intent.kind === 'redirect' ? [intent.to.kind] : []));
    expect(to).toEqual(sent);
  });

  it('is none of ours while it waits, or without a break that marks holds', () => {
    const floor = new FloorHarness();
    queueCaller(floor);
    expect(seen(floor, PARKED)).toEqual([]);
    logIn(floor);
    connect(floor);
    floor.input({ ...DIRECTORY, breaks: [] });
    expect(seen(floor, PARKED)).toEqual([]);
    expect(statusOf(floor)).toBe('oncall');
  });
});

describe('a caller on hold', () => {
  it('that hangs up ends the hold, then the call, in the order of ECCP §6.2, once (D-18)', () => {
    const floor = new FloorHarness();
    held(floor);
    const since = floor.now;
    floor.advance(20_000);
    expect(seen(floor, { kind: 'call-ended', call: CALL })).toEqual([
      'store close-audit',
      'store call-held',
      'ask set-paused',
      'event pause-ended',
      'store progress',
      'event call-progressed',
      'store call-unlinked',
      'store call-ended',
      'store progress',
      'event call-unlinked',
    ]);
    expect(floor.events).toMatchObject([
      { pause: { kind: 'hold' }, since, at: floor.now },
      { status: 'OffHold' },
      { durationS: 20 },
    ]);
    expect(statusOf(floor)).toBe('online');
  });

  it('moves to another slot, or leaves the lot by time-out: the hold goes on', () => {
    const floor = new FloorHarness();
    held(floor);
    expect(seen(floor, { ...PARKED, slot: '702' })).toEqual([]);
    expect(callOf(floor)?.phase).toMatchObject({ slot: '702' });
    expect(seen(floor, { kind: 'park-expired', call: CALL, comesBack: false })).toEqual([]);
    expect(callOf(floor)?.phase).toMatchObject({ kind: 'held', slot: undefined });
    expect(statusOf(floor)).toBe('paused');
  });

  it('is taken out of its slot by somebody else: handed over, as by a transfer (B-19)', () => {
    const floor = new FloorHarness();
    held(floor);
    expect(seen(floor, { kind: 'parked-call-taken', call: CALL, by: '103' })).toEqual([
      'store call-transferred',
      'store close-audit',
      'store call-held',
      'ask set-paused',
      'event pause-ended',
      'store progress',
      'event call-progressed',
      'store call-unlinked',
      'store call-ended',
      'store progress',
      'event call-unlinked',
    ]);
    expect(floor.writes[0]).toMatchObject({ to: '103' });
    expect([statusOf(floor), callOf(floor)?.phase.kind]).toEqual(['online', 'released']);
  });

  it('is taken out of its slot by an agent that is not logged in: by somebody else (B-19)', () => {
    const floor = new FloorHarness();
    held(floor);
    expect(connect(floor, 'c1', OTHER_AGENT)).toContain('event call-unlinked');
    expect(floor.writes[0]).toMatchObject({ kind: 'call-transferred', to: '9000' });
  });

  it('whose agent meets another caller goes to its queue', () => {
    const floor = new FloorHarness();
    held(floor);
    queueCaller(floor, 'c2');
    connect(floor, 'c2');
    expect(floor.intents.at(-1)).toMatchObject({ kind: 'redirect', call: 'c1', to: { kind: 'queue' } });
    expect(callOf(floor, 'c2')?.phase.kind).toBe('talking');
  });

  it('is taken out of its slot by another agent, who has it then (B-19)', () => {
    const floor = new FloorHarness();
    held(floor);
    logIn(floor, OTHER_AGENT);
    connect(floor, 'c1', OTHER_AGENT);
    expect([statusOf(floor), statusOf(floor, OTHER_AGENT)]).toEqual(['online', 'oncall']);
  });

  it('that is taken while a transfer of it is under way: the request is answered', () => {
    const floor = new FloorHarness();
    held(floor);
    const { id } = floor.command({ kind: 'transfer', agent: POOL_AGENT, extension: '505' });
    floor.input({ kind: 'parked-call-taken', call: CALL, by: '103' });
    expect(outcomeOf(floor, id)).toEqual({ kind: 'done' });
  });

  it('goes on while Asterisk is away and if it is parked still', () => {
    const floor = new FloorHarness();
    held(floor);
    const line = lineOf(floor);
    expect(
      reconnect(floor, {
        agents: new Map([[POOL_AGENT, line]]),
        memberships: new Map([[POOL_AGENT, new Map([['9000', { paused: true, ringing: false }]])]]),
        calls: [
          {
            ...caller('c1'),
            queue: '9000',
            phone: '5550171',
            state: { kind: 'parked', slot: '705', ours: true },
          },
        ],
      }).filter((effect) => !effect.startsWith('event membership')),
    ).toEqual([]);
    expect(callOf(floor)?.phase).toMatchObject({ kind: 'held', slot: '705' });
  });
});

function lineOf(floor: FloorHarness) {
  const channel = loginOf(floor)?.channel;
  if (channel === undefined) throw new Error('no line');
  return channel;
}
