import { setImmediate } from 'node:timers/promises';
import {
  type CallMark,
  type CallRow,
  type CallScope,
  CallTally,
  callKey,
  type StorageWrite,
} from '@openeccp/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FOLLOWED, SlowTallyStore, seedOf } from '../testing/slow-tally-store.js';
import { VirtualClock } from '../testing/virtual-clock.js';
import { CallTallies } from './call-tallies.js';
import type { CountedCall } from './calls-over.js';
import { CountedCalls } from './counted-calls.js';

const CAMPAIGN: CallScope = { kind: 'outgoing', campaignId: 1 };
const QUEUE: CallScope = { kind: 'queue', queue: '9000' };
const CONTACTS = 6;
/** Local days change at the step between them. */
const EVENING = new Date(2026, 2, 1, 23, 59, 50).getTime();

function figures(tally: CallTally): unknown {
  return [CAMPAIGN, QUEUE].map((scope) => [
    scope.kind === 'outgoing' ? tally.outgoing(1) : tally.incoming(scope),
    scope.kind === 'outgoing' ? tally.outgoing(1, '2026-03-02') : tally.incoming(scope, '2026-03-02'),
    tally.queueWaits(scope),
  ]);
}

/** What may be written next of a call that counts so. */
function nextWrites(row: CallRow, mark: CallMark | undefined, at: number): readonly StorageWrite[] {
  const link: StorageWrite = {
    kind: 'call-linked',
    row,
    currentId: 1,
    queueRowId: 1,
    queue: '9000',
    agentRowId: 1,
    agent: 'Agent/412' as never,
    phone: '',
    at,
    waitedS: (at / 1000) % 40,
    uniqueid: '',
    trunk: '',
    customerChannel: '',
  };
  const abandon: StorageWrite = { kind: 'call-abandoned', row, at, waitedS: 3 };
  const end: StorageWrite = {
    kind: 'call-ended',
    row,
    at,
    durationS: (at / 1000) % 70,
    short: row.kind === 'outgoing' && at % 2000 === 0,
  };
  const hold = (held: boolean): StorageWrite => ({ kind: 'call-held', row, currentId: 1, held });
  if (row.kind === 'incoming') {
    switch (mark?.count) {
      case undefined:
        return [
          {
            kind: 'call-joined',
            row,
            queueRowId: 1,
            campaignId: undefined,
            phone: '',
            at,
            uniqueid: '',
            trunk: '',
          },
        ];
      case 'onqueue':
        return [link, abandon, { kind: 'call-lost', row }];
      case 'success':
        return [end, hold(true)];
      case 'onhold':
        return [hold(false)];
      case 'finished':
        return [link];
      default:
        return [];
    }
  }
  switch (mark?.count) {
    case 'placing':
      return [
        { kind: 'call-answered', row, at, uniqueid: '' },
        { kind: 'call-failed', row, at, cause: undefined, causeText: undefined },
      ];
    case 'ringing':
      return [
        { kind: 'call-queued', row, at, trunk: '', uniqueid: '' },
        { kind: 'call-unanswered', row, at },
      ];
    case 'onqueue':
      return [link, abandon];
    case 'success':
      return [end, hold(true)];
    case 'onhold':
      return [hold(false)];
    default: {
      const before =
        mark === undefined
          ? undefined
          : { status: 'Failure', dialledAt: new Date(`${mark.day}T12:00:00`).getTime() };
      return [{ kind: 'call-placed', row, campaignId: 1, retry: 1, at, before }];
    }
  }
}

const operation = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({ kind: fc.constant('ask' as const), call: fc.nat(7), choice: fc.nat(2) }),
  },
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('write' as const), index: fc.nat(7) }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('proceed' as const) }) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constantFrom('fail' as const, 'removed' as const, 'late' as const) }),
  },
);

const rowOf = (call: number): CallRow =>
  call < CONTACTS ? { kind: 'outgoing', id: call + 1 } : { kind: 'incoming', id: call };

describe('tallies of calls', () => {
  it('count every call once, in whatever order count, writes and questions come', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(operation, { minLength: 10, maxLength: 100, size: 'max' }),
        async (operations) => {
          const clock = new VirtualClock(EVENING);
          const store = new SlowTallyStore(CONTACTS);
          const tallies = new CallTallies({ store, clock, queues: () => FOLLOWED, warn: () => {} });
          // Contacts of an earlier run, some of them dialled then; truth is what the floor has asked for.
          const truth = new CountedCalls(() => FOLLOWED);
          const latest = new Map<string, CountedCall>();
          for (const id of [1, 2, 3]) {
            const mark: CallMark = { count: 'failure', day: '2026-02-20', talkS: 0, waitS: 0 };
            const call = { row: { kind: 'outgoing', id } as const, scope: CAMPAIGN, mark };
            store.rows.set(callKey(call.row), call);
            latest.set(callKey(call.row), call);
          }
          void tallies.refresh();
          for (const one of operations) {
            clock.advance(1_000);
            switch (one.kind) {
              case 'ask': {
                const row = rowOf(one.call);
                const choices = nextWrites(row, latest.get(callKey(row))?.mark, clock.now());
                const write = choices[one.choice % Math.max(1, choices.length)];
                if (write === undefined) break;
                const recount = truth.take(write);
                if (recount !== undefined) latest.set(callKey(row), { ...recount, mark: recount.to });
                tallies.take(write);
                store.enqueue(write);
                break;
              }
              case 'write':
                store.write(one.index);
                break;
              case 'proceed':
                store.proceed();
                break;
              case 'fail':
                store.fail();
                break;
              case 'late':
                clock.advance(120_000);
                break;
              case 'removed':
                store.changes = { kind: 'removed' };
                void tallies.refresh();
                break;
            }
            await setImmediate();
            const tally = await Promise.race([tallies.ready(), undefined]);
            if (tally !== undefined) {
              const counted = new CallTally();
              counted.seed(seedOf([...latest.values()], CONTACTS));
              expect(figures(tally)).toEqual(figures(counted));
            }
          }
          tallies.close();
        },
      ),
      { numRuns: 200 },
    );
  });
});
