import { orderKey, type StorageWrite } from '@openeccp/core';
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { DuplicateRowIdError } from '../storage-error.js';
import { MemoryJournal } from '../testing/memory-journal.js';
import { callJoined, incoming, progress } from '../testing/sample-writes.js';
import { AWAY, idOf, joined, LOCKED, REFUSED, start } from '../testing/scripted-target.js';
import type { WriteBehindOptions } from './write-behind.js';

/** A queue that remembers in a journal, as the server has it. */
function journaled(journal: MemoryJournal = new MemoryJournal(), options: Partial<WriteBehindOptions> = {}) {
  const started = start({ journal, ...options });
  const ask = (...writes: readonly StorageWrite[]): void => {
    for (const write of writes) started.queue.enqueue(write, journal.hold(write));
  };
  return { ...started, journal, ask };
}

describe('WriteBehind with a journal', () => {
  it('tells it what is written', async () => {
    const { timers, journal, ask } = journaled();
    ask(...joined(1, 2));
    expect(journal.size).toBe(2);
    await timers.advance(10);
    expect(journal.done).toEqual([1, 2]);
  });

  it('leaves there what memory does not hold, and fetches it in order', async () => {
    const { target, timers, dead, queue, journal, ask } = journaled(undefined, { limit: 3, batchSize: 2 });
    target.fault = () => AWAY;
    const writes = [1, 2, 3, 4, 5, 6, 7].map((id) => progress({ id }));
    ask(...writes);
    await timers.advance(60_000);
    expect(queue.metrics()).toMatchObject({ queued: 7, dead: 0 });
    target.fault = () => undefined;
    await timers.advance(15_000);
    expect(target.written).toEqual(writes);
    expect(journal.done).toEqual([1, 2, 3, 4, 5, 6, 7]);
    expect(dead).toEqual([]);
    expect(queue.metrics()).toMatchObject({ queued: 0, written: 7 });
    expect(timers.pending).toBe(0);
    ask(...joined(8));
    await timers.advance(10);
    expect(target.written.map(idOf)).toContain(8);
  });

  it('reads the journal again when it could not be read, and nothing overtakes what waits there', async () => {
    const { target, timers, queue, journal, ask } = journaled(undefined, { limit: 1, batchSize: 1 });
    target.fault = () => AWAY;
    const row = incoming(2);
    ask(...joined(1, 2), { kind: 'call-lost', row });
    await timers.advance(20);
    target.fault = () => undefined;
    journal.isUnreadable = true;
    await timers.advance(20_000);
    expect(target.written).toEqual(joined(1));
    ask({ kind: 'call-unlinked', row, currentId: 1 });
    await timers.advance(20_000);
    expect(target.written).toEqual(joined(1));
    expect(queue.metrics()).toMatchObject({ queued: 3, written: 1 });
    journal.isUnreadable = false;
    await timers.advance(15_000);
    expect(target.written.map(({ kind }) => kind)).toEqual([
      'call-joined',
      'call-joined',
      'call-lost',
      'call-unlinked',
    ]);
    expect([queue.metrics().queued, journal.size, timers.pending]).toEqual([0, 0, 0]);
  });

  it('gives up the newest when neither the database nor the journal takes any more', async () => {
    const { target, timers, dead, queue, journal, ask } = journaled(undefined, { limit: 1 });
    target.fault = () => AWAY;
    ask(...joined(1, 2));
    journal.isFull = true;
    ask(...joined(3));
    await timers.advance(10);
    expect(dead).toEqual([{ write: joined(3)[0], error: expect.objectContaining({ code: 'queue-full' }) }]);
    expect(queue.metrics()).toMatchObject({ queued: 2, dead: 1 });
    journal.isFull = false;
    ask(...joined(4));
    target.fault = () => undefined;
    await timers.advance(15_000);
    expect(target.written).toEqual(joined(1, 2, 4));
    expect(journal.done).toEqual([3, 1, 2, 4]);
  });

  it('goes past writes whose rows are locked, as far as memory reaches', async () => {
    const { target, timers, ask } = journaled(undefined, { limit: 3, batchSize: 1 });
    target.fault = (write) => (idOf(write) === 1 ? LOCKED : undefined);
    ask(...joined(1, 2, 3, 4, 5));
    await timers.advance(50);
    expect(target.written).toEqual(joined(2, 3, 4, 5));
    target.fault = () => undefined;
    await timers.advance(100);
    expect(target.written).toEqual(joined(2, 3, 4, 5, 1));
  });

  it('begins with what an earlier run has left', async () => {
    const journal = new MemoryJournal();
    for (const write of joined(1, 2)) journal.hold(write);
    const { target, timers, queue, ask } = journaled(journal);
    expect(queue.metrics().queued).toBe(2);
    ask(...joined(3));
    await timers.advance(10);
    expect(target.written).toEqual(joined(1, 2, 3));
    expect(journal.size).toBe(0);
  });

  it('waits for writes that are still there, of one key or of all', async () => {
    const { target, timers, queue, ask } = journaled(undefined, { limit: 1, batchSize: 1 });
    target.fault = () => AWAY;
    ask(...joined(1, 2, 3));
    const third = queue.written({ key: 'incoming:3', timeoutMs: 60_000 });
    const fourth = queue.written({ key: 'incoming:4', timeoutMs: 60_000 });
    const all = queue.written({ timeoutMs: 60_000 });
    const outcomes: string[] = [];
    void third.then((done) => outcomes.push(`third ${done}`));
    void all.then((done) => outcomes.push(`all ${done}`));
    await timers.advance(20);
    ask(...joined(5));
    expect(outcomes).toEqual([]);
    target.fault = (write) => (idOf(write) === 5 ? AWAY : undefined);
    await timers.advance(10_000);
    expect(target.written).toEqual(joined(1, 2, 3));
    expect(outcomes).toEqual(['third true', 'all true']);
    expect(await fourth).toBe(true);
    const last = queue.written({ key: 'incoming:5', timeoutMs: 10 });
    await timers.advance(10);
    expect(await last).toBe(false);
  });

  it('leaves what is not written at the end to the next run', async () => {
    const { target, timers, dead, queue, journal, ask } = journaled(undefined, { limit: 2 });
    target.fault = () => AWAY;
    ask(...joined(1, 2, 3));
    const closed = queue.close({ timeoutMs: 1_000 });
    ask(...joined(4));
    await timers.advance(1_000);
    expect(await closed).toBe(3);
    expect(dead).toEqual([]);
    const next = journaled(journal);
    await next.timers.advance(10);
    expect(next.target.written).toEqual(joined(1, 2, 3, 4));
  });

  it('holds a dead letter until it is kept, and others do not wait for it', async () => {
    let keep = (): void => undefined;
    const kept = new Promise<void>((resolve) => {
      keep = resolve;
    });
    const { target, timers, queue, journal, ask } = journaled(undefined, { onDeadLetter: () => kept });
    target.fault = (write) => (idOf(write) === 1 ? REFUSED : undefined);
    ask(...joined(1, 2), { kind: 'call-lost', row: incoming(3) });
    await timers.advance(10);
    expect(journal.done).toEqual([2, 3]);
    expect(await queue.flush({ timeoutMs: 0 })).toBe(true);
    keep();
    await timers.advance(0);
    expect(journal.done).toEqual([2, 3, 1]);
  });

  it('holds a dead letter for the next run when it could not be kept', async () => {
    const { target, timers, journal, ask } = journaled(undefined, {
      onDeadLetter: () => Promise.reject(new Error('no place')),
    });
    target.fault = () => REFUSED;
    ask(...joined(1));
    await timers.advance(10);
    expect(journal.size).toBe(1);
  });

  it('knows after a restart which rows have got another id', async () => {
    const journal = new MemoryJournal();
    const first = journaled(journal);
    first.target.ids = { ...first.target.ids, callEntry: 8 };
    first.target.fault = (write) =>
      write.kind === 'call-joined' && write.row.id === 7
        ? new DuplicateRowIdError('call_entry', 7)
        : undefined;
    first.ask(callJoined({ row: incoming(7) }));
    await first.timers.advance(10);
    expect(first.target.written).toEqual(joined(8));
    // Killed: the call goes on under the id that the floor knows.
    const second = journaled(journal);
    second.ask({ kind: 'call-lost', row: incoming(7) });
    await second.timers.advance(10);
    expect(second.target.written).toEqual([{ kind: 'call-lost', row: incoming(8) }]);
  });

  it('gives no row an id that a write further back in the journal has', async () => {
    const journal = new MemoryJournal();
    for (const write of joined(1, 2, 3)) journal.hold(write);
    const { target, timers } = journaled(journal, { limit: 1, batchSize: 1 });
    target.ids = { ...target.ids, callEntry: 2 };
    target.fault = (write) => (idOf(write) === 1 ? new DuplicateRowIdError('call_entry', 1) : undefined);
    await timers.advance(10);
    expect(target.written).toEqual(joined(4, 2, 3));
    expect(journal.renumberings).toEqual([{ table: 'call_entry', from: 1, to: 4 }]);
  });

  it('has everything written in order after an hour without the database, and holds little of it in memory', async () => {
    const limit = 500;
    const calls = 40;
    const { target, timers, dead, queue, journal, ask } = journaled(undefined, { limit });
    const after = vi.spyOn(journal, 'after');
    target.fault = () => AWAY;
    const asked: StorageWrite[] = [];
    for (let second = 0; second < 3_600; second++) {
      for (let count = 0; count < 20; count++) {
        const write = progress({ id: asked.length + 1, row: incoming(1 + (asked.length % calls)) });
        asked.push(write);
        ask(write);
      }
      await timers.advance(1_000);
    }
    expect(queue.metrics()).toMatchObject({ queued: 72_000, written: 0, dead: 0 });
    expect(after).not.toHaveBeenCalled();
    // Every 15 seconds, and a few more at first.
    expect(target.attempts.length).toBeLessThan(260);

    target.fault = () => undefined;
    await timers.advance(15_000);
    expect(queue.metrics()).toMatchObject({ queued: 0, written: 72_000, dead: 0 });
    expect([dead, journal.size, journal.done.length]).toEqual([[], 0, 72_000]);
    expect(Math.max(...after.mock.calls.map(([, count]) => count))).toBeLessThanOrEqual(limit);
    for (let call = 1; call <= calls; call++) {
      const ofCall = (write: StorageWrite): boolean => orderKey(write) === `incoming:${call}`;
      expect(target.written.filter(ofCall).map(idOf)).toEqual(asked.filter(ofCall).map(idOf));
    }
  });

  it('settles each write once and keeps the order of every key, whatever fails and whenever it is killed', async () => {
    const faults = fc.constantFrom(undefined, undefined, undefined, AWAY, LOCKED, REFUSED);
    const step = fc.record({
      key: fc.integer({ min: 1, max: 4 }),
      pause: fc.nat(30),
      killed: fc.nat(9).map((n) => n === 0),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { maxLength: 40 }),
        fc.array(faults, { maxLength: 60 }),
        fc.array(fc.boolean(), { maxLength: 8 }),
        fc.integer({ min: 1, max: 6 }),
        fc.integer({ min: 1, max: 5 }),
        async (steps, script, lost, limit, batchSize) => {
          const journal = new MemoryJournal();
          const faultsLeft = [...script];
          const lostLeft = [...lost];
          const written: StorageWrite[] = [];
          const dead = new Set<number>();
          const run = () => {
            const started = journaled(journal, {
              limit,
              batchSize,
              onDeadLetter: ({ write }) => dead.add(idOf(write)),
            });
            started.target.fault = () => faultsLeft.shift();
            started.target.answerIsLost = () => lostLeft.shift() === true;
            return started;
          };
          let now = run();
          for (const [index, { key, pause, killed }] of steps.entries()) {
            now.ask(progress({ id: index + 1, row: incoming(key) }));
            await now.timers.advance(pause);
            if (!killed) continue;
            written.push(...now.target.written);
            now = run();
          }
          const flushed = now.queue.flush({ timeoutMs: 600_000 });
          await now.timers.advance(600_000);
          expect(await flushed).toBe(true);
          written.push(...now.target.written);
          // Throws in the journal when one is settled twice.
          expect([...journal.done].sort((a, b) => a - b)).toEqual(steps.map((_, index) => index + 1));
          expect(new Set([...written.map(idOf), ...dead]).size).toBe(steps.length);
          for (const key of [1, 2, 3, 4]) {
            const ids = written.filter((write) => orderKey(write) === `incoming:${key}`).map(idOf);
            // What is written again is so with all that follows it, but for what the database refuses then.
            const kept = ids.filter((id) => !dead.has(id));
            for (const order of [[...new Set(ids)], [...new Set(kept.reverse())].reverse()]) {
              expect(order).toEqual([...order].sort((a, b) => a - b));
            }
          }
          expect(now.queue.metrics().queued).toBe(0);
          expect(now.timers.pending).toBe(0);
        },
      ),
      { numRuns: 300 },
    );
  });
});
