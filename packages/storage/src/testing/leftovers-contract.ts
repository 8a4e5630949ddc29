import { NO_ROWS } from '@openeccp/core';
import { describe, expect, it } from 'vitest';
import { seedDemo } from '../demo/seed-demo.js';
import { type ContractBackend, type Subject, withStorage } from './contract-backend.js';
import { insertCall, insertCampaign } from './sample-campaigns.js';
import {
  callJoined,
  callLinked,
  callTaken,
  closeAudit,
  incoming,
  NOON,
  openPause,
  openSession,
  outgoing,
  progress,
} from './sample-writes.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

export function leftoversContract(backend: ContractBackend): void {
  const withData = (body: (subject: Subject) => Promise<void>): Promise<void> =>
    withStorage(backend, async (subject) => {
      await seedDemo(subject.storage);
      await body(subject);
    });
  const audits = 'select id, datetime_end, duration from audit order by id';

  describe('leftovers', () => {
    it('are none after an orderly end', () =>
      withData(async ({ storage }) => {
        await storage.apply([openSession(), closeAudit()]);
        expect(await storage.closeLeftovers(NOON + HOUR)).toEqual({ currentCalls: 0, calls: 0, audits: 0 });
      }));

    it('are current calls, which go, and open calls, which nobody saw end', () =>
      withData(async ({ storage, query }) => {
        await storage.apply([
          callJoined(),
          callLinked(),
          callJoined({ row: incoming(2) }),
          callJoined({ row: incoming(3) }),
          { kind: 'call-abandoned', row: incoming(3), at: NOON, waitedS: 1 },
          callJoined({ row: incoming(4) }),
          { kind: 'call-lost', row: incoming(4) },
        ]);
        await query('update call_entry set status = null where id = 2');
        expect(await storage.closeLeftovers(NOON + HOUR)).toEqual({ currentCalls: 1, calls: 2, audits: 0 });
        expect(await query('select id, status, datetime_end from call_entry order by id')).toEqual([
          { id: 1, status: 'fin-monitoreo', datetime_end: null },
          { id: 2, status: 'fin-monitoreo', datetime_end: null },
          { id: 3, status: 'abandonada', datetime_end: '2026-03-10 12:00:00' },
          { id: 4, status: 'fin-monitoreo', datetime_end: null },
        ]);
        expect(await storage.closeLeftovers(NOON + HOUR)).toEqual({ currentCalls: 0, calls: 0, audits: 0 });
      }));

    it('are not what the server goes on with', () =>
      withData(async ({ storage, query }) => {
        await storage.apply([
          openSession(),
          openSession({ id: 2, agentRowId: 2 }),
          callJoined(),
          callLinked(),
          callJoined({ row: incoming(2) }),
          callLinked({ row: incoming(2), currentId: 2 }),
        ]);
        const one = new Set([1]);
        const inUse = { ...NO_ROWS, audits: one, incoming: one, currentIncoming: one };
        expect(await storage.closeLeftovers(NOON + HOUR, inUse)).toEqual({
          currentCalls: 1,
          calls: 1,
          audits: 1,
        });
        expect(await query('select id from audit where datetime_end is null')).toEqual([{ id: 1 }]);
        expect(await query("select id from call_entry where status = 'activa'")).toEqual([{ id: 1 }]);
        expect(await query('select id from current_call_entry')).toEqual([{ id: 1 }]);
      }));

    it('are attempts to reach a contact that came to nothing', () =>
      withData(async (subject) => {
        const { storage, query } = subject;
        await insertCampaign(subject);
        for (const [index, status] of ['Placing', 'Ringing', 'OnQueue'].entries()) {
          await insertCall(subject, 1, { id: index + 1, status, retries: 2 });
        }
        // An attempt before was short; this one came to no agent.
        await storage.apply([
          progress({ id: 1, row: outgoing(1), campaignId: 1, retry: 1, status: 'Success' }),
          progress({ id: 2, row: outgoing(1), campaignId: 1, retry: 2, status: 'Placing' }),
        ]);
        expect(await storage.closeLeftovers(NOON + HOUR)).toEqual({ currentCalls: 0, calls: 3, audits: 0 });
        const failed = { status: 'Failure', failure_cause: 0, failure_cause_txt: 'Orphaned call at startup' };
        expect(
          await query('select status, failure_cause, failure_cause_txt, end_time, retries from calls'),
        ).toEqual(Array.from({ length: 3 }, () => ({ ...failed, end_time: null, retries: 2 })));
        expect(await storage.closeLeftovers(NOON + HOUR)).toEqual({ currentCalls: 0, calls: 0, audits: 0 });
      }));

    it('are calls that an agent had: they end where they began and are not dialled again', () =>
      withData(async (subject) => {
        const { storage, query } = subject;
        await insertCampaign(subject);
        const start_time = '2026-03-10 12:00:07';
        await insertCall(subject, 1, { id: 1, status: 'Success', retries: 1, start_time });
        await insertCall(subject, 1, { id: 2, status: 'OnHold', retries: 1, start_time });
        await insertCall(subject, 1, { id: 3, status: 'OnHold', retries: 1 });
        await insertCall(subject, 1, { id: 4, status: 'Ringing', retries: 1 });
        await insertCall(subject, 1, { id: 5, status: 'OnQueue', retries: 1, start_time });
        await storage.apply([
          progress({ row: outgoing(4), campaignId: 1, retry: 1, status: 'Success' }),
          callTaken({ row: outgoing(1) }),
        ]);
        expect(await storage.closeLeftovers(NOON + HOUR)).toEqual({ currentCalls: 1, calls: 5, audits: 0 });
        expect(await query('select id, status, end_time from calls order by id')).toEqual([
          { id: 1, status: 'Success', end_time: start_time },
          { id: 2, status: 'Success', end_time: start_time },
          { id: 3, status: 'Success', end_time: '2026-03-10 13:00:00' },
          { id: 4, status: 'Success', end_time: '2026-03-10 13:00:00' },
          { id: 5, status: 'Success', end_time: start_time },
        ]);
        expect(await query('select * from current_calls')).toEqual([]);
      }));

    it('are no calls that are over or were never tried', () =>
      withData(async (subject) => {
        await insertCampaign(subject);
        const end_time = '2026-03-10 12:00:10';
        const over = ['Success', 'ShortCall', 'Abandoned'].map((status) => ({ status, end_time }));
        const apart = [null, 'Failure', 'NoAnswer', 'Hangup', 'Paused', 'DONT_CALL'].map((status) => ({
          status,
          end_time: null,
        }));
        for (const row of [...over, ...apart]) await insertCall(subject, 1, row);
        expect(await subject.storage.closeLeftovers(NOON)).toEqual({ currentCalls: 0, calls: 0, audits: 0 });
        expect(await subject.query('select status, end_time from calls order by id')).toEqual([
          ...over,
          ...apart,
        ]);
      }));

    it('are closed all, however many', () =>
      withData(async (subject) => {
        await insertCampaign(subject);
        await insertCall(subject, 1, { status: 'Placing' });
        for (let doubled = 0; doubled < 10; doubled++) {
          const owner = subject.schema === 'lists' ? 'id_list' : 'id_campaign';
          await subject.query(
            `insert into calls (${owner}, phone, status) select ${owner}, phone, status from calls`,
          );
        }
        expect(await subject.storage.closeLeftovers(NOON)).toMatchObject({ calls: 1024 });
        expect(await subject.query('select distinct status from calls')).toEqual([{ status: 'Failure' }]);
      }));

    it('end a session of which nothing more is known where it began', () =>
      withData(async ({ storage, query }) => {
        await storage.apply([openSession()]);
        expect(await storage.closeLeftovers(NOON + HOUR)).toEqual({ currentCalls: 0, calls: 0, audits: 1 });
        expect(await query(audits)).toEqual([
          { id: 1, datetime_end: '2026-03-10 12:00:00', duration: '00:00:00' },
        ]);
      }));

    it("end a session and its open break at the agent's last call", () =>
      withData(async ({ storage, query }) => {
        await storage.apply([
          openSession(),
          openPause({ id: 2, at: NOON + MINUTE }),
          callJoined(),
          callLinked({ at: NOON + 2 * MINUTE }),
          { kind: 'call-ended', row: incoming(1), at: NOON + 5 * MINUTE, durationS: 180, short: false },
        ]);
        expect(await storage.closeLeftovers(NOON + HOUR)).toMatchObject({ audits: 2 });
        expect(await query(audits)).toEqual([
          { id: 1, datetime_end: '2026-03-10 12:05:00', duration: '00:05:00' },
          { id: 2, datetime_end: '2026-03-10 12:05:00', duration: '00:04:00' },
        ]);
      }));

    it("end a session at the agent's last outgoing call or break", () =>
      withData(async (subject) => {
        const { storage, query } = subject;
        await insertCampaign(subject);
        await insertCall(subject, 1, {
          id_agent: 1,
          start_time: '2026-03-10 12:10:00',
          end_time: '2026-03-10 12:20:00',
        });
        await storage.apply([
          openSession(),
          openSession({ id: 2, agentRowId: 2 }),
          openPause({ id: 3, agentRowId: 2, at: NOON + MINUTE }),
          closeAudit({ id: 3, agentRowId: 2, openedAt: NOON + MINUTE, at: NOON + 3 * MINUTE }),
        ]);
        expect(await storage.closeLeftovers(NOON + HOUR)).toMatchObject({ audits: 2 });
        expect(await query(audits)).toEqual([
          { id: 1, datetime_end: '2026-03-10 12:20:00', duration: '00:20:00' },
          { id: 2, datetime_end: '2026-03-10 12:03:00', duration: '00:03:00' },
          { id: 3, datetime_end: '2026-03-10 12:03:00', duration: '00:02:00' },
        ]);
      }));

    it("end a session before the agent's next and a break before the next break", () =>
      withData(async ({ storage, query }) => {
        await storage.apply([
          openSession(),
          openPause({ id: 2, at: NOON + MINUTE }),
          openPause({ id: 3, breakId: 2, at: NOON + 2 * MINUTE }),
          openSession({ id: 4, at: NOON + 10 * MINUTE }),
          openPause({ id: 5, at: NOON + 30 * MINUTE }),
        ]);
        expect(await storage.closeLeftovers(NOON + HOUR)).toMatchObject({ audits: 5 });
        expect(await query(audits)).toEqual([
          { id: 1, datetime_end: '2026-03-10 12:02:00', duration: '00:02:00' },
          { id: 2, datetime_end: '2026-03-10 12:02:00', duration: '00:01:00' },
          { id: 3, datetime_end: '2026-03-10 12:02:00', duration: '00:00:00' },
          { id: 4, datetime_end: '2026-03-10 12:30:00', duration: '00:20:00' },
          { id: 5, datetime_end: '2026-03-10 12:30:00', duration: '00:00:00' },
        ]);
      }));

    it('end an open break whose session was closed with that session', () =>
      withData(async ({ storage, query }) => {
        await storage.apply([
          openSession(),
          openPause({ at: NOON + MINUTE }),
          closeAudit({ at: NOON + 9 * MINUTE }),
        ]);
        expect(await storage.closeLeftovers(NOON + HOUR)).toMatchObject({ audits: 1 });
        expect((await query(audits))[1]).toEqual({
          id: 2,
          datetime_end: '2026-03-10 12:09:00',
          duration: '00:08:00',
        });
      }));
  });
}
