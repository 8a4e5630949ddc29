import { type CallRow, CallTally, type ContactsSeen, type TallyChanges } from '@openeccp/core';
import { describe, expect, it } from 'vitest';
import { transaction } from '../connection/database.js';
import { openStorage } from '../open-storage.js';
import { type ContractBackend, type Row, type Subject, withStorage } from './contract-backend.js';
import { itWhere } from './it-where.js';
import { insert, insertCall, insertCampaign, insertIncomingCampaign } from './sample-campaigns.js';

const HELP = { kind: 'incoming', campaignId: 1 } as const;
const QUEUE = { kind: 'queue', queue: '8000' } as const;

export function talliesContract(backend: ContractBackend): void {
  /** Queue 8000 twice, 8001, incoming campaign 1, outgoing campaigns 1 and 2. */
  const withCampaigns = (body: (subject: Subject) => Promise<void>): Promise<void> =>
    withStorage(backend, async (subject) => {
      for (const [id, queue] of ['8000', '8001', '8000'].entries()) {
        await insert(subject, 'queue_call_entry', { id: id + 1, queue });
      }
      await insertIncomingCampaign(subject);
      for (const id of [1, 2]) await insertCampaign(subject, { id });
      await body(subject);
    });
  const dialled = (subject: Subject, status: string, fields: Row = {}): Promise<void> =>
    insertCall(subject, 1, { status, datetime_originate: '2026-03-10 09:00:00', ...fields });
  const caller = (subject: Subject, status: string, fields: Row = {}): Promise<void> =>
    insert(subject, 'call_entry', {
      id_queue_call_entry: 1,
      callerid: '5',
      trunk: '',
      status,
      datetime_entry_queue: '2026-03-10 09:00:00',
      ...fields,
    });
  const tallyOf = async ({ storage }: Subject, except: readonly CallRow[] = []): Promise<CallTally> => {
    const tally = new CallTally();
    tally.seed(await storage.loadTallies(() => except));
    return tally;
  };

  describe('tallies', () => {
    it('are zero in a database without calls', () =>
      withCampaigns(async (subject) => {
        const tally = await tallyOf(subject);
        expect(Object.values(tally.outgoing(1).calls)).toEqual(new Array(10).fill(0));
        expect(tally.seen.upTo).toBe(0);
      }));

    it('count contacts by what became of them, by campaign and from a day on', () =>
      withCampaigns(async (subject) => {
        await insertCall(subject, 1);
        await insertCall(subject, 1);
        await insertCall(subject, 2, { status: 'Success', duration: 9 });
        await dialled(subject, 'Success', { duration: 60, duration_wait: 4 });
        await dialled(subject, 'Success', {
          duration: 90,
          duration_wait: 5,
          datetime_originate: '2026-03-11 00:00:00',
        });
        await dialled(subject, 'ShortCall', { duration: 7, duration_wait: 40 });
        await dialled(subject, 'Abandoned', { duration_wait: 31 });
        await dialled(subject, 'Failure');
        await dialled(subject, 'Paused');
        const tally = await tallyOf(subject);
        const { calls, talk } = tally.outgoing(1);
        expect(calls).toMatchObject({ success: 2, shortcall: 1, abandoned: 1, failure: 1, noanswer: 0 });
        // In the classic dialect nobody pauses a contact.
        expect(calls.pending).toBe(subject.schema === 'lists' ? 2 : 3);
        expect(talk).toEqual({ totalS: 150, longestS: 90 });
        expect(tally.outgoing(1, '2026-03-11')).toMatchObject({
          calls: { pending: 0, success: 1, failure: 0 },
          talk: { totalS: 90, longestS: 90 },
        });
        expect(tally.queueWaits({ kind: 'outgoing', campaignId: 1 })).toEqual({
          joined: [1, 1, 0, 0, 0, 0, 0],
          abandoned: 1,
        });
        expect(tally.outgoing(2).calls).toMatchObject({ pending: 0, success: 1 });
      }));

    it('count incoming calls by campaign, or by the name of their queue', () =>
      withCampaigns(async (subject) => {
        await caller(subject, 'terminada', { id_campaign: 1, duration: 30, duration_wait: 29 });
        await caller(subject, 'terminada', { duration: 50, duration_wait: 30 });
        await caller(subject, 'activa', { id_queue_call_entry: 3, duration_wait: null });
        await caller(subject, 'abandonada', { datetime_entry_queue: '2026-03-11 08:00:00' });
        await caller(subject, 'fin-monitoreo');
        await caller(subject, 'NoAnswer');
        await caller(subject, 'en-cola', { id_queue_call_entry: 2 });
        const tally = await tallyOf(subject);
        expect(tally.incoming(HELP)).toEqual({
          calls: { onqueue: 0, success: 0, onhold: 0, abandoned: 0, finished: 1, losttrack: 0 },
          talk: { totalS: 30, longestS: 30 },
        });
        expect(tally.incoming(QUEUE).calls).toEqual({
          onqueue: 0,
          success: 1,
          onhold: 0,
          abandoned: 1,
          finished: 1,
          losttrack: 1,
        });
        expect(tally.incoming(QUEUE, '2026-03-11').calls).toMatchObject({ success: 0, abandoned: 1 });
        expect(tally.queueWaits(QUEUE)).toEqual({ joined: [1, 0, 0, 0, 0, 0, 1], abandoned: 1 });
        expect(tally.incoming({ kind: 'queue', queue: '8001' }).calls.onqueue).toBe(1);
      }));

    it('leave out the calls that are being written; contacts they are all the same', () =>
      withCampaigns(async (subject) => {
        await dialled(subject, 'Placing');
        await dialled(subject, 'Failure');
        await caller(subject, 'en-cola');
        await caller(subject, 'terminada');
        const tally = await tallyOf(subject, [
          { kind: 'outgoing', id: 1 },
          { kind: 'incoming', id: 2 },
        ]);
        expect(tally.outgoing(1).calls).toMatchObject({ placing: 0, failure: 1, pending: 1 });
        expect(tally.incoming(QUEUE).calls).toMatchObject({ onqueue: 1, finished: 0 });
      }));

    it('are of the instant at which it was asked what to leave out', () =>
      withCampaigns(async (subject) => {
        await dialled(subject, 'Failure');
        const other = await openStorage(subject.url);
        let late: Promise<unknown> = Promise.resolve();
        const tally = new CallTally();
        const seed = await subject.storage.loadTallies(() => {
          late = transaction(other.database, (connection) =>
            connection.updateTable('calls').set({ status: 'Success' }).execute(),
          );
          return [];
        });
        await late;
        await other.close();
        tally.seed(seed);
        expect(tally.outgoing(1).calls).toMatchObject({ failure: 1, success: 0 });
      }));
  });

  describe('changes of the contacts by others', () => {
    const changesOf = ({ storage }: Subject, seen: ContactsSeen): Promise<TallyChanges> =>
      storage.tallyChanges(seen);

    it('are none as long as nobody changes anything', () =>
      withCampaigns(async (subject) => {
        await dialled(subject, 'Failure');
        const { seen } = await tallyOf(subject);
        await subject.query("update calls set status = 'Placing'");
        expect(await changesOf(subject, seen)).toEqual({ kind: 'contacts', added: [], recounted: [], seen });
      }));

    it('are uploads, whatever the state of their rows; once more in full after a while', () =>
      withCampaigns(async (subject) => {
        await insertCall(subject, 1, { id: 5 });
        const tally = await tallyOf(subject);
        await insertCall(subject, 1, { id: 6 });
        await insertCall(subject, 2, { id: 7, status: 'Placing' });
        expect(tally.apply(await changesOf(subject, tally.seen))).toBe(true);
        expect([1, 2].map((id) => tally.outgoing(id).calls.pending)).toEqual([2, 1]);
        // A slower upload, whose transaction is only now done.
        await insertCall(subject, 1, { id: 3 });
        for (let question = 0; question < 9; question++) tally.apply(await changesOf(subject, tally.seen));
        expect(tally.outgoing(1).calls.pending).toBe(2);
        tally.apply(await changesOf(subject, tally.seen));
        expect(tally.outgoing(1).calls.pending).toBe(3);
        expect(tally.seen.recountIn).toBeUndefined();
      }));

    itWhere(backend.schema === 'lists')('are lists that are switched on and off', () =>
      withCampaigns(async (subject) => {
        await insertCall(subject, 1, { status: 'Paused', dnc: 1 });
        await insertCall(subject, 1, { status: 'DONT_CALL', dnc: 1 });
        await dialled(subject, 'Failure');
        const tally = await tallyOf(subject);
        expect(tally.outgoing(1).calls.pending).toBe(0);
        await subject.query('update campaign_lists set status = 2 where id_campaign = 1');
        await subject.query("update calls set status = null, dnc = 0 where status = 'Paused'");
        tally.apply(await changesOf(subject, tally.seen));
        expect(tally.outgoing(1).calls).toMatchObject({ pending: 1, failure: 1 });
        await subject.query("update calls set status = 'Paused' where status is null");
        await subject.query('update campaign_lists set status = 1 where id_campaign = 1');
        tally.apply(await changesOf(subject, tally.seen));
        expect(tally.outgoing(1).calls.pending).toBe(0);
      }),
    );

    itWhere(backend.schema === 'lists')('are lists that are gone with their calls', () =>
      withCampaigns(async (subject) => {
        const { seen } = await tallyOf(subject);
        await subject.query('update campaign_lists set is_deleted = 1 where id_campaign = 2');
        expect(await changesOf(subject, seen)).toEqual({ kind: 'removed' });
      }),
    );
  });
}
