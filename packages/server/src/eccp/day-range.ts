import type { DayRange } from '@openeccp/core';
import { type DateRange, inOrder } from '@openeccp/eccp';
import { localDay } from '../services/local-day.js';

/** The days that a request means: today where it names none, the earlier one first (ECCP §8.2, §8.5). Epoch ms. */
export function dayRange({ datetimeStart, datetimeEnd }: DateRange, now: number): DayRange {
  const today = localDay(now);
  const range = inOrder({ datetimeStart: datetimeStart ?? today, datetimeEnd: datetimeEnd ?? today });
  return { first: range.datetimeStart ?? today, last: range.datetimeEnd ?? today };
}
