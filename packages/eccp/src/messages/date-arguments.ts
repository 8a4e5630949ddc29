import { isDate, type WireDate } from '../codec/date.js';
import { childText, type XmlElement } from '../codec/xml-element.js';
import { addField } from './elements.js';
import { type Failure, failures } from './failures.js';
import type { ArgumentDescription, FailureDescription } from './request-definition.js';

/** From which day on something is looked for. Kept as sent: a bad one has a failure of its own. */
export interface StartDate {
  readonly datetimeStart?: WireDate | undefined;
}

/** From which day to which day something is looked for; the ends may come in the wrong order. */
export interface DateRange extends StartDate {
  readonly datetimeEnd?: WireDate | undefined;
}

export function decodeStartDate(command: XmlElement): StartDate {
  return { datetimeStart: childText(command, 'datetime_start') };
}

export function decodeDateRange(command: XmlElement): DateRange {
  return { ...decodeStartDate(command), datetimeEnd: childText(command, 'datetime_end') };
}

export function addStartDate(to: XmlElement[], { datetimeStart }: StartDate): void {
  addField(to, 'datetime_start', datetimeStart);
}

export function addDateRange(to: XmlElement[], range: DateRange): void {
  addStartDate(to, range);
  addField(to, 'datetime_end', range.datetimeEnd);
}

export const dateRangeFailures: readonly FailureDescription[] = [
  { level: 'outer', failure: failures.invalidStartDate, when: '`datetime_start` is no date' },
  { level: 'outer', failure: failures.invalidEndDate, when: '`datetime_end` is no date' },
];

/** What a request answers to a date that is none, the start before the end (ECCP §8.2, §8.5). */
export function dateFailure({ datetimeStart, datetimeEnd }: DateRange): Failure | undefined {
  if (datetimeStart !== undefined && !isDate(datetimeStart)) return failures.invalidStartDate;
  if (datetimeEnd !== undefined && !isDate(datetimeEnd)) return failures.invalidEndDate;
  return undefined;
}

/** The range with its ends in order, if it has both. Dates order as their texts do. */
export function inOrder(range: DateRange): DateRange {
  const { datetimeStart, datetimeEnd } = range;
  if (datetimeStart === undefined || datetimeEnd === undefined || datetimeStart <= datetimeEnd) return range;
  return { datetimeStart: datetimeEnd, datetimeEnd: datetimeStart };
}

export function startDateArgument(meaning: string): ArgumentDescription {
  return { name: 'datetime_start', type: 'date', optional: true, meaning };
}

export function endDateArgument(meaning: string): ArgumentDescription {
  return { name: 'datetime_end', type: 'date', optional: true, meaning };
}
