import type { Input } from '@openeccp/core';
import { describe, expect, it } from 'vitest';
import { MemoryStorage } from '../testing/memory-storage.js';
import { VirtualClock } from '../testing/virtual-clock.js';
import { Directory } from './directory.js';
import { MasterData } from './master-data.js';

const MINUTE = 60_000;

/** Master data of an empty database, without Asterisk. */
async function masterData() {
  const clock = new VirtualClock();
  const storage = new MemoryStorage({ agents: [], secrets: [], breaks: [], queues: [], clients: [] });
  const directory = new Directory(storage, () => clock.now());
  await directory.reload();
  const submitted: Input[] = [];
  const warnings: string[] = [];
  let rereads = 0;
  let retold = 0;
  let recounts = 0;
  const data = new MasterData({
    directory,
    configured: new Map(),
    agents: () => [],
    client: () => undefined,
    retellMemberships: () => {
      retold += 1;
    },
    rereadMemberships: async () => {
      rereads += 1;
    },
    submit: (input) => submitted.push(input),
    onReread: () => {
      recounts += 1;
    },
    clock,
    refreshMs: MINUTE,
    warn: (_, text) => warnings.push(text),
  });
  storage.loads = 0;
  const counts = { rereads: () => rereads, retold: () => retold, recounts: () => recounts };
  return { clock, storage, data, submitted, warnings, ...counts };
}

describe('master data', () => {
  it('is read again on request, queue memberships after it', async () => {
    const { storage, data, submitted, rereads, recounts } = await masterData();
    await data.refresh();
    expect([storage.loads, submitted.length, rereads(), recounts()]).toEqual([1, 1, 1, 1]);
  });

  it('is read once more, not a hundred times, for a hundred requests during a reading', async () => {
    const { storage, data } = await masterData();
    await Promise.all(Array.from({ length: 100 }, () => data.refresh()));
    expect(storage.loads).toBe(2);
    await data.refresh();
    expect(storage.loads).toBe(3);
  });

  it('is read again by itself, also after a reading that failed', async () => {
    const { clock, storage, data, submitted, warnings, recounts, rereads, retold } = await masterData();
    data.start();
    storage.failure = new Error('away');
    clock.advance(MINUTE);
    await expect.poll(() => warnings).toHaveLength(1);
    expect([submitted.length, recounts()]).toEqual([1, 0]);
    storage.failure = undefined;
    await expect
      .poll(() => {
        clock.advance(MINUTE);
        return submitted.length;
      })
      .toBeGreaterThan(1);
    // Asterisk is not asked for all its queues every minute.
    expect([retold() > 0, rereads()]).toEqual([true, 0]);
    data.close();
  });

  it('stops when it is closed during a reading', async () => {
    const { storage, data, submitted } = await masterData();
    const reading = data.refresh();
    void data.refresh();
    data.close();
    await reading;
    expect([storage.loads, submitted.length]).toEqual([1, 0]);
  });
});
