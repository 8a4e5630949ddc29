import { describe, expect, it } from 'vitest';
import { dateFailure, inOrder } from './date-arguments.js';
import { failures } from './failures.js';

describe('dates as arguments, ECCP §8.5', () => {
  it('the start is looked at before the end; absent ones are good', () => {
    expect(dateFailure({ datetimeStart: 'x', datetimeEnd: 'x' })).toBe(failures.invalidStartDate);
    expect(dateFailure({ datetimeStart: '2024-03-01', datetimeEnd: '' })).toBe(failures.invalidEndDate);
    expect(dateFailure({ datetimeEnd: '2024-02-30' })).toBe(failures.invalidEndDate);
    expect(dateFailure({ datetimeStart: '2024-03-02', datetimeEnd: '2024-03-01' })).toBeUndefined();
    expect(dateFailure({})).toBeUndefined();
  });

  it('a reversed range is swapped, half a range is left alone', () => {
    const march = { datetimeStart: '2024-03-01', datetimeEnd: '2024-03-31' };
    expect(inOrder({ datetimeStart: '2024-03-31', datetimeEnd: '2024-03-01' })).toEqual(march);
    expect(inOrder(march)).toEqual(march);
    expect(inOrder({ datetimeStart: '2024-03-31' })).toEqual({ datetimeStart: '2024-03-31' });
    expect(inOrder({ datetimeEnd: '2024-03-01' })).toEqual({ datetimeEnd: '2024-03-01' });
  });
});
