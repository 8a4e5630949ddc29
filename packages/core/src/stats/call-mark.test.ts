import { describe, expect, it } from 'vitest';
import type { StorageWrite } from '../ports/storage-write.js';
import { type CallMark, isEnd, markAfter, markBefore } from './call-mark.js';

const AT = 1_000;
const dayOf = (at: number): string => `day ${at}`;
const incoming = { kind: 'incoming', id: 1 } as const;
const outgoing = { kind: 'outgoing', id: 2 } as const;
const mark = (fields: Partial<CallMark>): CallMark => ({
  count: 'onqueue',
  day: 'earlier',
  talkS: 0,
  waitS: 0,
  ...fields,
});

const joined: StorageWrite = {
  kind: 'call-joined',
  row: incoming,
  queueRowId: 1,
  campaignId: undefined,
  phone: '5550171',
  at: AT,
  uniqueid: 'c1',
  trunk: '',
};
const linked: StorageWrite = {
  kind: 'call-linked',
  row: incoming,
  currentId: 1,
  queueRowId: 1,
  queue: '9000',
  agentRowId: 1,
  agent: 'Agent/412' as never,
  phone: '5550171',
  at: AT,
  waitedS: 8,
  uniqueid: 'c1',
  trunk: '',
  customerChannel: 'SIP/x-1',
};
const ended = (row: typeof incoming | typeof outgoing, short: boolean): StorageWrite => ({
  kind: 'call-ended',
  row,
  at: AT,
  durationS: 30,
  short,
});
const placed: StorageWrite = {
  kind: 'call-placed',
  row: outgoing,
  campaignId: 1,
  retry: 1,
  at: AT,
  before: undefined,
};

describe('what a call is counted as, ECCP §7.2', () => {
  it.each<readonly [string, StorageWrite, CallMark | undefined, Partial<CallMark>]>([
    ['joins a queue', joined, undefined, { count: 'onqueue', day: 'day 1000' }],
    [
      'is dialled once more',
      placed,
      mark({ count: 'failure', talkS: 9, waitS: 9 }),
      { count: 'placing', day: 'day 1000' },
    ],
    [
      'is answered',
      { kind: 'call-answered', row: outgoing, at: AT, uniqueid: 'c2' },
      mark({ count: 'placing' }),
      { count: 'ringing' },
    ],
    [
      'is not reached',
      { kind: 'call-failed', row: outgoing, at: AT, cause: undefined, causeText: undefined },
      mark({ count: 'placing' }),
      { count: 'failure' },
    ],
    [
      'is answered and hung up',
      { kind: 'call-unanswered', row: outgoing, at: AT },
      mark({ count: 'ringing' }),
      { count: 'noanswer' },
    ],
    [
      'waits for an agent',
      { kind: 'call-queued', row: outgoing, at: AT, trunk: '', uniqueid: 'c2' },
      mark({ count: 'ringing' }),
      { count: 'onqueue' },
    ],
    ['meets an agent', linked, mark({}), { count: 'success', waitS: 8 }],
    [
      'meets another agent after it had ended',
      linked,
      mark({ count: 'finished', talkS: 30, waitS: 2 }),
      { count: 'success', waitS: 8 },
    ],
    [
      'is held',
      { kind: 'call-held', row: incoming, currentId: 1, held: true },
      mark({ count: 'success', waitS: 8 }),
      { count: 'onhold', waitS: 8 },
    ],
    [
      'goes on',
      { kind: 'call-held', row: incoming, currentId: 1, held: false },
      mark({ count: 'onhold', waitS: 8 }),
      { count: 'success', waitS: 8 },
    ],
    [
      'ends, incoming',
      ended(incoming, false),
      mark({ count: 'success', waitS: 8 }),
      { count: 'finished', talkS: 30, waitS: 8 },
    ],
    ['ends, outgoing', ended(outgoing, false), mark({ count: 'success' }), { count: 'success', talkS: 30 }],
    ['ends soon', ended(outgoing, true), mark({ count: 'success' }), { count: 'shortcall', talkS: 30 }],
    [
      'gives up',
      { kind: 'call-abandoned', row: incoming, at: AT, waitedS: 3 },
      mark({}),
      { count: 'abandoned' },
    ],
    ['is lost sight of', { kind: 'call-lost', row: incoming }, mark({}), { count: 'losttrack' }],
  ])('a call that %s', (_, write, before, after) => {
    expect(markAfter(write, before, dayOf)).toEqual(mark(after));
  });

  it('does not change by what is written beside it, nor without a call', () => {
    expect(
      markAfter({ kind: 'call-unlinked', row: incoming, currentId: 1 }, mark({}), dayOf),
    ).toBeUndefined();
    expect(markAfter(linked, undefined, dayOf)).toBeUndefined();
  });

  it('of a contact that is dialled again is told by its row', () => {
    const before = (status: string, dialledAt?: number) => markBefore({ status, dialledAt }, dayOf);
    expect(before('NoAnswer', 5)).toEqual(mark({ count: 'noanswer', day: 'day 5' }));
    expect(before('Failure')).toEqual(mark({ count: 'failure', day: undefined }));
    expect(before('Paused', 5)).toBeUndefined();
  });

  it('is at its end when nobody has the call any more', () => {
    expect([joined, linked, placed].map(isEnd)).toEqual([false, false, false]);
    expect(isEnd(ended(outgoing, false))).toBe(true);
  });
});
