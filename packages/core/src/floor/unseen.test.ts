import { describe, expect, it } from 'vitest';
import type { CallId } from '../call/call.js';
import type { StorageWrite } from '../ports/storage-write.js';
import { caller, EMPTY_SNAPSHOT, FloorHarness, line, POOL_AGENT } from '../testing/floor-harness.js';
import {
  connect,
  held,
  live,
  logIn,
  loginOf,
  queueCaller,
  statusOf,
  talking,
} from '../testing/situations.js';
import type { TelephonySnapshot } from './input.js';

const AWAY_MS = 60_000;
const HERE = { agents: new Map([[POOL_AGENT, line(POOL_AGENT)]]) };

/** The connection is lost for a minute; then Asterisk shows that, and that it was started then. */
function away(floor: FloorHarness, snapshot: Partial<TelephonySnapshot>, startedAt: string): void {
  floor.input({ kind: 'telephony-down' });
  floor.advance(AWAY_MS);
  floor.effects.length = 0;
  floor.input({
    kind: 'telephony-up',
    epoch: 2,
    startedAt,
    snapshot: { ...EMPTY_SNAPSHOT, ...snapshot },
  });
}

function up(settings: ConstructorParameters<typeof FloorHarness>[0] = {}): FloorHarness {
  const floor = new FloorHarness(settings);
  floor.input({ kind: 'telephony-up', epoch: 1, startedAt: 'Monday', snapshot: EMPTY_SNAPSHOT });
  logIn(floor);
  return floor;
}

/** A contact of a campaign is in the queue. */
function queueContact(floor: FloorHarness): void {
  const order = { call: 'o1' as CallId, rowId: 7, campaignId: 3, phone: '5550171', retry: 1, queue: '9000' };
  const target = { dial: 'PJSIP/5550171@trunk', context: 'from-internal', exten: '9000', ringMs: undefined };
  const rest = {
    trunk: '',
    agent: undefined,
    before: undefined,
    callerId: '',
    variables: new Map<string, string>(),
  };
  floor.input({ kind: 'place-call', order: { ...order, ...target, ...rest } });
  const { customer } = caller('o1');
  floor.input({ kind: 'call-answered', call: order.call, customer });
  floor.input({ kind: 'caller-joined', call: order.call, customer, queue: '9000', phone: '' });
}

/** The last word about a call's row. */
function ending(floor: FloorHarness): StorageWrite | undefined {
  return floor.writes.find(({ kind }) =>
    ['call-ended', 'call-lost', 'call-abandoned', 'call-failed', 'call-unanswered'].includes(kind),
  );
}

describe('a call that ended while Asterisk was out of reach', () => {
  it('and had an agent, is over as of the moment when it was last known to live', () => {
    const floor = up();
    talking(floor);
    floor.advance(30_000);
    const lost = floor.now;
    away(floor, HERE, 'Monday');
    expect(ending(floor)).toMatchObject({ kind: 'call-ended', at: lost, durationS: 30 });
    expect(floor.events).toContainEqual(
      expect.objectContaining({ kind: 'call-unlinked', at: lost, durationS: 30 }),
    );
    expect(statusOf(floor)).toBe('online');
  });

  it('and was held, ends its hold at that moment too', () => {
    const floor = up();
    held(floor);
    floor.advance(30_000);
    const lost = floor.now;
    away(floor, HERE, 'Monday');
    expect(floor.writes).toContainEqual(expect.objectContaining({ kind: 'close-audit', at: lost }));
    expect(ending(floor)).toMatchObject({ kind: 'call-ended', at: lost });
  });

  it('and waited, may have been answered: nobody saw', () => {
    const floor = up();
    queueCaller(floor);
    away(floor, HERE, 'Monday');
    expect(ending(floor)).toMatchObject({ kind: 'call-lost', row: { kind: 'incoming' } });
    expect(floor.events).toContainEqual(
      expect.objectContaining({ kind: 'call-progressed', status: 'Abandoned' }),
    );
  });

  it('and was placed by us, waited, has failed and may be placed again', () => {
    const floor = up();
    queueContact(floor);
    away(floor, HERE, 'Monday');
    expect(ending(floor)).toMatchObject({ kind: 'call-failed', cause: 0, causeText: 'End not seen' });
  });

  it('and was placed by us, had an agent, is not short: how long it was is not known', () => {
    const floor = up();
    queueContact(floor);
    connect(floor, 'o1');
    away(floor, HERE, 'Monday');
    expect(ending(floor)).toMatchObject({ kind: 'call-ended', short: false });
  });

  it('leaves its agent the whole of its inactivity limit', () => {
    const floor = new FloorHarness();
    logIn(floor, POOL_AGENT, 30);
    talking(floor);
    away(floor, HERE, 'Monday');
    floor.effects.length = 0;
    floor.advance(29_000);
    expect(floor.intents).toEqual([]);
    floor.advance(1_000);
    expect(floor.intents.map(({ kind }) => kind)).toEqual(['end-line']);
  });

  it('is told apart from one that its agent has left', () => {
    const floor = up();
    talking(floor);
    const lost = floor.now;
    away(floor, { ...HERE, calls: [live('c1', { kind: 'elsewhere' })] }, 'Monday');
    expect(ending(floor)).toMatchObject({ kind: 'call-ended', at: lost });
    expect(floor.floor.calls.size).toBe(1);
  });
});

describe('when Asterisk has died', () => {
  it.each<[string, (floor: FloorHarness) => void]>([
    ['waited', queueCaller],
    ['talked', talking],
    ['was held', held],
  ])('a caller who %s is lost', (_, arrange) => {
    const floor = up();
    arrange(floor);
    away(floor, {}, 'Tuesday');
    expect(ending(floor)).toMatchObject({ kind: 'call-lost' });
    expect(floor.floor.calls.size).toBe(0);
  });

  it('a contact that an agent had is reached all the same', () => {
    const floor = up();
    queueContact(floor);
    connect(floor, 'o1');
    away(floor, {}, 'Tuesday');
    expect(ending(floor)).toMatchObject({ kind: 'call-ended', row: { kind: 'outgoing' }, short: false });
  });

  it('sessions and breaks end at that moment, and clients are told', () => {
    const floor = up();
    floor.command({ kind: 'start-break', agent: POOL_AGENT, breakId: 4 });
    const lost = floor.now;
    away(floor, {}, 'Tuesday');
    const closed = floor.writes.filter(({ kind }) => kind === 'close-audit');
    expect(closed).toEqual([expect.objectContaining({ at: lost }), expect.objectContaining({ at: lost })]);
    expect(floor.events.map(({ kind }) => kind)).toEqual(['pause-ended', 'agent-logged-out']);
    expect(loginOf(floor)).toBeUndefined();
  });

  it('a break that began since is not older than itself', () => {
    const floor = up();
    floor.input({ kind: 'telephony-down' });
    floor.advance(1_000);
    floor.command({ kind: 'start-break', agent: POOL_AGENT, breakId: 4 });
    const began = floor.now;
    floor.input({ kind: 'telephony-up', epoch: 2, startedAt: 'Tuesday', snapshot: EMPTY_SNAPSHOT });
    const closed = floor.writes.filter(({ kind }) => kind === 'close-audit');
    expect(closed).toEqual([expect.objectContaining({ at: began }), expect.objectContaining({ at: began })]);
  });
});

describe('an agent whose pause somebody has changed', () => {
  it('is paused, or not, as its reasons say', () => {
    const floor = up();
    const memberships = new Map([['9000', { paused: false, ringing: false }]]);
    floor.command({ kind: 'start-break', agent: POOL_AGENT, breakId: 4 });
    floor.input({ kind: 'memberships', agent: POOL_AGENT, memberships });
    floor.effects.length = 0;
    floor.input({ kind: 'pause-adrift', agent: POOL_AGENT });
    expect(floor.intents).toMatchObject([{ kind: 'set-paused', paused: true }]);
  });
});
