import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CallsOver, type CountedCall } from './calls-over.js';

const MOST = 5;

const incoming = fc.record({
  row: fc.record({ kind: fc.constant('incoming' as const), id: fc.integer({ min: 1, max: 9 }) }),
  scope: fc.constantFrom(
    { kind: 'queue', queue: '9000' } as const,
    { kind: 'queue', queue: '8000' } as const,
    { kind: 'incoming', campaignId: 1 } as const,
  ),
  count: fc.constantFrom('abandoned', 'finished', 'losttrack'),
});
const outgoing = fc.record({
  row: fc.record({ kind: fc.constant('outgoing' as const), id: fc.integer({ min: 1, max: 9 }) }),
  scope: fc.integer({ min: 1, max: 3 }).map((campaignId) => ({ kind: 'outgoing', campaignId }) as const),
  count: fc.constantFrom('success', 'shortcall', 'failure', 'noanswer'),
});
const call: fc.Arbitrary<CountedCall> = fc
  .tuple(
    fc.oneof(incoming, outgoing),
    fc.option(fc.constantFrom('2026-10-24', '2026-10-25'), { nil: undefined }),
    fc.nat(),
    fc.nat(),
  )
  .map(([{ row, scope, count }, day, talkS, waitS]) => ({ row, scope, mark: { count, day, talkS, waitS } }));
const moves = fc.array(fc.tuple(fc.boolean(), call), { maxLength: 60 });

const keyOf = ({ row }: CountedCall): string => `${row.kind} ${row.id}`;

describe('calls that are over', () => {
  it('are told as they were put, of any call the last, of all those that were put last', () => {
    fc.assert(
      fc.property(moves, (all) => {
        const over = new CallsOver(MOST);
        /** What was put, in order; undefined for what is not over any more. */
        const put: (CountedCall | undefined)[] = [];
        for (const [isOver, moved] of all) {
          const before = put.findIndex((one) => one !== undefined && keyOf(one) === keyOf(moved));
          if (before >= 0) put[before] = undefined;
          if (isOver) {
            put.push(moved);
            over.put(moved);
          } else {
            over.forget(moved.row);
          }
          const known = put.slice(-MOST).filter((one) => one !== undefined);
          const byKey = (one: CountedCall, other: CountedCall): number =>
            keyOf(one).localeCompare(keyOf(other));
          expect([...over].sort(byKey)).toEqual(known.sort(byKey));
          expect(over.get(moved.row)).toEqual(isOver ? moved : undefined);
        }
      }),
    );
  });
});
