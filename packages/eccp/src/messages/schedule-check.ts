import { isDate, type WireDate } from '../codec/date.js';
import { type Failure, failures, invalidSchedule } from './failures.js';
import { type Refused, refused } from './request-outcome.js';
import type { ScheduledCall, ScheduleText } from './requests/schedulecall.js';

const DIGITS = /^\d+$/;
const TIME = /^([01]\d|2[0-3]):[0-5]\d:[0-5]\d$/;

/** When a scheduled call may be placed: on these days, on each of them between these times. Server-local. */
export interface CallWindow {
  /** Not after `dateEnd`. */
  readonly dateInit: WireDate;
  readonly dateEnd: WireDate;
  /** `hh:mm:ss`. */
  readonly timeInit: string;
  readonly timeEnd: string;
}

export interface ValidSchedule {
  readonly kind: 'valid';
  /** Undefined: at any time at which the campaign calls. */
  readonly window: CallWindow | undefined;
}

/**
 * The checks of `schedulecall` that need nothing but its arguments and the date (ECCP §8.3 schedulecall, rows 4 to 8),
 * in that order. A day must exist in the calendar: a database may refuse 31 February or store something else. Dates in
 * reverse order are swapped; times are left as they are.
 *
 * @param today the server's local date
 */
export function checkSchedule(call: ScheduledCall, today: WireDate): ValidSchedule | Refused {
  const window = call.schedule === undefined ? undefined : completeWindow(call.schedule);
  if (window === 'incomplete') return refused(failures.incompleteSchedule);
  if (call.sameAgent === true && window === undefined) return refused(failures.sameAgentWithoutSchedule);
  if (call.newPhone !== undefined && !DIGITS.test(call.newPhone)) return refused(failures.invalidNewPhone);
  if (window === undefined) return { kind: 'valid', window };
  const failure = malformation(window);
  if (failure !== undefined) return refused(failure);
  const [dateInit = '', dateEnd = ''] = [window.dateInit, window.dateEnd].toSorted();
  if (dateInit < today) return refused(failures.scheduleInThePast);
  return { kind: 'valid', window: { ...window, dateInit, dateEnd } };
}

function completeWindow({ dateInit, dateEnd, timeInit, timeEnd }: ScheduleText): CallWindow | 'incomplete' {
  if (dateInit === undefined || dateEnd === undefined) return 'incomplete';
  if (timeInit === undefined || timeEnd === undefined) return 'incomplete';
  return { dateInit, dateEnd, timeInit, timeEnd };
}

function malformation(window: CallWindow): Failure | undefined {
  if (!isDate(window.dateInit)) return invalidSchedule('date_init');
  if (!isDate(window.dateEnd)) return invalidSchedule('date_end');
  if (!TIME.test(window.timeInit)) return invalidSchedule('time_init');
  if (!TIME.test(window.timeEnd)) return invalidSchedule('time_end');
  return undefined;
}
