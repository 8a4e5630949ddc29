import { describe, expect, it } from 'vitest';
import { StorageError } from '../storage-error.js';
import { AWAY, idOf, joined, REFUSED } from '../testing/scripted-target.js';
import { VirtualTimers } from '../testing/virtual-timers.js';
import type { DeadLetter } from './dead-letter.js';
import { DeadLetterBox } from './dead-letter-box.js';

const letters = (...ids: number[]): DeadLetter[] =>
  joined(...ids).map((write) => ({ write, error: REFUSED, tries: 1 }));

function open() {
  const timers = new VirtualTimers();
  const kept: number[] = [];
  const unkept: string[] = [];
  const table = { fault: undefined as unknown, attempts: 0 };
  const box = new DeadLetterBox({
    timers,
    now: () => 0,
    store: {
      add: async (added) => {
        table.attempts++;
        if (table.fault !== undefined) throw table.fault;
        kept.push(...added.map(({ write }) => idOf(write)));
      },
    },
    onUnkept: ({ write }, reason) => unkept.push(`${idOf(write)}: ${(reason as Error).message}`),
  });
  const post = (letter: DeadLetter): Promise<void> => box.post(letter);
  return { timers, kept, unkept, table, box, post };
}

describe('DeadLetterBox', () => {
  it('stores letters in their order', async () => {
    const { kept, box, post } = open();
    await Promise.all(letters(1, 2, 3).map(post));
    expect(kept).toEqual([1, 2, 3]);
    await box.close({ timeoutMs: 0 });
  });

  it('waits for a database that is away, longer and longer', async () => {
    const { timers, kept, unkept, table, post } = open();
    table.fault = AWAY;
    const posted = Promise.all(letters(1, 2).map(post));
    await timers.advance(3_600_000);
    expect(table.attempts).toBeLessThan(260);
    table.fault = undefined;
    await timers.advance(15_000);
    await posted;
    expect([kept, unkept]).toEqual([[1, 2], []]);
    expect(timers.pending).toBe(0);
  });

  it('tells a letter that the table can never have', async () => {
    const { kept, unkept, table, post } = open();
    table.fault = new StorageError('not-migrated', 'no table');
    await Promise.all(letters(1).map(post));
    expect([kept, unkept]).toEqual([[], ['1: no table']]);
    table.fault = undefined;
    await Promise.all(letters(2).map(post));
    expect(kept).toEqual([2]);
  });

  it('tells at the end what is still to be stored, and what comes later', async () => {
    const { timers, unkept, table, box, post } = open();
    table.fault = AWAY;
    let isKept = false;
    for (const letter of letters(1)) void post(letter).then(() => (isKept = true));
    const closed = box.close({ timeoutMs: 1_000 });
    await timers.advance(1_000);
    await closed;
    for (const letter of letters(2)) void post(letter);
    expect(unkept).toEqual(['1: the server stopped', '2: no more letters are taken']);
    expect([isKept, timers.pending]).toEqual([false, 0]);
  });

  it('has at the end what could still be stored', async () => {
    const { timers, kept, unkept, table, box, post } = open();
    table.fault = AWAY;
    for (const letter of letters(1)) void post(letter);
    await timers.advance(10_000);
    table.fault = undefined;
    await box.close({ timeoutMs: 1_000 });
    expect([kept, unkept]).toEqual([[1], []]);
  });

  it('does not take more than it can hold', () => {
    const { table, unkept, post } = open();
    table.fault = AWAY;
    for (const letter of letters(...Array.from({ length: 10_001 }, (_, index) => index))) void post(letter);
    expect(unkept).toEqual(['10000: no more letters are taken']);
  });
});
