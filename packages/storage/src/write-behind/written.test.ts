import { callKey, type StorageWrite } from '@openeccp/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { callJoined, closeAudit, incoming, progress } from '../testing/sample-writes.js';
import { AWAY, idOf, joined, LOCKED, REFUSED, start } from '../testing/scripted-target.js';
import type { WriteBehind } from './write-behind.js';

const ONE = callKey(incoming(1));
const TWO = callKey(incoming(2));

/** What has become of a wait so far. */
function watched(queue: WriteBehind, wait: Parameters<WriteBehind['written']>[0]): { answer?: boolean } {
  const watch: { answer?: boolean } = {};
  void queue.written(wait).then((answer) => {
    watch.answer = answer;
  });
  return watch;
}

describe('waiting for what was asked to be written', () => {
  it('is over at once when nothing is queued, or nothing of the key', async () => {
    const { queue } = start();
    expect(await queue.written({ timeoutMs: 0 })).toBe(true);
    queue.enqueue(callJoined());
    expect(await queue.written({ key: TWO, timeoutMs: 0 })).toBe(true);
  });

  it('is over when it is in the database, and not before', async () => {
    const { target, timers, queue } = start();
    let open = (): void => undefined;
    target.gate = new Promise((resolve) => {
      open = resolve;
    });
    for (const write of joined(1, 2)) queue.enqueue(write);
    const wait = watched(queue, { key: ONE, timeoutMs: 1000 });
    await timers.advance(500);
    expect(wait.answer).toBeUndefined();
    // Under way counts as well.
    const late = watched(queue, { timeoutMs: 1000 });
    open();
    await timers.advance(0);
    expect([wait.answer, late.answer]).toEqual([true, true]);
    expect(target.written).toEqual(joined(1, 2));
    expect(timers.pending).toBe(0);
  });

  it('of one key does not wait for another, nor for what is asked later', async () => {
    const { target, timers, queue } = start({ batchSize: 1 });
    target.fault = (write) => (idOf(write) === 2 || write.kind === 'call-lost' ? LOCKED : undefined);
    for (const write of joined(2, 1)) queue.enqueue(write);
    const [one, all] = [{ key: ONE }, {}].map((key) => watched(queue, { ...key, timeoutMs: 60_000 }));
    queue.enqueue({ kind: 'call-lost', row: incoming(1) });
    await timers.advance(1000);
    expect(one?.answer).toBe(true);
    expect(all?.answer).toBeUndefined();
    target.fault = (write) => (write.kind === 'call-lost' ? LOCKED : undefined);
    await timers.advance(15_000);
    expect(all?.answer).toBe(true);
    expect(queue.metrics().queued).toBe(1);
  });

  it('is over when the write is given up', async () => {
    const { target, timers, dead, queue } = start();
    target.fault = (write) => (write.kind === 'call-joined' ? REFUSED : undefined);
    for (const write of [callJoined(), progress()]) queue.enqueue(write);
    const wait = watched(queue, { key: ONE, timeoutMs: 1000 });
    await timers.advance(10);
    expect(wait.answer).toBe(true);
    expect(dead).toHaveLength(1);
    expect(target.written).toEqual([progress()]);
  });

  it('is given up at its deadline, and leaves nothing behind', async () => {
    const { target, timers, queue } = start();
    target.fault = () => AWAY;
    queue.enqueue(callJoined());
    const wait = watched(queue, { key: ONE, timeoutMs: 2000 });
    await timers.advance(1999);
    expect(wait.answer).toBeUndefined();
    await timers.advance(1);
    expect(wait.answer).toBe(false);
    target.fault = () => undefined;
    await timers.advance(15_000);
    expect(target.written).toEqual(joined(1));
    expect(timers.pending).toBe(0);
  });

  it('is over when the queue is closed', async () => {
    const { target, timers, queue } = start();
    target.fault = () => AWAY;
    for (const write of [...joined(1), closeAudit()]) queue.enqueue(write);
    const wait = watched(queue, { timeoutMs: 60_000 });
    const closed = queue.close({ timeoutMs: 100 });
    await timers.advance(100);
    expect(await closed).toBe(2);
    await timers.advance(0);
    expect(wait.answer).toBe(true);
    expect(await queue.written({ timeoutMs: 0 })).toBe(true);
    expect(timers.pending).toBe(0);
  });

  it('is over exactly when all that was asked before is in the database or given up, whatever fails', async () => {
    const faults = fc.constantFrom(undefined, undefined, undefined, AWAY, LOCKED, REFUSED);
    const asked = fc.record({
      call: fc.integer({ min: 1, max: 3 }),
      pauseMs: fc.nat(30),
      waits: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(asked, { maxLength: 30 }),
        fc.array(faults, { maxLength: 40 }),
        fc.integer({ min: 1, max: 9 }),
        async (script, faultsLeft, batchSize) => {
          const { target, timers, dead, queue } = start({ batchSize });
          const left = [...faultsLeft];
          target.fault = () => left.shift();
          const done = (): ReadonlySet<StorageWrite> =>
            new Set([...target.written, ...dead.map(({ write }) => write)]);
          const writes: StorageWrite[] = [];
          const ends: { readonly wanted: readonly StorageWrite[]; found?: ReadonlySet<StorageWrite> }[] = [];
          for (const [index, { call, pauseMs, waits }] of script.entries()) {
            const write = progress({ id: index + 1, row: incoming(call) });
            writes.push(write);
            queue.enqueue(write);
            if (waits) {
              const ofCall = writes.filter((other) => other.kind === 'progress' && other.row.id === call);
              const end: (typeof ends)[number] = { wanted: ofCall };
              ends.push(end);
              void queue.written({ key: callKey(incoming(call)), timeoutMs: 600_000 }).then(() => {
                end.found = done();
              });
            }
            await timers.advance(pauseMs);
          }
          await timers.advance(600_000);
          for (const { wanted, found } of ends) {
            expect(wanted.filter((write) => found?.has(write) !== true)).toEqual([]);
          }
          expect(timers.pending).toBe(0);
        },
      ),
      { numRuns: 200 },
    );
  });
});
