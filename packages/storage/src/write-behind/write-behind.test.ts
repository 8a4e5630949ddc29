import { orderKey } from '@openeccp/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DuplicateRowIdError, StorageError } from '../storage-error.js';
import { callJoined, closeAudit, incoming, openSession, progress } from '../testing/sample-writes.js';
import { AWAY, idOf, joined, LOCKED, REFUSED, start } from '../testing/scripted-target.js';

describe('WriteBehind', () => {
  it('writes what was collected in one transaction', async () => {
    const { target, timers, queue } = start();
    const writes = joined(1, 2, 3);
    for (const write of writes) queue.enqueue(write);
    expect(target.attempts).toEqual([]);
    await timers.advance(10);
    expect(target.attempts).toEqual([writes]);
    expect(queue.metrics()).toEqual({ queued: 0, written: 3, retried: 0, dead: 0, renumbered: 0 });
    expect(timers.pending).toBe(0);
  });

  it('writes no more than a batch at once, and every key gets its turn', async () => {
    const { target, timers, queue } = start({ batchSize: 3 });
    for (let id = 1; id <= 4; id++) queue.enqueue(progress({ id, row: incoming(1) }));
    queue.enqueue(callJoined({ row: incoming(2) }));
    await timers.advance(10);
    expect(target.attempts.map((batch) => batch.map(idOf))).toEqual([
      [1, 2, 3],
      [2, 4],
    ]);
  });

  it('waits longer and longer while the database is away, and loses nothing', async () => {
    const { target, timers, queue } = start();
    target.fault = () => AWAY;
    for (const write of joined(1, 2)) queue.enqueue(write);
    await timers.advance(10);
    expect(target.attempts).toHaveLength(1);
    await timers.advance(100);
    expect(target.attempts).toHaveLength(2);
    await timers.advance(199);
    expect(target.attempts).toHaveLength(2);
    await timers.advance(1);
    expect(target.attempts).toHaveLength(3);
    await timers.advance(10 * 60_000);
    const attempts = target.attempts.length;
    await timers.advance(15_000);
    expect(target.attempts).toHaveLength(attempts + 1);
    target.fault = () => undefined;
    await timers.advance(15_000);
    expect(target.written).toEqual(joined(1, 2));
    expect(queue.metrics()).toMatchObject({ queued: 0, written: 2, dead: 0 });
  });

  it('gives up the one write that can never succeed and writes all others', async () => {
    const { target, timers, dead, queue } = start();
    target.fault = (write) => (idOf(write) === 5 ? REFUSED : undefined);
    for (const write of joined(1, 2, 3, 4, 5, 6, 7, 8)) queue.enqueue(write);
    await timers.advance(10);
    expect(target.written).toEqual(joined(1, 2, 3, 4, 6, 7, 8));
    expect(dead).toEqual([{ write: callJoined({ row: incoming(5) }), error: REFUSED }]);
    expect(queue.metrics()).toMatchObject({ queued: 0, written: 7, dead: 1 });
  });

  it('keeps writing when the dead-letter sink fails', async () => {
    const { target, timers, queue } = start({
      onDeadLetter: () => {
        throw new Error('disk full');
      },
    });
    target.fault = (write) => (idOf(write) === 1 ? REFUSED : undefined);
    for (const write of joined(1, 2)) queue.enqueue(write);
    await timers.advance(10);
    expect(target.written).toEqual(joined(2));
    expect(queue.metrics()).toMatchObject({ queued: 0, dead: 1 });
  });

  it('lets only the key wait whose rows are locked, and keeps its order', async () => {
    const { target, timers, dead, queue } = start();
    const locked = [openSession({ id: 1 }), closeAudit({ id: 1 })];
    target.fault = (write) => (orderKey(write) === 'agent:1' ? LOCKED : undefined);
    for (const write of [...locked, ...joined(1, 2)]) queue.enqueue(write);
    await timers.advance(10);
    expect(target.written).toEqual(joined(1, 2));
    queue.enqueue(closeAudit({ id: 9 }));
    queue.enqueue(callJoined({ row: incoming(3) }));
    await timers.advance(10);
    expect(target.written).toEqual(joined(1, 2, 3));
    target.fault = () => undefined;
    await timers.advance(100);
    expect(target.written.slice(3)).toEqual([...locked, closeAudit({ id: 9 })]);
    expect(dead).toEqual([]);
    expect(timers.pending).toBe(0);
  });

  it('takes many locked keys for a locked table', async () => {
    const { target, timers, queue } = start();
    target.fault = () => LOCKED;
    for (const write of joined(1, 2, 3, 4, 5, 6, 7, 8)) queue.enqueue(write);
    await timers.advance(10);
    const singles = target.attempts.filter((batch) => batch.length === 1);
    expect(singles).toHaveLength(3);
    target.fault = () => undefined;
    await timers.advance(100);
    expect(target.written).toEqual(joined(1, 2, 3, 4, 5, 6, 7, 8));
  });

  it('gives up the newest when the queue is full', async () => {
    const { timers, dead, queue } = start({ limit: 2 });
    for (const write of joined(1, 2, 3)) queue.enqueue(write);
    expect(dead).toEqual([{ write: callJoined({ row: incoming(3) }), error: expect.any(StorageError) }]);
    expect(dead[0]?.error).toMatchObject({ code: 'queue-full' });
    await timers.advance(10);
    expect(queue.metrics()).toMatchObject({ queued: 0, written: 2, dead: 1 });
  });

  it('gives a row a fresh id when its own is taken, for all its writes', async () => {
    const renumbered: unknown[] = [];
    const { target, timers, dead, queue } = start({ onRenumbered: (change) => renumbered.push(change) });
    const taken = new Set([7, 8]);
    target.ids = { audit: 1, callEntry: 8, currentCallEntry: 1, currentCalls: 1, progress: 1 };
    target.fault = (write) =>
      write.kind === 'call-joined' && taken.has(write.row.id)
        ? new DuplicateRowIdError('call_entry', write.row.id)
        : undefined;
    const other = callJoined({ row: incoming(9) });
    for (const write of [callJoined({ row: incoming(7) }), progress({ id: 1, row: incoming(7) }), other])
      queue.enqueue(write);
    await timers.advance(10);
    queue.enqueue({ kind: 'call-lost', row: incoming(7) });
    await timers.advance(10);
    expect(renumbered).toEqual([expect.objectContaining({ table: 'call_entry', from: 7, to: 10 })]);
    expect(target.written).toEqual([
      callJoined({ row: incoming(10) }),
      progress({ id: 1, row: incoming(10) }),
      other,
      { kind: 'call-lost', row: incoming(10) },
    ]);
    expect(dead).toEqual([]);
    expect(queue.metrics()).toMatchObject({ renumbered: 1, written: 4 });
  });

  it('gives up a row for which no id is ever free', async () => {
    const { target, timers, dead, queue } = start();
    target.fault = (write) => new DuplicateRowIdError('call_entry', idOf(write));
    queue.enqueue(callJoined());
    await timers.advance(10);
    expect(dead).toHaveLength(1);
    expect(target.attempts).toHaveLength(6);
  });

  describe('flush', () => {
    it('is done when nothing is queued', async () => {
      const { queue } = start();
      expect(await queue.flush({ timeoutMs: 0 })).toBe(true);
    });

    it('ends the waits at once', async () => {
      const { target, timers, queue } = start();
      target.fault = () => AWAY;
      queue.enqueue(callJoined());
      await timers.advance(1000);
      target.fault = () => undefined;
      const flushed = queue.flush({ timeoutMs: 50 });
      await timers.advance(0);
      expect(await flushed).toBe(true);
      expect(target.written).toHaveLength(1);
    });

    it('gives in at its deadline and leaves the rest queued', async () => {
      const { target, timers, queue } = start();
      target.fault = () => AWAY;
      queue.enqueue(callJoined());
      const flushed = queue.flush({ timeoutMs: 50 });
      await timers.advance(50);
      expect(await flushed).toBe(false);
      expect(queue.metrics().queued).toBe(1);
    });
  });

  describe('close', () => {
    it('writes what is queued and takes no more', async () => {
      const { target, timers, dead, queue } = start();
      queue.enqueue(callJoined());
      const closed = queue.close({ timeoutMs: 1000 });
      queue.enqueue(callJoined({ row: incoming(2) }));
      await timers.advance(0);
      expect(await closed).toBe(0);
      expect(target.written).toEqual(joined(1));
      expect(dead).toEqual([
        { write: callJoined({ row: incoming(2) }), error: expect.objectContaining({ code: 'closed' }) },
      ]);
      expect(timers.pending).toBe(0);
      expect(await queue.close({ timeoutMs: 1000 })).toBe(0);
    });

    it('gives up what is left at the deadline, also what is under way', async () => {
      const { target, timers, dead, queue } = start({ batchSize: 1 });
      let open = (): void => undefined;
      target.gate = new Promise((resolve) => {
        open = resolve;
      });
      for (const write of joined(1, 2)) queue.enqueue(write);
      const closed = queue.close({ timeoutMs: 1000 });
      await timers.advance(1000);
      expect(await closed).toBe(2);
      expect(dead.map(({ write }) => write)).toEqual(joined(1, 2));
      open();
      await timers.advance(60_000);
      expect(target.attempts).toHaveLength(1);
      expect(queue.metrics()).toMatchObject({ queued: 0, dead: 2 });
    });
  });

  it('keeps the order of every key and loses nothing, whatever fails', async () => {
    const faults = fc.constantFrom(undefined, undefined, undefined, AWAY, LOCKED, REFUSED);
    const keys = fc.integer({ min: 1, max: 4 });
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(keys, fc.nat(30)), { maxLength: 40 }),
        fc.array(faults, { maxLength: 60 }),
        fc.integer({ min: 1, max: 9 }),
        async (asked, script, batchSize) => {
          const { target, timers, dead, queue } = start({ batchSize });
          const faultsLeft = [...script];
          target.fault = () => faultsLeft.shift();
          const writes = asked.map(([callRowId], index) =>
            progress({ id: index + 1, row: incoming(callRowId) }),
          );
          for (const [index, write] of writes.entries()) {
            queue.enqueue(write);
            await timers.advance(asked[index]?.[1] ?? 0);
          }
          expect(await Promise.all([queue.flush({ timeoutMs: 600_000 }), timers.advance(600_000)])).toEqual([
            true,
            undefined,
          ]);
          const ends = [...target.written, ...dead.map(({ write }) => write)].map(idOf);
          expect(ends.sort((a, b) => a - b)).toEqual(writes.map(idOf));
          for (const sequence of [target.written, dead.map(({ write }) => write)]) {
            for (const key of [1, 2, 3, 4]) {
              const ids = sequence.filter((write) => orderKey(write) === `incoming:${key}`).map(idOf);
              expect(ids).toEqual([...ids].sort((a, b) => a - b));
            }
          }
          expect(queue.metrics()).toMatchObject({
            queued: 0,
            written: target.written.length,
            dead: dead.length,
          });
          expect(timers.pending).toBe(0);
        },
      ),
      { numRuns: 200 },
    );
  });
});
