import type { StorageWrite } from '@openeccp/core';
import { describe, expect, it } from 'vitest';
import { seedDemo } from '../demo/seed-demo.js';
import { type ContractBackend, type Row, type Subject, withStorage } from './contract-backend.js';
import { itWhere } from './it-where.js';
import { insertCall, insertCampaign } from './sample-campaigns.js';
import {
  callAnswered,
  callPlaced,
  callQueued,
  callTaken,
  NOON,
  outgoing,
  progress,
} from './sample-writes.js';

/** What an attempt leaves in a row of `calls`. */
const RESULT =
  'select status, retries, datetime_originate, fecha_llamada, datetime_entry_queue, start_time, end_time, duration, ' +
  'duration_wait, id_agent, uniqueid, trunk, transfer, failure_cause, failure_cause_txt from calls';

const UNTRIED = {
  status: null,
  retries: 0,
  datetime_originate: null,
  fecha_llamada: null,
  datetime_entry_queue: null,
  start_time: null,
  end_time: null,
  duration: null,
  duration_wait: null,
  id_agent: null,
  uniqueid: null,
  trunk: null,
  transfer: null,
  failure_cause: null,
  failure_cause_txt: null,
};
const PLACED = { ...UNTRIED, status: 'Placing', retries: 1, datetime_originate: '2026-03-10 12:00:00' };
const ANSWERED = {
  ...PLACED,
  status: 'Ringing',
  fecha_llamada: '2026-03-10 12:00:05',
  uniqueid: '1773140400.18',
};
const QUEUED = {
  ...ANSWERED,
  status: 'OnQueue',
  datetime_entry_queue: '2026-03-10 12:00:06',
  trunk: 'PJSIP/provider',
};
const TAKEN = {
  ...QUEUED,
  status: 'Success',
  start_time: '2026-03-10 12:00:07',
  duration_wait: 7,
  id_agent: 1,
};

const ended = (durationS: number, short = false): StorageWrite => ({
  kind: 'call-ended',
  row: outgoing(1),
  at: NOON + 7_000 + durationS * 1000,
  durationS,
  short,
});
const unlinked: StorageWrite = { kind: 'call-unlinked', row: outgoing(1), currentId: 1 };
const transferred = (to: string): StorageWrite => ({ kind: 'call-transferred', row: outgoing(1), to });

export function outgoingWritesContract(backend: ContractBackend): void {
  /** A test's body on the sample data and call 1 of campaign 1. */
  const withCall = (body: (subject: Subject) => Promise<void>, campaign: Row = {}): Promise<void> =>
    withStorage(backend, async (subject) => {
      await seedDemo(subject.storage);
      await insertCampaign(subject, campaign);
      await insertCall(subject, 1, { id: 1 });
      await body(subject);
    });

  describe('outgoing call', () => {
    it('is placed, answered, queued, taken, held, resumed and ended', () =>
      withCall(async ({ storage, query }) => {
        expect(await query(RESULT)).toEqual([UNTRIED]);
        await storage.apply([callPlaced()]);
        expect(await query(RESULT)).toEqual([PLACED]);
        await storage.apply([callAnswered()]);
        expect(await query(RESULT)).toEqual([ANSWERED]);
        await storage.apply([callQueued()]);
        expect(await query(RESULT)).toEqual([QUEUED]);
        await storage.apply([callTaken({ currentId: 5 })]);
        expect(await query(RESULT)).toEqual([TAKEN]);
        const current = {
          id: 5,
          id_call: 1,
          fecha_inicio: '2026-03-10 12:00:07',
          uniqueid: '1773140400.18',
          queue: '9000',
          agentnum: '412',
          event: 'Link',
          Channel: 'Agent/412',
          ChannelClient: 'PJSIP/provider-0000000a',
          hold: 'N',
        };
        expect(await query('select * from current_calls')).toEqual([current]);
        expect((await storage.nextRowIds()).currentCalls).toBe(6);
        await storage.apply([{ kind: 'call-held', row: outgoing(1), currentId: 5, held: true }]);
        expect(await query('select hold from current_calls')).toEqual([{ hold: 'S' }]);
        expect(await query(RESULT)).toEqual([TAKEN]);
        await storage.apply([{ kind: 'call-held', row: outgoing(1), currentId: 5, held: false }]);
        expect(await query('select * from current_calls')).toEqual([current]);
        await storage.apply([{ kind: 'call-unlinked', row: outgoing(1), currentId: 5 }, ended(60)]);
        expect(await query('select * from current_calls')).toEqual([]);
        expect(await query(RESULT)).toEqual([{ ...TAKEN, end_time: '2026-03-10 12:01:07', duration: 60 }]);
      }));

    it('goes to its agent without a queue, over a trunk that nobody knows', () =>
      withCall(async ({ storage, query }) => {
        await storage.apply([
          callPlaced(),
          callAnswered(),
          callTaken({ queue: undefined, trunk: '', waitedS: 0 }),
        ]);
        expect(await query(RESULT)).toEqual([
          { ...TAKEN, datetime_entry_queue: null, duration_wait: 0, trunk: null },
        ]);
        expect(await query('select queue from current_calls')).toEqual([{ queue: '' }]);
      }));

    it.each<[string, readonly StorageWrite[], Row]>([
      [
        'not reached, with a cause',
        [{ kind: 'call-failed', row: outgoing(1), at: NOON + 9_000, cause: 17, causeText: 'User busy' }],
        {
          ...PLACED,
          status: 'Failure',
          fecha_llamada: '2026-03-10 12:00:09',
          failure_cause: 17,
          failure_cause_txt: 'User busy',
        },
      ],
      [
        'not reached, nobody knows why',
        [{ kind: 'call-failed', row: outgoing(1), at: NOON + 9_000, cause: undefined, causeText: undefined }],
        { ...PLACED, status: 'Failure', fecha_llamada: '2026-03-10 12:00:09' },
      ],
      [
        'hung up before it came to a queue',
        [callAnswered(), { kind: 'call-unanswered', row: outgoing(1), at: NOON + 9_000 }],
        { ...ANSWERED, status: 'NoAnswer' },
      ],
      [
        'hung up in the queue',
        [
          callAnswered(),
          callQueued(),
          { kind: 'call-abandoned', row: outgoing(1), at: NOON + 36_000, waitedS: 30 },
        ],
        { ...QUEUED, status: 'Abandoned', end_time: '2026-03-10 12:00:36', duration_wait: 30 },
      ],
      [
        'taken by somebody who is no agent',
        [
          callAnswered(),
          callQueued(),
          { kind: 'call-taken', row: outgoing(1), at: NOON + 36_000, waitedS: 30 },
        ],
        {
          ...QUEUED,
          status: 'Success',
          start_time: '2026-03-10 12:00:36',
          end_time: '2026-03-10 12:00:36',
          duration: 0,
          duration_wait: 30,
        },
      ],
      [
        'short',
        [callAnswered(), callQueued(), callTaken(), unlinked, ended(3, true)],
        { ...TAKEN, status: 'ShortCall', end_time: '2026-03-10 12:00:10', duration: 3 },
      ],
    ])('may be %s', (_, writes, row) =>
      withCall(async ({ storage, query }) => {
        await storage.apply([callPlaced(), ...writes]);
        expect(await query(RESULT)).toEqual([row]);
        expect(await query('select * from current_calls')).toEqual([]);
      }),
    );

    it('begins each attempt with nothing of the one before, and keeps what it was uploaded with', () =>
      withCall(async (subject) => {
        const { storage, query } = subject;
        const kept = {
          phone: '699',
          dnc: 0,
          date_init: '2026-03-01',
          date_end: '2026-03-31',
          time_init: '09:00:00',
          time_end: '18:00:00',
          agent: 'Agent/412',
          scheduled: 1,
        };
        await insertCall(subject, 1, {
          id: 2,
          ...kept,
          ...TAKEN,
          status: 'ShortCall',
          end_time: '2026-03-09 12:00:10',
          duration: 3,
          transfer: '9000',
          failure_cause: 0,
          failure_cause_txt: 'none',
        });
        await storage.apply([callPlaced({ row: outgoing(2), retry: 2 })]);
        expect(await query(`${RESULT} where id = 2`)).toEqual([{ ...PLACED, retries: 2 }]);
        expect(await query(`select ${Object.keys(kept).join(', ')} from calls where id = 2`)).toEqual([kept]);
      }));

    itWhere(backend.schema === 'lists')('notes the caller id that its campaign presents', () =>
      withCall(
        async ({ storage, query }) => {
          await query("update calls set callerid = 'old' where id = 1");
          await storage.apply([callPlaced()]);
          expect(await query('select callerid from calls')).toEqual([{ callerid: '555100' }]);
        },
        { callerid: '555100' },
      ),
    );

    it('goes on with the agent it was transferred to: its end is taken back', () =>
      withCall(async ({ storage, query }) => {
        await storage.apply([
          callPlaced(),
          callAnswered(),
          callQueued(),
          callTaken(),
          transferred('413'),
          unlinked,
          ended(40),
        ]);
        const second = { currentId: 2, agentRowId: 2, at: NOON + 60_000, waitedS: 54 };
        await storage.apply([callTaken(second)]);
        const retaken = {
          ...TAKEN,
          id_agent: 2,
          start_time: '2026-03-10 12:01:00',
          duration_wait: 54,
          transfer: '413',
        };
        expect(await query(RESULT)).toEqual([retaken]);
        expect(await query('select id, id_call from current_calls')).toEqual([{ id: 2, id_call: 1 }]);
      }));

    it('does not suffer from values that are too long', () =>
      withCall(async ({ storage, schema, query }) => {
        const isNarrow = schema === 'lists';
        const uniqueid = `pbx-${'1'.repeat(60)}.1`;
        const trunk = `PJSIP/${'x'.repeat(80)}`;
        await storage.apply([
          callPlaced(),
          { kind: 'call-failed', row: outgoing(1), at: NOON, cause: 1, causeText: 'u'.repeat(80) },
          callAnswered({ uniqueid }),
          callQueued({ uniqueid, trunk }),
          callTaken({ uniqueid, trunk, queue: 'q'.repeat(80), customerChannel: `PJSIP/${'y'.repeat(80)}` }),
          progress({ row: outgoing(1), campaignId: 1, retry: 1, uniqueid, trunk }),
          transferred('+34911222333'),
        ]);
        expect(
          await query(
            'select length(uniqueid) as u, length(trunk) as t, length(failure_cause_txt) as c, transfer from calls',
          ),
        ).toEqual([{ u: 32, t: isNarrow ? 20 : 50, c: 32, transfer: '+34911' }]);
        expect(
          await query(
            'select length(uniqueid) as u, length(queue) as q, length(ChannelClient) as c from current_calls',
          ),
        ).toEqual([{ u: 32, q: 16, c: isNarrow ? 32 : 50 }]);
        expect(await query('select length(trunk) as t from call_progress_log')).toEqual([
          { t: isNarrow ? 20 : 50 },
        ]);
      }));
  });

  describe('progress of an outgoing call', () => {
    const log =
      'select new_status, retry, uniqueid, trunk, id_agent, duration from call_progress_log order by id';
    const of = (fields: Parameters<typeof progress>[0]): StorageWrite =>
      progress({ row: outgoing(1), campaignId: 1, retry: 1, uniqueid: '', trunk: '', ...fields });

    it('tells with each row all that is known of the attempt, and nothing of another', () =>
      withCall(async ({ storage, query }) => {
        await storage.apply([
          of({ id: 1, status: 'Placing' }),
          of({ id: 2, status: 'Dialing', trunk: 'PJSIP/a' }),
          of({ id: 3, status: 'Ringing', uniqueid: '1.8' }),
          of({ id: 4, status: 'Success', agentRowId: 2 }),
          of({ id: 5, status: 'ShortCall', durationS: 3 }),
          // Within the same second: the newest is the one with the highest id.
          of({ id: 6, status: 'Placing', retry: 2 }),
          of({ id: 7, status: 'Dialing', retry: 2, trunk: 'PJSIP/b' }),
        ]);
        const first = { retry: 1, uniqueid: '1.8', trunk: 'PJSIP/a', id_agent: 2 };
        const second = { retry: 2, uniqueid: null, id_agent: null, duration: null };
        expect(await query(log)).toEqual([
          { ...first, new_status: 'Placing', uniqueid: null, trunk: null, id_agent: null, duration: null },
          { ...first, new_status: 'Dialing', uniqueid: null, id_agent: null, duration: null },
          { ...first, new_status: 'Ringing', id_agent: null, duration: null },
          { ...first, new_status: 'Success', duration: null },
          { ...first, new_status: 'ShortCall', duration: 3 },
          { ...second, new_status: 'Placing', trunk: null },
          { ...second, new_status: 'Dialing', trunk: 'PJSIP/b' },
        ]);
        expect(
          await query(
            'select distinct id_call_outgoing, id_campaign_outgoing, id_call_incoming, id_campaign_incoming ' +
              'from call_progress_log',
          ),
        ).toEqual([
          {
            id_call_outgoing: 1,
            id_campaign_outgoing: 1,
            id_call_incoming: null,
            id_campaign_incoming: null,
          },
        ]);
      }));

    it('goes on with the attempt that the log knows when nobody says which it is', () =>
      withCall(async ({ storage, query }) => {
        await storage.apply([
          of({ id: 1, status: 'OnQueue', retry: 3, trunk: 'PJSIP/a' }),
          of({ id: 2, status: 'Abandoned', retry: undefined }),
        ]);
        expect((await query(log))[1]).toMatchObject({ new_status: 'Abandoned', retry: 3, trunk: 'PJSIP/a' });
      }));
  });

  describe('apply of outgoing calls', () => {
    const story = [callPlaced(), callAnswered(), callQueued(), callTaken()];

    it('may be repeated when the answer was lost', () =>
      withCall(async ({ storage, query }) => {
        const writes: readonly StorageWrite[] = [
          ...story,
          progress({ row: outgoing(1), campaignId: 1, retry: 1, status: 'Success' }),
          { kind: 'call-held', row: outgoing(1), currentId: 1, held: true },
          transferred('413'),
          ended(40),
        ];
        await storage.apply([...writes, unlinked]);
        const dump = (): Promise<unknown> =>
          Promise.all(
            ['calls', 'current_calls', 'call_progress_log'].map((table) => query(`select * from ${table}`)),
          );
        const once = await dump();
        await storage.apply([...writes, unlinked]);
        expect(await dump()).toEqual(once);
      }));

    it("tells that a current call's id is another row's", () =>
      withCall(async (subject) => {
        await insertCall(subject, 1, { id: 2 });
        await subject.storage.apply([callTaken({ row: outgoing(2) })]);
        await expect(subject.storage.apply([callTaken()])).rejects.toMatchObject({
          code: 'duplicate-row-id',
          table: 'current_calls',
          id: 1,
        });
      }));

    it.each<[string, StorageWrite]>([
      ['calls', callPlaced({ row: outgoing(77) })],
      ['calls', callAnswered({ row: outgoing(77) })],
      ['calls', callQueued({ row: outgoing(77) })],
      ['calls', callTaken({ row: outgoing(77) })],
      ['calls', { kind: 'call-unanswered', row: outgoing(77), at: NOON }],
      ['calls', { kind: 'call-failed', row: outgoing(77), at: NOON, cause: 1, causeText: undefined }],
      ['calls', { kind: 'call-abandoned', row: outgoing(77), at: NOON, waitedS: 1 }],
      ['calls', { kind: 'call-ended', row: outgoing(77), at: NOON, durationS: 1, short: false }],
      ['calls', { kind: 'call-transferred', row: outgoing(77), to: '1' }],
    ])('tells that the row of %s to change is missing', (table, write) =>
      withCall(async ({ storage }) => {
        await expect(storage.apply([write])).rejects.toMatchObject({
          code: 'row-missing',
          message: expect.stringContaining(`Row 77 of table ${table} isn't there`),
        });
      }),
    );

    it('takes a call that has gone from the current ones already', () =>
      withCall(async ({ storage, query }) => {
        await storage.apply([{ kind: 'call-held', row: outgoing(1), currentId: 1, held: true }, unlinked]);
        expect(await query('select * from current_calls')).toEqual([]);
      }));
  });
}
