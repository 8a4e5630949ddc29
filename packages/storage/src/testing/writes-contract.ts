import { describe, expect, it } from 'vitest';
import { seedDemo } from '../demo/seed-demo.js';
import { DuplicateRowIdError } from '../storage-error.js';
import { type ContractBackend, type Row, type Subject, withStorage } from './contract-backend.js';
import {
  callJoined,
  callLinked,
  closeAudit,
  incoming,
  NOON,
  openPause,
  openSession,
  progress,
} from './sample-writes.js';

export function writesContract(backend: ContractBackend): void {
  /** A test's body on the sample data: agent, break and queue rows start at 1. */
  const withData = (body: (subject: Subject) => Promise<void>): Promise<void> =>
    withStorage(backend, async (subject) => {
      await seedDemo(subject.storage);
      await body(subject);
    });

  describe('audit', () => {
    it('has a session and its breaks, open and closed', () =>
      withData(async ({ storage, schema, query }) => {
        const extension = (text: string | null): Row => (schema === 'lists' ? {} : { login_extension: text });
        await storage.apply([openSession(), openPause()]);
        await storage.apply([closeAudit({ id: 2, at: NOON + 3_661_000 })]);
        expect(await query('select * from audit order by id')).toEqual([
          {
            id: 1,
            id_agent: 1,
            id_break: null,
            datetime_init: '2026-03-10 12:00:00',
            datetime_end: null,
            duration: null,
            ext_parked: null,
            ...extension('PJSIP/412'),
          },
          {
            id: 2,
            id_agent: 1,
            id_break: 1,
            datetime_init: '2026-03-10 12:00:00',
            datetime_end: '2026-03-10 13:01:01',
            duration: '01:01:01',
            ext_parked: null,
            ...extension(null),
          },
        ]);
      }));

    it('keeps a session longer than the column holds as its longest', () =>
      withData(async ({ storage, query }) => {
        await storage.apply([openSession(), closeAudit({ at: NOON + 40 * 24 * 3_600_000 })]);
        expect(await query('select duration from audit')).toEqual([{ duration: '838:59:59' }]);
      }));
  });

  describe('incoming call', () => {
    const callEntry =
      'select id_agent, id_queue_call_entry, id_contact, callerid, status, datetime_entry_queue, datetime_init, ' +
      'datetime_end, duration, duration_wait, uniqueid, trunk from call_entry';
    const joined = {
      id_agent: null,
      id_queue_call_entry: 1,
      id_contact: null,
      callerid: '612345678',
      status: 'en-cola',
      datetime_entry_queue: '2026-03-10 12:00:00',
      datetime_init: null,
      datetime_end: null,
      duration: null,
      duration_wait: null,
      uniqueid: '1773140400.17',
      trunk: 'PJSIP/provider',
    };
    const linked = {
      ...joined,
      id_agent: 1,
      status: 'activa',
      datetime_init: '2026-03-10 12:00:07',
      duration_wait: 7,
    };

    it('waits, talks, is held, resumed and ended', () =>
      withData(async ({ storage, query }) => {
        await storage.apply([callJoined()]);
        expect(await query(callEntry)).toEqual([joined]);
        await storage.apply([callLinked({ row: incoming(1), currentId: 5 })]);
        expect(await query(callEntry)).toEqual([linked]);
        const current = {
          id: 5,
          id_agent: 1,
          id_queue_call_entry: 1,
          id_call_entry: 1,
          callerid: '612345678',
          datetime_init: '2026-03-10 12:00:07',
          uniqueid: '1773140400.17',
          ChannelClient: 'PJSIP/provider-0000000a',
          hold: 'N',
        };
        expect(await query('select * from current_call_entry')).toEqual([current]);
        await storage.apply([{ kind: 'call-held', row: incoming(1), currentId: 5, held: true }]);
        expect(await query('select hold from current_call_entry')).toEqual([{ hold: 'S' }]);
        await storage.apply([{ kind: 'call-held', row: incoming(1), currentId: 5, held: false }]);
        expect(await query('select * from current_call_entry')).toEqual([current]);
        await storage.apply([
          { kind: 'call-unlinked', row: incoming(1), currentId: 5 },
          { kind: 'call-ended', row: incoming(1), at: NOON + 67_000, durationS: 60, short: false },
        ]);
        expect(await query('select * from current_call_entry')).toEqual([]);
        expect(await query(callEntry)).toEqual([
          { ...linked, status: 'terminada', datetime_end: '2026-03-10 12:01:07', duration: 60 },
        ]);
      }));

    it('is taken by somebody who is no agent', () =>
      withData(async ({ storage, query }) => {
        await storage.apply([
          callJoined(),
          { kind: 'call-taken', row: incoming(1), at: NOON + 30_000, waitedS: 30 },
        ]);
        expect(await query(callEntry)).toEqual([
          {
            ...joined,
            status: 'terminada',
            datetime_init: '2026-03-10 12:00:30',
            datetime_end: '2026-03-10 12:00:30',
            duration: 0,
            duration_wait: 30,
          },
        ]);
        expect(await query('select * from current_call_entry')).toEqual([]);
      }));

    it('is abandoned in the queue, or lost from sight', () =>
      withData(async ({ storage, query }) => {
        await storage.apply([
          callJoined({ trunk: '' }),
          { kind: 'call-abandoned', row: incoming(1), at: NOON + 30_000, waitedS: 30 },
          callJoined({ row: incoming(2), phone: '' }),
          { kind: 'call-lost', row: incoming(2) },
        ]);
        expect(await query(`${callEntry} order by id`)).toEqual([
          {
            ...joined,
            status: 'abandonada',
            datetime_end: '2026-03-10 12:00:30',
            duration_wait: 30,
            trunk: '',
          },
          { ...joined, status: 'fin-monitoreo', callerid: '' },
        ]);
      }));

    it('belongs to the contact with its number, if there is exactly one', () =>
      withData(async ({ storage, query }) => {
        for (const phone of ['600', '601', '601', '']) {
          await query(
            `insert into contact (cedula_ruc, name, telefono, apellido) values ('1', 'n', '${phone}', 'a')`,
          );
        }
        const phones = ['600', '601', '602', '', '600😀'];
        await storage.apply(phones.map((phone, index) => callJoined({ row: incoming(index + 1), phone })));
        expect(
          (await query('select id_contact from call_entry order by id')).map((row) => row['id_contact']),
        ).toEqual([1, null, null, null, null]);
      }));

    it('has its progress logged, each row with all that is known', () =>
      withData(async ({ storage, query }) => {
        await storage.apply([
          callJoined(),
          progress(),
          progress({ id: 2, status: 'Success', at: NOON + 7_000, agentRowId: 1, trunk: '' }),
          progress({ id: 3, status: 'OnHold', at: NOON + 7_000, uniqueid: '' }),
          progress({ id: 4, status: 'Hangup', at: NOON + 67_000, durationS: 60 }),
        ]);
        const row = { uniqueid: '1773140400.17', trunk: 'PJSIP/provider', id_agent: 1, duration: null };
        expect(
          await query(
            'select new_status, uniqueid, trunk, id_agent, duration from call_progress_log order by id',
          ),
        ).toEqual([
          { ...row, new_status: 'OnQueue', id_agent: null },
          { ...row, new_status: 'Success' },
          { ...row, new_status: 'OnHold' },
          { ...row, new_status: 'Hangup', duration: 60 },
        ]);
        expect(await storage.nextRowIds()).toEqual({
          audit: 1,
          callEntry: 2,
          currentCallEntry: 1,
          currentCalls: 1,
          progress: 5,
        });
      }));

    it('does not suffer from values that are too long', () =>
      withData(async ({ storage, schema, query }) => {
        const isNarrow = schema === 'lists';
        const long = { phone: `+${'9'.repeat(40)}`, uniqueid: `pbx-${'1'.repeat(60)}.1` };
        await storage.apply([
          callJoined({ ...long, trunk: `PJSIP/${'x'.repeat(80)}` }),
          callLinked({ ...long, customerChannel: `PJSIP/${'y'.repeat(80)}` }),
          progress({ uniqueid: long.uniqueid, trunk: `PJSIP/${'x'.repeat(80)}` }),
          openSession({ extension: `PJSIP/${'z'.repeat(80)}` }),
        ]);
        expect(
          await query(
            'select length(callerid) as c, length(uniqueid) as u, length(trunk) as t from call_entry',
          ),
        ).toEqual([{ c: 15, u: 32, t: isNarrow ? 20 : 50 }]);
        expect(await query('select length(ChannelClient) as c from current_call_entry')).toEqual([
          { c: isNarrow ? 32 : 50 },
        ]);
        if (!isNarrow)
          expect(await query('select length(login_extension) as e from audit')).toEqual([{ e: 20 }]);
      }));
  });

  describe('apply', () => {
    const story = [
      openSession(),
      callJoined(),
      progress(),
      callLinked(),
      { kind: 'call-held', row: incoming(1), currentId: 1, held: true },
    ] as const;

    it('may be repeated when the answer was lost', () =>
      withData(async ({ storage, query }) => {
        const writes = [
          ...story,
          { kind: 'call-ended', row: incoming(1), at: NOON + 9_000, durationS: 2, short: false },
        ] as const;
        const ending = { kind: 'call-unlinked', row: incoming(1), currentId: 1 } as const;
        await storage.apply([...writes, ending]);
        const tables = ['audit', 'call_entry', 'current_call_entry', 'call_progress_log'];
        const dump = (): Promise<unknown> =>
          Promise.all(tables.map((table) => query(`select * from ${table}`)));
        const once = await dump();
        await storage.apply([...writes, ending]);
        expect(await dump()).toEqual(once);
      }));

    it('does all or nothing', () =>
      withData(async ({ storage, query }) => {
        await expect(storage.apply([...story, openPause({ breakId: 999 })])).rejects.toThrow();
        expect(await query('select * from audit')).toEqual([]);
        expect(await query('select * from call_entry')).toEqual([]);
        await storage.apply(story);
        expect(await query('select id from call_entry')).toEqual([{ id: 1 }]);
      }));

    it.each([
      ['audit', openSession({ agentRowId: 2 }), openSession()],
      ['audit', openSession({ at: NOON + 5_000 }), openSession()],
      ['audit', openPause({ id: 1 }), openSession()],
      ['call_entry', callJoined({ uniqueid: 'other' }), callJoined()],
      [
        'call_progress_log',
        progress({ row: incoming(9), status: 'Abandoned' }),
        progress({ row: incoming(9) }),
      ],
    ] as const)("tells that an id of %s is another row's", (table, theirs, ours) =>
      withData(async ({ storage }) => {
        await storage.apply([callJoined({ row: incoming(9) })]);
        await storage.apply([theirs]);
        const attempt = storage.apply([ours]);
        await expect(attempt).rejects.toBeInstanceOf(DuplicateRowIdError);
        await expect(attempt).rejects.toMatchObject({ table, id: 1 });
      }),
    );

    it("tells that a current call's id is another row's", () =>
      withData(async ({ storage }) => {
        await storage.apply([
          callJoined(),
          callJoined({ row: incoming(2) }),
          callLinked({ row: incoming(2), currentId: 1 }),
        ]);
        await expect(storage.apply([callLinked()])).rejects.toMatchObject({
          table: 'current_call_entry',
          id: 1,
        });
      }));

    it.each([
      ['audit', closeAudit({ id: 77 })],
      ['call_entry', callLinked({ row: incoming(77) })],
      ['call_entry', { kind: 'call-ended', row: incoming(77), at: NOON, durationS: 1, short: false }],
      ['call_entry', { kind: 'call-lost', row: incoming(77) }],
    ] as const)('tells that the row of %s to change is missing', (table, write) =>
      withData(async ({ storage }) => {
        await expect(storage.apply([write])).rejects.toMatchObject({
          code: 'row-missing',
          message: expect.stringContaining(`Row 77 of table ${table} isn't there`),
        });
      }),
    );

    it('takes a call that has gone from the current ones already', () =>
      withData(async ({ storage, query }) => {
        await storage.apply([
          { kind: 'call-held', row: incoming(1), currentId: 1, held: true },
          { kind: 'call-unlinked', row: incoming(1), currentId: 1 },
        ]);
        expect(await query('select * from current_call_entry')).toEqual([]);
      }));
  });
}
