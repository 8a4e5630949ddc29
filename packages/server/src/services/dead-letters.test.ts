import { type DeadLetter, type DeadLetterStore, StorageError } from '@openeccp/storage';
import { describe, expect, it } from 'vitest';
import { createLog } from '../log/create-log.js';
import { VirtualClock } from '../testing/virtual-clock.js';
import { DeadLetters } from './dead-letters.js';

const LETTER: DeadLetter = {
  write: { kind: 'call-lost', row: { kind: 'incoming', id: 1 } },
  error: Object.assign(new Error('no'), { code: 'ER_BAD_FIELD_ERROR' }),
  tries: 1,
};

/** Letters before a table that holds `count`, is missing or does not answer. */
function deadLetters(count: () => Promise<number | undefined>) {
  const lines: { readonly msg: string; readonly [key: string]: unknown }[] = [];
  const clock = new VirtualClock();
  const log = createLog({ level: 'info', human: false, write: (line) => lines.push(JSON.parse(line)) });
  const add = async (): Promise<void> => {
    if ((await count()) === undefined) throw new StorageError('not-migrated', 'no table');
  };
  const store = { count, add } as Partial<DeadLetterStore> as DeadLetterStore;
  return { lines, clock, letters: new DeadLetters({ store, log, clock }) };
}

describe('DeadLetters', () => {
  it('counts what is in the table; while that does not answer, what was', async () => {
    let answer: () => Promise<number> = async () => 7;
    const { clock, letters } = deadLetters(() => answer());
    expect(await letters.count()).toBe(7);
    answer = () => Promise.reject(new Error('away'));
    expect(await letters.count()).toBe(7);
    answer = () => new Promise(() => undefined);
    const counted = letters.count();
    clock.advance(1_000);
    expect(await counted).toBe(7);
    answer = async () => 0;
    expect(await letters.count()).toBe(0);
  });

  it('tells a write whole where there is no table, and counts it', async () => {
    const { lines, letters } = deadLetters(async () => undefined);
    await letters.tellLeft();
    await letters.post(LETTER);
    await letters.close(1_000);
    expect(lines.map(({ msg }) => msg)).toEqual([
      expect.stringContaining('openeccp migrate makes a table'),
      expect.stringContaining('a write was given up'),
      'a write that was given up is kept in this line of the log only',
    ]);
    expect(lines[2]).toMatchObject({ write: LETTER.write, tries: 1, unkept: { code: 'not-migrated' } });
    expect(await letters.count()).toBe(1);
  });

  it('tells at the start what earlier runs have left', async () => {
    const some = deadLetters(async () => 2);
    await some.letters.tellLeft();
    expect(some.lines).toEqual([
      expect.objectContaining({ letters: 2, msg: expect.stringContaining('openeccp deadletter list') }),
    ]);
    const none = deadLetters(async () => 0);
    await none.letters.tellLeft();
    expect(none.lines).toEqual([]);
  });
});
