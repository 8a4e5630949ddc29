import type { LogQuery } from '@openeccp/core';
import { describe, expect, it } from 'vitest';
import { type ContractBackend, type Row, type Subject, withStorage } from './contract-backend.js';
import { insert, insertCall, insertCampaign, insertIncomingCampaign } from './sample-campaigns.js';

const TODAY = { first: '2026-03-10', last: '2026-03-10' };
const CAMPAIGN: LogQuery = { scope: { kind: 'outgoing', campaignId: 1 }, days: TODAY, limit: 100 };
const HELP: LogQuery = { ...CAMPAIGN, scope: { kind: 'incoming', campaignId: 1 } };
const QUEUE: LogQuery = { ...CAMPAIGN, scope: { kind: 'queue', queue: '8000' } };

const local = (hour: number, minute = 0): number => new Date(2026, 2, 10, hour, minute).getTime();

export function campaignLogContract(backend: ContractBackend): void {
  /** Contact 1 of campaign 1, contact 2 of campaign 2, incoming calls 1 (campaign), 2 and 3 (none, queue 8000), 4 (none, 8001). */
  const withCalls = (body: (subject: Subject) => Promise<void>): Promise<void> =>
    withStorage(backend, async (subject) => {
      await insert(subject, 'agent', { id: 5, type: 'SIP', number: '101', name: 'Ana', password: '1' });
      await insert(subject, 'queue_call_entry', { id: 1, queue: '8000' });
      await insert(subject, 'queue_call_entry', { id: 2, queue: '8001' });
      await insertIncomingCampaign(subject);
      for (const id of [1, 2]) {
        await insertCampaign(subject, { id, queue: `90${id}` });
        await insertCall(subject, id, { id, phone: `60${id}` });
      }
      for (const [id, queueRow, campaign] of [
        [1, 1, 1],
        [2, 1, null],
        [3, 1, null],
        [4, 2, null],
      ] as const) {
        await insert(subject, 'call_entry', {
          id,
          id_queue_call_entry: queueRow,
          id_campaign: campaign,
          callerid: `70${id}`,
          datetime_entry_queue: '2026-03-10 09:00:00',
          trunk: '',
        });
      }
      await body(subject);
    });
  const log = (subject: Subject, id: number, at: string, call: Row, fields: Row = {}): Promise<void> =>
    insert(subject, 'call_progress_log', {
      id,
      datetime_entry: at,
      new_status: 'OnQueue',
      ...call,
      ...fields,
    });
  const contact = (id: number): Row => ({ id_campaign_outgoing: id, id_call_outgoing: id });
  const caller = (id: number, campaign: number | null = null): Row => ({
    id_campaign_incoming: campaign,
    id_call_incoming: id,
  });
  const idsOf = async ({ storage }: Subject, query: LogQuery): Promise<readonly number[]> =>
    (await storage.campaignLog(query)).map(({ id }) => id);

  describe('campaign log', () => {
    it('has all that is known of an entry', () =>
      withCalls(async (subject) => {
        await log(subject, 1, '2026-03-10 10:00:00', contact(1), { new_status: 'Placing', retry: 2 });
        await log(subject, 2, '2026-03-10 10:01:13', contact(1), {
          new_status: 'Hangup',
          retry: 2,
          uniqueid: '1.2',
          trunk: 'SIP/carrier',
          duration: 64,
          id_agent: 5,
        });
        const entry = {
          phone: '601',
          queue: '901',
          kind: 'outgoing',
          campaignId: 1,
          callId: 1,
          retry: 2,
        };
        expect(await subject.storage.campaignLog(CAMPAIGN)).toEqual([
          {
            ...entry,
            id: 1,
            at: local(10),
            status: 'Placing',
            uniqueid: undefined,
            trunk: undefined,
            durationS: undefined,
            agent: undefined,
          },
          {
            ...entry,
            id: 2,
            at: local(10, 1) + 13_000,
            status: 'Hangup',
            uniqueid: '1.2',
            trunk: 'SIP/carrier',
            durationS: 64,
            agent: 'SIP/101',
          },
        ]);
      }));

    it('is of one campaign, or of the calls of a queue outside campaigns', () =>
      withCalls(async (subject) => {
        await log(subject, 1, '2026-03-10 10:00:00', contact(1));
        await log(subject, 2, '2026-03-10 10:00:00', contact(2));
        await log(subject, 3, '2026-03-10 10:00:00', caller(1, 1));
        await log(subject, 4, '2026-03-10 10:00:00', caller(2));
        await log(subject, 5, '2026-03-10 10:00:01', caller(4));
        await log(subject, 6, '2026-03-10 10:00:01', caller(3));
        expect(await idsOf(subject, CAMPAIGN)).toEqual([1]);
        expect(await subject.storage.campaignLog(HELP)).toMatchObject([
          { id: 3, kind: 'incoming', campaignId: 1, phone: '701', queue: '8000', callId: 1 },
        ]);
        expect(await subject.storage.campaignLog(QUEUE)).toMatchObject([
          { id: 4, kind: 'incoming', campaignId: undefined, phone: '702', queue: '8000', callId: 2 },
          { id: 6, callId: 3 },
        ]);
        const unknown = ['1', '😀'].map((queue) => ({ ...QUEUE, scope: { kind: 'queue', queue } as const }));
        for (const query of unknown) expect(await idsOf(subject, query)).toEqual([]);
      }));

    it.each([
      ['a campaign', CAMPAIGN, contact(1)],
      ['a queue', QUEUE, caller(2)],
    ] as const)(
      'of %s has whole days, midnight to midnight, their first and last included',
      (_, query, call) =>
        withCalls(async (subject) => {
          const times = [
            '09 23:59:59',
            '10 00:00:00',
            '10 23:59:59',
            '11 00:00:00',
            '11 12:00:00',
            '12 00:00:00',
          ];
          await subject.query("update call_entry set datetime_entry_queue = '2026-03-09 23:50:00'");
          for (const [index, time] of times.entries()) await log(subject, index + 1, `2026-03-${time}`, call);
          expect(await idsOf(subject, query)).toEqual([2, 3]);
          const days = { first: '2026-03-10', last: '2026-03-11' };
          expect(await idsOf(subject, { ...query, days })).toEqual([2, 3, 4, 5]);
          // Asked twice: bounds are remembered, and later rows are seen all the same.
          await log(subject, 7, '2026-03-12 00:00:01', call);
          await log(subject, 8, '2026-03-11 23:59:59', call);
          expect(await idsOf(subject, { ...query, days })).toEqual([2, 3, 4, 5, 8]);
          const future = { first: '2027-01-01', last: '2027-01-02' };
          expect(await idsOf(subject, { ...query, days: future })).toEqual([]);
        }),
    );

    it.each([
      ['a campaign', CAMPAIGN, contact(1)],
      ['a queue', QUEUE, caller(2)],
    ] as const)('of %s can be read in pages, from the newest back', (_, query, call) =>
      withCalls(async (subject) => {
        for (let id = 1; id <= 7; id++) await log(subject, id * 10, `2026-03-10 10:00:0${id}`, call);
        const page = { ...query, limit: 3 };
        expect(await idsOf(subject, page)).toEqual([50, 60, 70]);
        expect(await idsOf(subject, { ...page, before: 50 })).toEqual([20, 30, 40]);
        expect(await idsOf(subject, { ...page, before: 20 })).toEqual([10]);
        expect(await idsOf(subject, { ...page, before: 10 })).toEqual([]);
      }),
    );

    it('of a queue has the late entries of calls that came before others', () =>
      withCalls(async (subject) => {
        await subject.query(
          "update call_entry set datetime_entry_queue = '2026-03-10 08:00:00' where id = 2",
        );
        await log(subject, 1, '2026-03-10 08:00:00', caller(2));
        await log(subject, 2, '2026-03-10 09:00:00', caller(3));
        await log(subject, 3, '2026-03-10 11:00:00', caller(2), { new_status: 'Hangup' });
        expect(await idsOf(subject, { ...QUEUE, limit: 1 })).toEqual([3]);
        expect(await idsOf(subject, { ...QUEUE, limit: 1, before: 3 })).toEqual([2]);
      }));

    it('bears rows that are out of order by an hour, as when the clock is put back', () =>
      withCalls(async (subject) => {
        const times = ['09 23:30:00', '10 00:10:00', '09 23:40:00', '10 00:20:00'];
        for (const [index, time] of times.entries())
          await log(subject, index + 1, `2026-03-${time}`, contact(1));
        expect(await idsOf(subject, CAMPAIGN)).toEqual([2, 4]);
      }));

    it('is empty as long as there is none', () =>
      withCalls(async (subject) => {
        for (const query of [CAMPAIGN, HELP, QUEUE]) expect(await idsOf(subject, query)).toEqual([]);
      }));
  });
}
