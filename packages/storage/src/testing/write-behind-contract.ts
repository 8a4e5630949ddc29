import type { StorageWrite } from '@openeccp/core';
import { describe, expect, it } from 'vitest';
import { seedDemo } from '../demo/seed-demo.js';
import type { Renumbering } from '../write-behind/row-renumbering.js';
import { WriteBehind } from '../write-behind/write-behind.js';
import { type ContractBackend, type Subject, withStorage } from './contract-backend.js';
import { insertCall, insertCampaign } from './sample-campaigns.js';
import {
  callJoined,
  callLinked,
  callTaken,
  closeAudit,
  incoming,
  NOON,
  openSession,
  outgoing,
  progress,
} from './sample-writes.js';

interface Observed {
  readonly queue: WriteBehind;
  readonly dead: { readonly write: StorageWrite; readonly error: unknown }[];
  readonly renumbered: Renumbering[];
}

export function writeBehindContract(backend: ContractBackend): void {
  const withQueue = (body: (subject: Subject & Observed) => Promise<void>): Promise<void> =>
    withStorage(backend, async (subject) => {
      await seedDemo(subject.storage);
      const observed = { dead: [], renumbered: [] } as Omit<Observed, 'queue'>;
      const queue = new WriteBehind({
        storage: subject.storage,
        onDeadLetter: ({ write, error }) => observed.dead.push({ write, error }),
        onRenumbered: (renumbering) => observed.renumbered.push(renumbering),
      });
      try {
        await body({ ...subject, ...observed, queue });
      } finally {
        await queue.close({ timeoutMs: 5_000 });
      }
    });

  describe('write-behind', () => {
    it('gives up only what the database refuses', () =>
      withQueue(async ({ queue, dead, query }) => {
        const orphan = openSession({ id: 1, agentRowId: 999 });
        const late = closeAudit({ id: 77 });
        const writes = [orphan, callJoined(), openSession({ id: 2 }), late, progress(), callLinked()];
        for (const write of writes) queue.enqueue(write);
        expect(await queue.flush({ timeoutMs: 10_000 })).toBe(true);
        expect(dead.map(({ write }) => write)).toEqual([orphan, late]);
        expect(await query('select id from audit')).toEqual([{ id: 2 }]);
        expect(await query('select id, status from call_entry')).toEqual([{ id: 1, status: 'activa' }]);
        expect(await query('select new_status from call_progress_log')).toEqual([{ new_status: 'OnQueue' }]);
      }));

    it('renumbers a whole call when another program has taken its ids', () =>
      withQueue(async ({ queue, dead, renumbered, storage, query }) => {
        // Another program's call, under the very ids that this server gave in memory.
        await storage.apply([
          callJoined({ uniqueid: 'theirs' }),
          callLinked({ uniqueid: 'theirs', agentRowId: 2 }),
          progress({ status: 'Success' }),
          openSession({ agentRowId: 2 }),
        ]);
        const ours = [
          openSession(),
          callJoined({ uniqueid: 'ours' }),
          progress({ uniqueid: 'ours' }),
          callLinked({ uniqueid: 'ours' }),
          { kind: 'call-held', row: incoming(1), currentId: 1, held: true },
          { kind: 'call-ended', row: incoming(1), at: NOON + 60_000, durationS: 53, short: false },
          closeAudit(),
        ] as const;
        for (const write of ours) queue.enqueue(write);
        expect(await queue.flush({ timeoutMs: 10_000 })).toBe(true);
        expect(dead).toEqual([]);
        expect(renumbered.map(({ table, from, to }) => `${table} ${from} ${to}`).sort()).toEqual([
          'audit 1 2',
          'call_entry 1 2',
          'call_progress_log 1 2',
          'current_call_entry 1 2',
        ]);
        expect(await query('select id, uniqueid, status from call_entry order by id')).toEqual([
          { id: 1, uniqueid: 'theirs', status: 'activa' },
          { id: 2, uniqueid: 'ours', status: 'terminada' },
        ]);
        expect(await query('select id, id_call_entry, hold from current_call_entry order by id')).toEqual([
          { id: 1, id_call_entry: 1, hold: 'N' },
          { id: 2, id_call_entry: 2, hold: 'S' },
        ]);
        expect(await query('select id, id_call_incoming from call_progress_log order by id')).toEqual([
          { id: 1, id_call_incoming: 1 },
          { id: 2, id_call_incoming: 2 },
        ]);
        expect(await query('select id, duration from audit order by id')).toEqual([
          { id: 1, duration: null },
          { id: 2, duration: '00:01:30' },
        ]);
      }));

    it('renumbers what is written about an outgoing call, whose own row has its id already', () =>
      withQueue(async ({ queue, dead, renumbered, storage, query, schema }) => {
        await insertCampaign({ query, schema });
        for (const id of [1, 2]) await insertCall({ query, schema }, 1, { id });
        const log = { campaignId: 1, retry: 1, status: 'Success' } as const;
        // Another program's call, under the very ids that this server gave in memory.
        await storage.apply([callTaken({ row: outgoing(2) }), progress({ row: outgoing(2), ...log })]);
        const ours = [
          callTaken(),
          progress({ row: outgoing(1), ...log }),
          { kind: 'call-held', row: outgoing(1), currentId: 1, held: true },
          { kind: 'call-ended', row: outgoing(1), at: NOON + 60_000, durationS: 53, short: false },
        ] as const;
        for (const write of ours) queue.enqueue(write);
        expect(await queue.flush({ timeoutMs: 10_000 })).toBe(true);
        expect(dead).toEqual([]);
        expect(renumbered.map(({ table, from, to }) => `${table} ${from} ${to}`).sort()).toEqual([
          'call_progress_log 1 2',
          'current_calls 1 2',
        ]);
        expect(await query('select id, id_call, hold from current_calls order by id')).toEqual([
          { id: 1, id_call: 2, hold: 'N' },
          { id: 2, id_call: 1, hold: 'S' },
        ]);
        expect(await query('select id, id_call_outgoing from call_progress_log order by id')).toEqual([
          { id: 1, id_call_outgoing: 2 },
          { id: 2, id_call_outgoing: 1 },
        ]);
        expect(await query('select id, duration from calls order by id')).toEqual([
          { id: 1, duration: 53 },
          { id: 2, duration: null },
        ]);
      }));

    it('waits while a table is not there, as it is while a dump is restored, and then writes', () =>
      withQueue(async ({ queue, dead, query }) => {
        await query('alter table audit rename to audit_elsewhere');
        queue.enqueue(openSession());
        expect(await queue.flush({ timeoutMs: 50 })).toBe(false);
        await query('alter table audit_elsewhere rename to audit');
        expect(await queue.flush({ timeoutMs: 10_000 })).toBe(true);
        expect(dead).toEqual([]);
        expect(await query('select id from audit')).toEqual([{ id: 1 }]);
      }));

    it('waits while another transaction has the rows, and then writes', () =>
      withQueue(async ({ queue, dead, storage, query }) => {
        await storage.apply([openSession()]);
        await query(backend.kind === 'mysql' ? 'begin' : 'begin immediate');
        await query('update audit set datetime_end = null where id = 1');
        queue.enqueue(closeAudit());
        expect(await queue.flush({ timeoutMs: 50 })).toBe(false);
        await query('rollback');
        expect(await queue.flush({ timeoutMs: 10_000 })).toBe(true);
        expect(dead).toEqual([]);
        expect(await query('select duration from audit')).toEqual([{ duration: '00:01:30' }]);
      }));
  });
}
