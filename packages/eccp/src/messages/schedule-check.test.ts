import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { failures, invalidSchedule } from './failures.js';
import { refused } from './request-outcome.js';
import type { ScheduledCall } from './requests/schedulecall.js';
import { checkSchedule } from './schedule-check.js';

const TODAY = '2030-05-02';
const WINDOW = { dateInit: '2030-05-02', dateEnd: '2030-05-03', timeInit: '09:00:00', timeEnd: '12:00:00' };

/** A call that breaks every rule from one on, so that the order of the checks shows. */
const ALL_WRONG = { dateInit: 'a', dateEnd: 'b', timeInit: 'c', timeEnd: 'd' };

describe('checkSchedule, ECCP §8.3 schedulecall', () => {
  it.each([
    [failures.incompleteSchedule, { schedule: { ...ALL_WRONG, timeEnd: undefined }, newPhone: '' }],
    [failures.incompleteSchedule, { schedule: {}, sameAgent: true, newPhone: 'x' }],
    [failures.sameAgentWithoutSchedule, { sameAgent: true, newPhone: 'x' }],
    [failures.invalidNewPhone, { schedule: ALL_WRONG, newPhone: '+34555' }],
    [failures.invalidNewPhone, { newPhone: '' }],
    [invalidSchedule('date_init'), { schedule: ALL_WRONG, newPhone: '555' }],
    [invalidSchedule('date_end'), { schedule: { ...ALL_WRONG, dateInit: '2000-01-01' } }],
    [invalidSchedule('time_init'), { schedule: { ...WINDOW, timeInit: '9:00:00', timeEnd: '' } }],
    [invalidSchedule('time_end'), { schedule: { ...WINDOW, dateInit: '2000-01-01', timeEnd: '24:00:00' } }],
    [failures.scheduleInThePast, { schedule: { ...WINDOW, dateInit: '2030-05-01' } }],
    [failures.scheduleInThePast, { schedule: { ...WINDOW, dateEnd: '2030-05-01' } }],
  ] as const)('$message', (failure, call: ScheduledCall) => {
    expect(checkSchedule(call, TODAY)).toEqual(refused(failure));
  });

  it.each(['2030-02-29', '2030-13-01', '2030-00-10', '2030-04-31', '30-05-02', '2030-5-2', '2030-05-02 '])(
    'a day that does not exist: %j',
    (dateInit) => {
      const schedule = { ...WINDOW, dateInit };
      expect(checkSchedule({ schedule }, TODAY)).toEqual(refused(invalidSchedule('date_init')));
    },
  );

  it.each([
    [{}, undefined],
    [{ sameAgent: false, newPhone: '5550171' }, undefined],
    [{ schedule: WINDOW, sameAgent: true }, WINDOW],
    [{ schedule: { ...WINDOW, dateEnd: '2032-02-29' } }, { ...WINDOW, dateEnd: '2032-02-29' }],
    [{ schedule: { ...WINDOW, timeInit: '23:59:59' } }, { ...WINDOW, timeInit: '23:59:59' }],
  ])('%j is valid', (call, window) => {
    expect(checkSchedule(call, TODAY)).toEqual({ kind: 'valid', window });
  });

  it('dates may come in either order', () => {
    const day = fc
      .date({ min: new Date('2030-05-02'), max: new Date('2099-12-31'), noInvalidDate: true })
      .map((date) => date.toISOString().slice(0, 10));
    fc.assert(
      fc.property(day, day, (one, other) => {
        const forwards = checkSchedule({ schedule: { ...WINDOW, dateInit: one, dateEnd: other } }, TODAY);
        const backwards = checkSchedule({ schedule: { ...WINDOW, dateInit: other, dateEnd: one } }, TODAY);
        expect(forwards).toEqual(backwards);
        const [dateInit, dateEnd] = one < other ? [one, other] : [other, one];
        expect(forwards).toEqual({ kind: 'valid', window: { ...WINDOW, dateInit, dateEnd } });
      }),
    );
  });
});
