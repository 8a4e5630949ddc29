import { describe, expect, it } from 'vitest';
import { seedDemo } from '../demo/seed-demo.js';
import { type ContractBackend, type Row, type Subject, withStorage } from './contract-backend.js';
import { itWhere } from './it-where.js';
import { insert, insertCall, insertCampaign } from './sample-campaigns.js';
import { NOON } from './sample-writes.js';

const HORIZON_MS = 30_000;
/** A call that is scheduled for an agent, around noon. */
const DUE = {
  agent: 'Agent/412',
  date_init: '2026-03-10',
  date_end: '2026-03-10',
  time_init: '11:00:00',
  time_end: '13:00:00',
  scheduled: 1,
};

/** Calls that are scheduled for one agent (dialer.md §9.2). */
export function dueCallsContract(backend: ContractBackend): void {
  /** A test's body on the sample data and campaign 1, of three attempts. */
  const withCampaign = (body: (subject: Subject) => Promise<void>, campaign: Row = {}): Promise<void> =>
    withStorage(backend, async (subject) => {
      await seedDemo(subject.storage);
      await insertCampaign(subject, { retries: 3, ...campaign });
      await body(subject);
    });
  const due = async ({ storage }: Subject, now = NOON): Promise<readonly number[]> =>
    (await storage.calls.dueCalls(now, HORIZON_MS)).map(({ rowId }) => rowId);

  describe('due calls', () => {
    it('tell all that placing them takes', () =>
      withCampaign(
        async (subject) => {
          await insertCall(subject, 1, {
            ...DUE,
            id: 7,
            status: 'NoAnswer',
            retries: 1,
            datetime_originate: '2026-03-10 11:30:00',
          });
          await insertCall(subject, 1, { ...DUE, id: 8, phone: '699', agent: 'PJSIP/101', retries: 2 });
          const campaign = {
            id: 1,
            queue: '8000',
            context: 'from-internal',
            trunk: 'SIP/carrier',
            callerId: subject.schema === 'lists' ? '555100' : undefined,
          };
          expect(await subject.storage.calls.dueCalls(NOON, HORIZON_MS)).toEqual([
            {
              rowId: 7,
              agent: 'Agent/412',
              phone: '612345678',
              from: NOON,
              retry: 2,
              before: { status: 'NoAnswer', dialledAt: NOON - 30 * 60_000 },
              campaign,
            },
            {
              rowId: 8,
              agent: 'PJSIP/101',
              phone: '699',
              from: NOON,
              retry: 3,
              before: undefined,
              campaign,
            },
          ]);
        },
        { trunk: 'SIP/carrier', ...(backend.schema === 'lists' ? { callerid: '555100' } : {}) },
      ));

    it.each<[string, Row]>([
      ['for nobody', { agent: null }],
      ['for whom ECCP has no name', { agent: 'somebody' }],
      ['for another day', { date_init: '2026-03-11', date_end: '2026-03-12' }],
      ['for earlier', { time_init: '09:00:00', time_end: '11:59:59' }],
      ['for later', { time_init: '12:00:31', time_end: '13:00:00' }],
      ['for no time', { date_init: null, date_end: null, time_init: null, time_end: null }],
      ['for half a time', { time_init: null }],
      ['of somebody who must not be called', { dnc: 1 }],
      ['of somebody who asked not to be called', { phone: '600' }],
      ['tried as often as may be', { retries: 3 }],
      ['under way', { status: 'Placing' }],
      ['talked to', { status: 'Success' }],
      ['talked to when an older server stopped', { status: 'Hangup' }],
      ['paused', { status: 'Paused' }],
    ])('are none %s', (_, fields) =>
      withCampaign(async (subject) => {
        await insert(subject, 'dont_call', { caller_id: '600', status: 'A' });
        await insertCall(subject, 1, { ...DUE, ...fields });
        expect(await due(subject)).toEqual([]);
      }),
    );

    it.each<[string, Row]>([
      ['failed', { status: 'Failure' }],
      ['not answered', { status: 'NoAnswer' }],
      ['abandoned', { status: 'Abandoned' }],
      ['short', { status: 'ShortCall' }],
      ['of somebody who may be called again', { phone: '601' }],
      ['until this very second', { time_end: '12:00:00' }],
      ['over midnight', { time_init: '11:00:00', time_end: '02:00:00' }],
    ])('are those %s', (_, fields) =>
      withCampaign(async (subject) => {
        await insert(subject, 'dont_call', { caller_id: '601', status: 'I' });
        await insertCall(subject, 1, { ...DUE, ...fields, id: 1 });
        expect(await due(subject)).toEqual([1]);
      }),
    );

    it.each<[string, Row]>([
      ['is switched off', { estatus: 'I' }],
      ['is finished', { estatus: 'T' }],
      ['is over', { datetime_end: '2026-03-09' }],
      ['is still to come', { datetime_init: '2026-03-11' }],
      ['calls in the afternoon', { daytime_init: '14:00:00' }],
      ['calls at night', { daytime_init: '22:00:00', daytime_end: '06:00:00' }],
    ])('are none while their campaign %s', (_, campaign) =>
      withCampaign(async (subject) => {
        await insertCall(subject, 1, DUE);
        expect(await due(subject)).toEqual([]);
      }, campaign),
    );

    it('become due with their own time and that of their campaign', () =>
      withCampaign(
        async (subject) => {
          await insertCall(subject, 1, { ...DUE, id: 1, time_init: '12:00:10' });
          await insertCall(subject, 1, { ...DUE, id: 2 });
          const [first, second] = await subject.storage.calls.dueCalls(NOON, HORIZON_MS);
          expect([first?.rowId, first?.from]).toEqual([2, NOON + 20_000]);
          expect([second?.rowId, second?.from]).toEqual([1, NOON + 20_000]);
          expect(await due(subject, NOON - 15_000)).toEqual([]);
        },
        { daytime_init: '12:00:20' },
      ));

    it('become due at midnight, where their day begins', () =>
      withCampaign(
        async (subject) => {
          const night = { ...DUE, date_init: '2026-03-11', date_end: '2026-03-11', time_init: '00:00:00' };
          await insertCall(subject, 1, { ...night, id: 1 });
          await insertCall(subject, 1, { ...night, id: 2, time_init: '22:00:00', time_end: '06:00:00' });
          const midnight = new Date(2026, 2, 11).getTime();
          const found = await subject.storage.calls.dueCalls(midnight - 10_000, HORIZON_MS);
          expect(found.map(({ rowId, from }) => [rowId, from])).toEqual([
            [2, midnight],
            [1, midnight],
          ]);
        },
        { daytime_init: '00:00:00', daytime_end: '00:00:00' },
      ));

    it('are in the order in which they are to be placed', () =>
      withCampaign(async (subject) => {
        await insertCampaign(subject, { id: 2, retries: 3 });
        await insertCall(subject, 1, { ...DUE, id: 1, retries: 1 });
        await insertCall(subject, 1, { ...DUE, id: 2, date_end: '2026-03-11' });
        await insertCall(subject, 2, { ...DUE, id: 3, time_end: '14:00:00' });
        await insertCall(subject, 1, { ...DUE, id: 4, time_init: '11:30:00' });
        await insertCall(subject, 2, { ...DUE, id: 5 });
        expect(await due(subject)).toEqual([5, 4, 3, 2, 1]);
      }));

    itWhere(backend.schema === 'lists')('are those of active lists only', () =>
      withCampaign(async (subject) => {
        await insertCall(subject, 1, { ...DUE, id: 1 });
        for (const status of [2, 3]) {
          await subject.query(`update campaign_lists set status = ${status}`);
          expect(await due(subject)).toEqual([]);
        }
        await subject.query('update campaign_lists set status = 1, is_deleted = 1');
        expect(await due(subject)).toEqual([]);
        await subject.query('update campaign_lists set is_deleted = 0');
        expect(await due(subject)).toEqual([1]);
      }),
    );
  });
}
