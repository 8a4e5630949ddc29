import type { CallRow, StorageWrite } from '@openeccp/core';
import { describe, expect, it } from 'vitest';
import { DeadLetterBox } from '../dead-letters/dead-letter-box.js';
import type { StoredDeadLetter } from '../dead-letters/dead-letter-store.js';
import { seedDemo } from '../demo/seed-demo.js';
import { migrate } from '../open-storage.js';
import { WriteBehind } from '../write-behind/write-behind.js';
import { type ContractBackend, type Subject, withStorage } from './contract-backend.js';
import { insertCall, insertCampaign } from './sample-campaigns.js';
import {
  callAnswered,
  callJoined,
  callLinked,
  callPlaced,
  callQueued,
  callTaken,
  closeAudit,
  incoming,
  NOON,
  openSession,
  outgoing,
} from './sample-writes.js';

const REFUSED = Object.assign(new Error('no such agent'), { code: 'ER_NO_REFERENCED_ROW_2', errno: 1452 });
const endOf = (row: CallRow): StorageWrite => ({
  kind: 'call-ended',
  row,
  at: NOON + 60_000,
  durationS: 53,
  short: false,
});
const ended = endOf(incoming(1));

export function deadLettersContract(backend: ContractBackend): void {
  const withData = (body: (subject: Subject) => Promise<void>): Promise<void> =>
    withStorage(backend, async (subject) => {
      await seedDemo(subject.storage);
      await body(subject);
    });
  const add = ({ storage }: Subject, ...writes: readonly StorageWrite[]): Promise<void> =>
    storage.deadLetters.add(
      writes.map((write) => ({ write, error: REFUSED, tries: 2 })),
      NOON,
    );
  const all = ({ storage }: Subject): Promise<readonly StoredDeadLetter[]> =>
    storage.deadLetters.list(0, 100);

  describe('dead letters', () => {
    it('are kept with their reason, each once, in pages', () =>
      withData(async (subject) => {
        const { deadLetters } = subject.storage;
        expect([await deadLetters.count(), await all(subject)]).toEqual([0, []]);
        const odd = callJoined({ row: incoming(2), trunk: `it's "ñ" 😀 \\ \u0000` });
        await add(subject, callLinked(), odd);
        await add(subject, odd, callJoined({ row: incoming(2), trunk: `IT'S "Ñ" 😀 \\ \u0000` }));
        expect(await deadLetters.count()).toBe(3);
        const [first, second] = await all(subject);
        expect(first).toEqual({
          id: 1,
          at: NOON,
          key: 'incoming:1',
          kind: 'call-linked',
          body: JSON.stringify(callLinked()),
          reason: { code: 'ER_NO_REFERENCED_ROW_2', text: 'no such agent' },
          tries: 2,
        });
        expect(JSON.parse(second?.body ?? '')).toEqual(JSON.parse(JSON.stringify(odd)));
        expect((await deadLetters.list(1, 1)).map(({ id }) => id)).toEqual([2]);
        expect(await deadLetters.find(2)).toEqual(second);
        expect(await deadLetters.find(9)).toBeUndefined();
      }));

    it('are written when the reason has gone, and only then', () =>
      withData(async (subject) => {
        const { storage, query } = subject;
        await add(subject, openSession({ id: 7, agentRowId: 99 }));
        expect(await storage.deadLetters.retry(1)).toMatchObject({ kind: 'refused' });
        expect(await storage.deadLetters.find(1)).toMatchObject({ tries: 3 });
        expect((await storage.deadLetters.find(1))?.reason.text).toMatch(/foreign key/i);
        await query(
          `insert into agent (id, type, number, name, password) values (99, 'SIP', '99', 'Eva', '')`,
        );
        expect(await storage.deadLetters.retry(1)).toEqual({ kind: 'written' });
        expect(await query('select id, id_agent from audit')).toEqual([{ id: 7, id_agent: 99 }]);
        expect(await storage.deadLetters.count()).toBe(0);
        expect(await storage.deadLetters.retry(1)).toEqual({ kind: 'unknown' });
      }));

    it('can be dropped', () =>
      withData(async (subject) => {
        await add(subject, callLinked());
        expect(await subject.storage.deadLetters.drop(1)).toBe(true);
        expect(await subject.storage.deadLetters.drop(1)).toBe(false);
      }));

    it.each([
      ['changed by hand', `update oe_dead_letter set body = '{"kind":"call-lost"'`],
      [
        'of another version',
        `update oe_dead_letter set kind = 'call-cloned', body = '{"kind":"call-cloned"}'`,
      ],
      ['of another call', `update oe_dead_letter set order_key = 'incoming:2'`],
    ])('that are %s are not written', (_, change) =>
      withData(async (subject) => {
        await add(subject, { kind: 'call-lost', row: incoming(1) });
        await subject.query(change);
        expect(await subject.storage.deadLetters.retry(1)).toEqual({ kind: 'unreadable' });
        expect(await subject.storage.deadLetters.count()).toBe(1);
      }),
    );

    it('do not turn an incoming call back that has gone on', () =>
      withData(async (subject) => {
        const { storage, query } = subject;
        await storage.apply([callJoined(), ended]);
        await add(subject, callLinked(), { kind: 'call-lost', row: incoming(1) });
        for (const id of [1, 2]) expect(await storage.deadLetters.retry(id)).toEqual({ kind: 'outdated' });
        expect(await query('select status from call_entry')).toEqual([{ status: 'terminada' }]);
      }));

    it('end no session of another agent that has got their number since', () =>
      withData(async (subject) => {
        const { storage, query } = subject;
        await add(subject, closeAudit());
        await storage.apply([openSession({ agentRowId: 2, at: NOON + 24 * 3_600_000 })]);
        expect(await storage.deadLetters.retry(1)).toMatchObject({
          kind: 'refused',
          reason: { code: 'row-missing', text: expect.stringMatching(/isn't there/) },
        });
        expect(await query('select id_agent, datetime_end from audit')).toEqual([
          { id_agent: 2, datetime_end: null },
        ]);
      }));

    it('tell the end of an incoming call that was lost from sight', () =>
      withData(async (subject) => {
        const { storage, query } = subject;
        await storage.apply([callJoined(), callLinked(), { kind: 'call-lost', row: incoming(1) }]);
        await add(subject, ended);
        expect(await storage.deadLetters.retry(1)).toEqual({ kind: 'written' });
        expect(await query('select status, duration from call_entry')).toEqual([
          { status: 'terminada', duration: 53 },
        ]);
      }));

    it('do not turn an outgoing call back that has gone on', () =>
      withData(async (subject) => {
        const { storage, query } = subject;
        await insertCampaign(subject);
        await insertCall(subject, 1, { id: 1 });
        await storage.apply([callPlaced(), callTaken()]);
        await add(subject, callPlaced(), callAnswered(), callQueued());
        for (const id of [1, 2, 3]) expect(await storage.deadLetters.retry(id)).toEqual({ kind: 'outdated' });
        expect(await query('select status from calls')).toEqual([{ status: 'Success' }]);
        await add(subject, endOf(outgoing(1)));
        expect(await storage.deadLetters.retry(4)).toEqual({ kind: 'written' });
        await storage.apply([callPlaced({ retry: 2, at: NOON + 3_600_000 })]);
        await add(subject, endOf(outgoing(1)));
        expect(await storage.deadLetters.retry(5)).toEqual({ kind: 'outdated' });
      }));

    it('have no place where a migration has not made one, and have it as soon as it has', () =>
      withData(async (subject) => {
        const { storage, url, query } = subject;
        await query('drop table oe_dead_letter');
        await storage.apply([openSession({ agentRowId: 99 })]).catch(() => undefined);
        expect(await storage.deadLetters.count()).toBeUndefined();
        await expect(add(subject, callLinked())).rejects.toMatchObject({
          code: 'not-migrated',
          message: expect.stringContaining('openeccp migrate'),
        });
        expect(await migrate(url)).toBe('extended');
        await add(subject, callLinked());
        expect(await storage.deadLetters.count()).toBe(1);
      }));

    it('get there from the queue with the ids that the database knows', () =>
      withData(async (subject) => {
        const { storage } = subject;
        const unkept: unknown[] = [];
        const box = new DeadLetterBox({
          store: storage.deadLetters,
          now: () => NOON,
          onUnkept: (letter) => unkept.push(letter),
        });
        await storage.apply([callJoined({ uniqueid: 'theirs' })]);
        const queue = new WriteBehind({ storage, onDeadLetter: (letter) => box.post(letter) });
        const writes = [callJoined(), callLinked({ agentRowId: 99 }), ended];
        for (const write of writes) queue.enqueue(write);
        expect(await queue.close({ timeoutMs: 10_000 })).toBe(0);
        await box.close({ timeoutMs: 10_000 });
        expect(unkept).toEqual([]);
        const letters = await all(subject);
        expect(letters.map(({ key, kind }) => `${key} ${kind}`)).toEqual(['incoming:2 call-linked']);
      }));
  });
}
