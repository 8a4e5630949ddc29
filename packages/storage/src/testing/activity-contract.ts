import type { AgentActivity } from '@openeccp/core';
import { describe, expect, it } from 'vitest';
import { type ContractBackend, type Row, type Subject, withStorage } from './contract-backend.js';
import { insert, insertCall, insertCampaign } from './sample-campaigns.js';

const TODAY = { first: '2026-03-10', last: '2026-03-10' };
const local = (day: number, hour: number, minute = 0): number =>
  new Date(2026, 2, day, hour, minute).getTime();

export function activityContract(backend: ContractBackend): void {
  /** Agents 1 and 2, break 1, hold 2, queues 8000 and 8001 for callers, campaign 1 of queue 9100. */
  const withData = (body: (subject: Subject) => Promise<void>): Promise<void> =>
    withStorage(backend, async (subject) => {
      for (const id of [1, 2]) {
        await insert(subject, 'agent', {
          id,
          type: 'Agent',
          number: `70${id}`,
          name: `Agent ${id}`,
          password: '1',
        });
      }
      await insert(subject, '`break`', { id: 1, name: 'Lunch' });
      await insert(subject, '`break`', { id: 2, name: 'Hold', tipo: 'H' });
      await insert(subject, 'queue_call_entry', { id: 1, queue: '8000' });
      await insert(subject, 'queue_call_entry', { id: 2, queue: '8001' });
      await insertCampaign(subject, { id: 1, queue: '9100' });
      await body(subject);
    });
  const audit = (
    subject: Subject,
    agent: number,
    pause: number | null,
    from: string,
    until: string | null,
    duration: string | null = null,
  ): Promise<void> =>
    insert(subject, 'audit', {
      id_agent: agent,
      id_break: pause,
      datetime_init: `2026-03-${from}`,
      datetime_end: until === null ? null : `2026-03-${until}`,
      duration,
    });
  const caller = (subject: Subject, fields: Row): Promise<void> =>
    insert(subject, 'call_entry', {
      id_queue_call_entry: 1,
      id_agent: 1,
      callerid: '5',
      trunk: '',
      ...fields,
    });
  const nothing = {
    loginS: 0,
    incoming: [],
    outgoing: [],
    lastSession: undefined,
    lastPause: undefined,
  };
  const first = async ({ storage }: Subject, days = TODAY): Promise<AgentActivity | undefined> =>
    (await storage.agentActivity(days))[0];

  describe('activity of agents', () => {
    it('names every active agent, also those that did nothing', () =>
      withData(async ({ storage, query }) => {
        await query(
          "insert into agent (type, number, name, password, estatus) values ('SIP', '9', 'x', '1', 'I')",
        );
        expect(await storage.agentActivity(TODAY)).toEqual([
          { agent: 'Agent/701', displayName: 'Agent 1', ...nothing },
          { agent: 'Agent/702', displayName: 'Agent 2', ...nothing },
        ]);
      }));

    it('adds up the sessions that have ended, and tells the newest session and pause', () =>
      withData(async (subject) => {
        await audit(subject, 1, null, '09 22:00:00', '10 06:00:00', '08:00:00');
        await audit(subject, 1, null, '10 08:00:00', '10 12:00:30', '04:00:30');
        await audit(subject, 1, 1, '10 09:00:00', '10 09:30:00', '00:30:00');
        await audit(subject, 1, 2, '10 11:00:00', '10 11:01:00', '00:01:00');
        await audit(subject, 2, null, '10 13:00:00', null);
        await audit(subject, 1, null, '10 14:00:00', null);
        await audit(subject, 1, null, '11 08:00:00', null);
        expect(await subject.storage.agentActivity(TODAY)).toMatchObject([
          {
            loginS: 4 * 3600 + 30,
            lastSession: { from: local(10, 14), until: undefined },
            lastPause: { from: local(10, 11), until: local(10, 11, 1) },
          },
          { loginS: 0, lastSession: { from: local(10, 13), until: undefined }, lastPause: undefined },
        ]);
        expect(await first(subject, { first: '2026-03-09', last: '2026-03-11' })).toMatchObject({
          loginS: 12 * 3600 + 30,
          lastSession: { from: local(11, 8), until: undefined },
        });
      }));

    it('bears a session as long as the column holds', () =>
      withData(async (subject) => {
        await audit(subject, 1, null, '10 00:00:00', '31 00:00:00', '838:59:59');
        expect((await first(subject))?.loginS).toBe(838 * 3600 + 59 * 60 + 59);
      }));

    it('adds up calls by queue: incoming ones, and the last attempts of outgoing ones', () =>
      withData(async (subject) => {
        await caller(subject, { datetime_init: '2026-03-10 00:00:00', duration: 100 });
        await caller(subject, { datetime_init: '2026-03-10 23:59:59', duration: 50 });
        await caller(subject, {
          datetime_init: '2026-03-10 10:00:00',
          id_queue_call_entry: 2,
          duration: null,
        });
        await caller(subject, { datetime_init: '2026-03-11 00:00:00', duration: 7 });
        await caller(subject, { datetime_init: null, id_agent: null });
        await caller(subject, { datetime_init: '2026-03-10 10:00:00', id_agent: 2, duration: 9 });
        await insertCall(subject, 1, { id_agent: 1, start_time: '2026-03-10 12:00:00', duration: 64 });
        await insertCall(subject, 1, { id_agent: 1, start_time: '2026-03-09 12:00:00', duration: 1 });
        expect(await first(subject)).toEqual({
          agent: 'Agent/701',
          displayName: 'Agent 1',
          ...nothing,
          incoming: [
            { queue: '8000', calls: 2, talkS: 150 },
            { queue: '8001', calls: 1, talkS: 0 },
          ],
          outgoing: [{ queue: '9100', calls: 1, talkS: 64 }],
        });
      }));
  });
}
