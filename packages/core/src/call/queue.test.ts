import { describe, expect, it } from 'vitest';
import { caller, FloorHarness, POOL_AGENT } from '../testing/floor-harness.js';
import { callOf, connect, logIn, queueCaller, seen, talking } from '../testing/situations.js';
import type { CallId } from './call.js';

const JOINED = { kind: 'caller-joined', ...caller('c1'), queue: '9000', phone: '5550171' } as const;
const GAVE_UP = { kind: 'caller-gave-up', call: 'c1' as CallId } as const;
const ENDED = { kind: 'call-ended', call: 'c1' as CallId } as const;

describe('a caller in a queue', () => {
  it('gets its row and a callprogress', () => {
    const floor = new FloorHarness();
    expect(seen(floor, JOINED)).toEqual([
      'store call-joined',
      'store progress',
      'event call-progressed',
      'look up',
    ]);
    expect(floor.writes).toMatchObject([
      {
        kind: 'call-joined',
        row: { kind: 'incoming', id: 1 },
        queueRowId: 1,
        phone: '5550171',
        at: floor.now,
        uniqueid: 'c1',
      },
      { kind: 'progress', id: 1, row: { kind: 'incoming', id: 1 }, status: 'OnQueue', agentRowId: undefined },
    ]);
    expect(floor.events).toMatchObject([
      { status: 'OnQueue', row: { kind: 'incoming', id: 1 }, progressId: 1, queue: '9000', uniqueid: 'c1' },
    ]);
  });

  it('of a queue that is not monitored is not followed', () => {
    expect(seen(new FloorHarness(), { ...JOINED, queue: '8000' })).toEqual([]);
  });

  it('is abandoned once, whether it leaves the queue or hangs up', () => {
    const floor = new FloorHarness();
    floor.input(JOINED);
    floor.advance(12_900);
    floor.effects.length = 0;
    expect(seen(floor, GAVE_UP)).toEqual(['store call-abandoned', 'store progress', 'event call-progressed']);
    expect(floor.writes[0]).toEqual({
      kind: 'call-abandoned',
      row: { kind: 'incoming', id: 1 },
      at: floor.now,
      waitedS: 12,
    });
    expect(seen(floor, GAVE_UP)).toEqual([]);
    expect(seen(floor, ENDED)).toEqual([]);
    expect(callOf(floor)).toBeUndefined();

    floor.input({ ...JOINED, ...caller('c2') });
    expect(seen(floor, { ...ENDED, call: 'c2' as CallId })).toEqual([
      'store call-abandoned',
      'store progress',
      'event call-progressed',
    ]);
  });

  it('is answered, by nobody, when somebody who is no agent takes it', () => {
    const floor = new FloorHarness();
    floor.input(JOINED);
    floor.advance(12_900);
    floor.effects.length = 0;
    const taken = { kind: 'caller-taken', call: 'c1' as CallId } as const;
    expect(seen(floor, taken)).toEqual(['store call-taken', 'store progress', 'event call-progressed']);
    expect(floor.writes).toMatchObject([
      { kind: 'call-taken', row: { kind: 'incoming', id: 1 }, at: floor.now, waitedS: 12 },
      { kind: 'progress', status: 'Hangup', agentRowId: undefined },
    ]);
    expect(floor.events).toMatchObject([{ kind: 'call-progressed', status: 'Abandoned' }]);
    expect(seen(floor, taken)).toEqual([]);
    expect(seen(floor, ENDED)).toEqual([]);
    expect(callOf(floor)).toBeUndefined();
  });

  it('that tries another queue is a new row, as reports expect', () => {
    const floor = new FloorHarness();
    floor.input(JOINED);
    floor.input(GAVE_UP);
    expect(seen(floor, JOINED)).toContain('store call-joined');
    expect(callOf(floor)).toMatchObject({ rowId: 2, phase: { kind: 'waiting' } });
  });

  it('seen again while it waits keeps its row', () => {
    const floor = new FloorHarness();
    floor.input(JOINED);
    const customer = { name: 'PJSIP/customer-other', uniqueid: 'c1' };
    expect(seen(floor, { ...JOINED, customer })).toEqual([]);
    expect(callOf(floor)).toMatchObject({ rowId: 1, customer });
  });

  it('does not give up once an agent has taken the call', () => {
    const floor = new FloorHarness();
    logIn(floor);
    queueCaller(floor);
    connect(floor, 'c1', POOL_AGENT);
    expect(seen(floor, GAVE_UP)).toEqual([]);
    expect(callOf(floor)?.phase.kind).toBe('talking');
  });

  it('unknown calls end without a trace', () => {
    const floor = new FloorHarness();
    talking(floor);
    expect(seen(floor, { ...ENDED, call: 'nobody' as CallId })).toEqual([]);
    expect(seen(floor, { ...GAVE_UP, call: 'nobody' as CallId })).toEqual([]);
  });
});
