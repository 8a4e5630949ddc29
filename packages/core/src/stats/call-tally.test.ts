import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CallScope } from '../ports/call-scope.js';
import type { TallyRow } from '../ports/tally-store.js';
import { isJoined, OUTGOING_COUNTS, type OutgoingCount } from './call-counts.js';
import type { CallMark } from './call-mark.js';
import { CallTally } from './call-tally.js';
import { waitInterval } from './queue-wait.js';

const SPRING: CallScope = { kind: 'outgoing', campaignId: 1 };
const AUTUMN: CallScope = { kind: 'outgoing', campaignId: 2 };
const DAYS = ['2026-03-09', '2026-03-10', '2026-03-11'] as const;

const mark = (fields: Partial<CallMark> = {}): CallMark => ({
  count: 'success',
  day: '2026-03-10',
  talkS: 0,
  waitS: 0,
  ...fields,
});

const row = (fields: Partial<TallyRow> = {}): TallyRow => ({
  scope: SPRING,
  count: 'success',
  day: '2026-03-10',
  calls: 1,
  talkS: 0,
  longestTalkS: 0,
  waits: [0, 0, 0, 0, 0, 0, 0],
  ...fields,
});

function seeded(contacts: number, rows: readonly TallyRow[] = []): CallTally {
  const tally = new CallTally();
  tally.seed({
    rows,
    contacts: [{ campaignId: 1, owner: 1, contacts }],
    seen: { upTo: contacts, lists: new Map() },
  });
  return tally;
}

describe('call tally', () => {
  it('counts contacts that were never dialled as the rest, and none of them from a day on', () => {
    const tally = seeded(10, [row({ count: 'failure', calls: 3 })]);
    expect(tally.outgoing(1).calls).toMatchObject({ pending: 7, failure: 3, success: 0 });
    expect(tally.outgoing(1, '2026-03-10').calls).toMatchObject({ pending: 0, failure: 3 });
    expect(tally.outgoing(1, '2026-03-11').calls).toMatchObject({ pending: 0, failure: 0 });
    expect(tally.outgoing(2).calls).toMatchObject({ pending: 0, failure: 0 });
  });

  it('follows a call from its dialling to its end, and a second attempt on another day', () => {
    const tally = seeded(2);
    const placing = mark({ count: 'placing', day: '2026-03-10' });
    const failed = mark({ count: 'failure', day: '2026-03-10' });
    const again = mark({ count: 'placing', day: '2026-03-11' });
    const done = mark({ day: '2026-03-11', talkS: 61, waitS: 7 });
    tally.move(SPRING, undefined, placing);
    expect(tally.outgoing(1).calls).toMatchObject({ pending: 1, placing: 1 });
    tally.move(SPRING, placing, failed);
    tally.move(SPRING, failed, again);
    tally.move(SPRING, again, done);
    expect(tally.outgoing(1).calls).toMatchObject({ pending: 1, placing: 0, failure: 0, success: 1 });
    expect(tally.outgoing(1, '2026-03-11').talk).toEqual({ totalS: 61, longestS: 61 });
    expect(tally.queueWaits(SPRING)).toEqual({ joined: [0, 1, 0, 0, 0, 0, 0], abandoned: 0 });
  });

  it('keeps campaigns of both kinds and queues apart, whatever their ids', () => {
    const tally = new CallTally();
    const scopes: readonly CallScope[] = [
      { kind: 'incoming', campaignId: 1 },
      { kind: 'queue', queue: '1' },
    ];
    tally.move(SPRING, undefined, mark());
    tally.move({ kind: 'queue', queue: '1' }, undefined, mark({ count: 'abandoned' }));
    expect(scopes.map((scope) => tally.incoming(scope).calls)).toEqual([
      { onqueue: 0, success: 0, onhold: 0, abandoned: 0, finished: 0, losttrack: 0 },
      { onqueue: 0, success: 0, onhold: 0, abandoned: 1, finished: 0, losttrack: 0 },
    ]);
    expect(tally.queueWaits({ kind: 'queue', queue: '1' }).abandoned).toBe(1);
  });

  it('knows the next longest talk when the longest goes', () => {
    const tally = seeded(9, [row({ calls: 2, talkS: 80, longestTalkS: 40 })]);
    tally.move(SPRING, undefined, mark({ talkS: 95 }));
    expect(tally.outgoing(1).talk).toEqual({ totalS: 175, longestS: 95 });
    tally.move(SPRING, mark({ talkS: 95 }), undefined);
    expect(tally.outgoing(1).talk).toEqual({ totalS: 80, longestS: 40 });
  });

  it('takes in uploads and lists that are switched, before or after their contacts are dialled', () => {
    const tally = seeded(5);
    tally.move(SPRING, undefined, mark({ count: 'placing' }));
    const added = [{ campaignId: 1, owner: 7, contacts: 100 }];
    const seen = { upTo: 105, lists: new Map([[7, 1]]) };
    expect(tally.apply({ kind: 'contacts', added, recounted: [], seen })).toBe(true);
    expect(tally.outgoing(1).calls.pending).toBe(104);
    const recounted = [{ campaignId: 1, owner: 7, contacts: 0 }];
    expect(tally.apply({ kind: 'contacts', added: [], recounted, seen })).toBe(true);
    expect(tally.outgoing(1).calls.pending).toBe(4);
    expect(tally.seen).toBe(seen);
    expect(tally.apply({ kind: 'removed' })).toBe(false);
  });

  it('never counts below zero, not even what it never counted', () => {
    const marks = fc.option(anyMark(), { nil: undefined });
    fc.assert(
      fc.property(fc.array(fc.tuple(marks, marks)), (moves) => {
        const tally = seeded(3);
        for (const [from, to] of moves) tally.move(SPRING, from, to);
        const { calls, talk } = tally.outgoing(1);
        const numbers = [
          ...Object.values(calls),
          talk.totalS,
          talk.longestS,
          ...tally.queueWaits(SPRING).joined,
        ];
        expect(numbers.every((value) => value >= 0)).toBe(true);
      }),
    );
  });

  it('answers as a recount of the calls would, after any moves, from any day on', () => {
    const contacts = 12;
    const change = fc.tuple(fc.nat(contacts - 1), fc.option(anyMark(), { nil: undefined }));
    fc.assert(
      fc.property(
        fc.array(change, { maxLength: 60 }),
        fc.constantFrom(undefined, ...DAYS),
        (changes, since) => {
          const tally = seeded(contacts);
          tally.move(AUTUMN, undefined, mark());
          const calls = new Map<number, CallMark>();
          for (const [call, to] of changes) {
            tally.move(SPRING, calls.get(call), to);
            if (to === undefined) calls.delete(call);
            else calls.set(call, to);
          }
          expect(tally.outgoing(1, since)).toEqual(recount([...calls.values()], contacts, since));
          const joined = [...calls.values()].filter(({ count }) => isJoined(count));
          const waits = [0, 1, 2, 3, 4, 5, 6].map(
            (interval) => joined.filter(({ waitS }) => waitInterval(waitS) === interval).length,
          );
          expect(tally.queueWaits(SPRING).joined).toEqual(waits);
        },
      ),
    );
  });
});

function anyMark(): fc.Arbitrary<CallMark> {
  return fc.record({
    count: fc.constantFrom(...OUTGOING_COUNTS.filter((count) => count !== 'pending')),
    day: fc.constantFrom(undefined, ...DAYS),
    talkS: fc.nat(300),
    waitS: fc.nat(60),
  });
}

function recount(marks: readonly CallMark[], contacts: number, since: string | undefined): unknown {
  const counted = marks.filter(({ day }) => since === undefined || (day !== undefined && day >= since));
  const calls: Record<OutgoingCount, number> = Object.fromEntries(
    OUTGOING_COUNTS.map((name) => [name, counted.filter(({ count }) => count === name).length]),
  ) as Record<OutgoingCount, number>;
  calls.pending = since === undefined ? contacts - counted.length : 0;
  const talks = counted.filter(({ count }) => isJoined(count)).map(({ talkS }) => talkS);
  return {
    calls,
    talk: { totalS: talks.reduce((sum, talk) => sum + talk, 0), longestS: Math.max(0, ...talks) },
  };
}
