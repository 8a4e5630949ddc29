import type { StorageWrite } from '@openeccp/core';
import { describe, expect, it } from 'vitest';
import { seedDemo } from '../demo/seed-demo.js';
import { type ContractBackend, type Subject, withStorage } from './contract-backend.js';
import { insertCall, insertCampaign } from './sample-campaigns.js';
import { callJoined, callLinked, incoming, NOON, outgoing } from './sample-writes.js';

/** What calls of both directions leave behind alike: where they were transferred to, and their recordings. */
export function callTrailContract(backend: ContractBackend): void {
  /** A test's body on the sample data, call 1 of campaign 1 and incoming call 1. */
  const withCalls = (body: (subject: Subject) => Promise<void>): Promise<void> =>
    withStorage(backend, async (subject) => {
      await seedDemo(subject.storage);
      await insertCampaign(subject);
      await insertCall(subject, 1, { id: 1 });
      await subject.storage.apply([callJoined(), callLinked()]);
      await body(subject);
    });

  describe('transfer', () => {
    it.each([
      [incoming(1), 'call_entry'],
      [outgoing(1), 'calls'],
    ] as const)('of a call is noted in its row and taken back: %j', (row, table) =>
      withCalls(async ({ storage, query }) => {
        const transfer = `select transfer from ${table}`;
        await storage.apply([{ kind: 'call-transferred', row, to: '413' }]);
        expect(await query(transfer)).toEqual([{ transfer: '413' }]);
        await storage.apply([{ kind: 'call-transferred', row, to: '' }]);
        expect(await query(transfer)).toEqual([{ transfer: '' }]);
        await storage.apply([{ kind: 'call-transferred', row, to: '0034911222333' }]);
        expect(await query(transfer)).toEqual([{ transfer: '003491' }]);
      }),
    );

    it('of an incoming call to an agent ends it for the first and goes on with the second', () =>
      withCalls(async ({ storage, query }) => {
        await storage.apply([
          { kind: 'call-transferred', row: incoming(1), to: '413' },
          { kind: 'call-unlinked', row: incoming(1), currentId: 1 },
          { kind: 'call-ended', row: incoming(1), at: NOON + 60_000, durationS: 53, short: false },
          callLinked({ currentId: 2, agentRowId: 2, at: NOON + 65_000, waitedS: 65 }),
        ]);
        expect(
          await query(
            'select status, id_agent, datetime_init, datetime_end, duration, transfer from call_entry',
          ),
        ).toEqual([
          {
            status: 'activa',
            id_agent: 2,
            datetime_init: '2026-03-10 12:01:05',
            datetime_end: null,
            duration: null,
            transfer: '413',
          },
        ]);
        expect(await query('select id, id_agent from current_call_entry')).toEqual([{ id: 2, id_agent: 2 }]);
      }));
  });

  describe('recording', () => {
    const recorded = (fields: Partial<Extract<StorageWrite, { kind: 'recording' }>>): StorageWrite => ({
      kind: 'recording',
      row: incoming(1),
      at: NOON,
      uniqueid: '1773140400.17',
      channel: 'PJSIP/provider-0000000a',
      file: '/var/spool/asterisk/monitor/2026/03/10/q-9000.wav',
      ...fields,
    });

    it('is noted by its path below the monitor folder, or in full where it is elsewhere', () =>
      withCalls(async ({ storage, query }) => {
        await storage.apply([
          recorded({}),
          recorded({ row: outgoing(1), file: '/srv/records/out.wav', at: NOON + 1_000 }),
        ]);
        const row = { uniqueid: '1773140400.17', channel: 'PJSIP/provider-0000000a' };
        expect(
          await query(
            'select datetime_entry, id_call_incoming, id_call_outgoing, uniqueid, channel, recordingfile ' +
              'from call_recording order by id',
          ),
        ).toEqual([
          {
            ...row,
            datetime_entry: '2026-03-10 12:00:00',
            id_call_incoming: 1,
            id_call_outgoing: null,
            recordingfile: '2026/03/10/q-9000.wav',
          },
          {
            ...row,
            datetime_entry: '2026-03-10 12:00:01',
            id_call_incoming: null,
            id_call_outgoing: 1,
            recordingfile: '/srv/records/out.wav',
          },
        ]);
      }));

    it('is noted once for each call and file', () =>
      withCalls(async ({ storage, query }) => {
        const writes = [recorded({}), recorded({ file: 'b.wav' }), recorded({ row: outgoing(1) })];
        await storage.apply(writes);
        await storage.apply(writes);
        expect(await query('select recordingfile, id_call_incoming from call_recording order by id')).toEqual(
          [
            { recordingfile: '2026/03/10/q-9000.wav', id_call_incoming: 1 },
            { recordingfile: 'b.wav', id_call_incoming: 1 },
            { recordingfile: '2026/03/10/q-9000.wav', id_call_incoming: null },
          ],
        );
      }));

    it('of files whose names differ only in case is two', () =>
      withCalls(async ({ storage, query }) => {
        await storage.apply([recorded({ file: 'a.wav' }), recorded({ file: 'A.wav' })]);
        expect(await query('select recordingfile from call_recording order by id')).toEqual([
          { recordingfile: 'a.wav' },
          { recordingfile: 'A.wav' },
        ]);
      }));

    it('does not suffer from values that are too long', () =>
      withCalls(async ({ storage, query }) => {
        const long = { uniqueid: '1'.repeat(60), channel: 'c'.repeat(200), file: 'f'.repeat(400) };
        await storage.apply([recorded(long), recorded(long)]);
        expect(
          await query(
            'select length(uniqueid) as u, length(channel) as c, length(recordingfile) as f from call_recording',
          ),
        ).toEqual([{ u: 32, c: 80, f: 255 }]);
      }));
  });
}
