import type { IncomingRow, StorageWrite } from '@openeccp/core';
import { describe, expect, it } from 'vitest';
import { FOLLOWED } from '../testing/slow-tally-store.js';
import { CountedCalls } from './counted-calls.js';

const REMEMBERED = 50_000;

const row = (id: number): IncomingRow => ({ kind: 'incoming', id });
const joined = (id: number): StorageWrite => ({
  kind: 'call-joined',
  row: row(id),
  queueRowId: 1,
  campaignId: 1,
  phone: '5550171',
  at: 0,
  uniqueid: `c${id}`,
  trunk: '',
});
const abandoned = (id: number): StorageWrite => ({ kind: 'call-abandoned', row: row(id), at: 0, waitedS: 1 });

function idsOf(calls: CountedCalls): readonly number[] {
  return [...calls.all()].map((call) => call.row.id);
}

describe('calls that are counted', () => {
  it('are remembered for as long as they last, and the latest 50 000 when they are over', () => {
    const calls = new CountedCalls(() => FOLLOWED);
    const lasting = 1;
    calls.take(joined(lasting));
    const pass = (first: number, last: number): void => {
      for (let id = first; id <= last; id += 1) {
        calls.take(joined(id));
        calls.take(abandoned(id));
      }
    };
    pass(2, REMEMBERED + 1);
    expect(idsOf(calls)).toHaveLength(1 + REMEMBERED);
    pass(REMEMBERED + 2, REMEMBERED + 4);
    const ids = idsOf(calls);
    expect(ids).toHaveLength(1 + REMEMBERED);
    expect([lasting, 2, 3, 4, 5].filter((id) => ids.includes(id))).toEqual([lasting, 5]);
    // Over once more, it is the latest.
    calls.take(abandoned(5));
    pass(REMEMBERED + 5, REMEMBERED + 6);
    expect([5, 6, 7, 8].filter((id) => idsOf(calls).includes(id))).toEqual([5, 8]);
  });
});
