import type { DayRange } from '@openeccp/core';
import type { LocalDateTime } from './schema/tables/column-types.js';

/** A stretch of local time, its end not included. */
export interface LocalRange {
  readonly from: LocalDateTime;
  readonly until: LocalDateTime;
}

/** The whole days as columns compare with them. */
export function localRange({ first, last }: DayRange): LocalRange {
  return { from: `${first} 00:00:00`, until: addHours(`${last} 00:00:00`, 24) };
}

/** Hours on the face of a clock that is never put forward or back. */
export function addHours(local: LocalDateTime, hours: number): LocalDateTime {
  const moved = Date.parse(`${local.replace(' ', 'T')}Z`) + hours * 3_600_000;
  return new Date(moved).toISOString().slice(0, 19).replace('T', ' ');
}
