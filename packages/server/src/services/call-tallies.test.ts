import { setImmediate } from 'node:timers/promises';
import type { StorageWrite } from '@openeccp/core';
import { describe, expect, it } from 'vitest';
import { FOLLOWED, SlowTallyStore } from '../testing/slow-tally-store.js';
import { VirtualClock } from '../testing/virtual-clock.js';
import { CallTallies } from './call-tallies.js';

const CONTACTS = 10;

function start() {
  const clock = new VirtualClock();
  const store = new SlowTallyStore(CONTACTS);
  const warnings: string[] = [];
  const tallies = new CallTallies({
    store,
    clock,
    queues: () => FOLLOWED,
    warn: (_, text) => warnings.push(text),
  });
  const counted = async (): Promise<void> => {
    for (let stage = 0; stage < 3; stage += 1) store.proceed();
    await setImmediate();
  };
  return { clock, store, tallies, warnings, counted };
}

const placed = (id: number, at: number): StorageWrite => ({
  kind: 'call-placed',
  row: { kind: 'outgoing', id },
  campaignId: 1,
  retry: 1,
  at,
  before: undefined,
});
const joined = (queueRowId: number, campaignId: number | undefined): StorageWrite => ({
  kind: 'call-joined',
  row: { kind: 'incoming', id: queueRowId * 10 + (campaignId ?? 0) },
  queueRowId,
  campaignId,
  phone: '5550171',
  at: 0,
  uniqueid: 'c1',
  trunk: '',
});

describe('tallies of calls', () => {
  it('are waited for until the database is counted', async () => {
    const { tallies, counted } = start();
    void tallies.refresh();
    const ready = tallies.ready();
    await counted();
    expect((await ready)?.outgoing(1).calls.pending).toBe(CONTACTS);
    expect(await tallies.ready()).toBe(await ready);
    tallies.close();
  });

  it('are waited for no longer than twenty seconds, nor after the end', async () => {
    const { clock, tallies } = start();
    void tallies.refresh();
    const ready = tallies.ready();
    clock.advance(20_000);
    expect(await ready).toBeUndefined();
    const late = tallies.ready();
    tallies.close();
    expect(await late).toBeUndefined();
    expect(await tallies.ready()).toBeUndefined();
  });

  it('are tried again after a count that failed or took too long, and say so', async () => {
    const { clock, store, tallies, warnings, counted } = start();
    void tallies.refresh();
    store.fail();
    await setImmediate();
    expect(warnings).toHaveLength(1);
    clock.advance(5_000);
    clock.advance(120_000);
    await setImmediate();
    expect(warnings).toHaveLength(2);
    clock.advance(5_000);
    store.loads.shift();
    const ready = tallies.ready();
    await counted();
    expect(await ready).toBeDefined();
    tallies.close();
    expect(clock.pending).toBe(0);
  });

  it('put calls where they belong, and those of a queue that nobody knows nowhere', async () => {
    const { tallies, counted } = start();
    void tallies.refresh();
    await counted();
    for (const write of [joined(1, undefined), joined(1, 7), joined(2, undefined)]) tallies.take(write);
    tallies.take({ kind: 'call-unlinked', row: { kind: 'incoming', id: 10 }, currentId: 1 });
    tallies.take({ kind: 'close-audit', id: 1, agentRowId: 1, openedAt: 0, at: 1 });
    const tally = await tallies.ready();
    expect(tally?.incoming({ kind: 'queue', queue: '9000' }).calls.onqueue).toBe(1);
    expect(tally?.incoming({ kind: 'incoming', campaignId: 7 }).calls.onqueue).toBe(1);
    tallies.close();
  });

  it('take in contacts that another program adds, and count anew when it has removed some', async () => {
    const { clock, store, tallies, counted } = start();
    void tallies.refresh();
    await counted();
    const seen = { upTo: 15, lists: new Map() };
    const added = [{ campaignId: 1, owner: 1, contacts: 5 }];
    store.changes = { kind: 'contacts', added, recounted: [], seen };
    await tallies.refresh();
    const first = await tallies.ready();
    expect(first?.outgoing(1).calls.pending).toBe(15);

    store.changes = { kind: 'removed' };
    void tallies.refresh();
    await setImmediate();
    expect(await tallies.ready()).toBe(first);
    tallies.take(placed(1, clock.now()));
    await counted();
    expect((await tallies.ready())?.outgoing(1).calls).toMatchObject({ pending: CONTACTS - 1, placing: 1 });
    tallies.close();
  });
});
