import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { VirtualClock } from '../testing/virtual-clock.js';
import { SharedReads } from './shared-reads.js';

/** Readings that are answered, or fail, when the test says so. */
function start() {
  const clock = new VirtualClock();
  const reads = new SharedReads(clock);
  const readings: { readonly answer: (text: string) => void; readonly fail: () => void }[] = [];
  const read = (key = 'one'): Promise<string> =>
    reads.read(
      key,
      () =>
        new Promise((answer, reject) => {
          readings.push({ answer, fail: () => reject(new Error('gone away')) });
        }),
    );
  return { clock, reads, readings, read };
}

describe('shared reads', () => {
  it('answer everybody who asks the same within a second with one reading', async () => {
    const { clock, readings, read } = start();
    const burst = [read(), read(), read()];
    readings[0]?.answer('first');
    expect(await Promise.all(burst)).toEqual(['first', 'first', 'first']);
    clock.advance(999);
    expect(await read()).toBe('first');
    expect(readings).toHaveLength(1);
    clock.advance(1);
    const later = read();
    readings[1]?.answer('second');
    expect(await later).toBe('second');
  });

  it('keep different questions apart', async () => {
    const { readings, read } = start();
    const answers = Promise.all([read('one'), read('two')]);
    readings[1]?.answer('b');
    readings[0]?.answer('a');
    expect(await answers).toEqual(['a', 'b']);
  });

  it('read once more, not three times, for three who ask after a write', async () => {
    const { reads, readings, read } = start();
    const before = read();
    reads.outdate();
    const after = [read(), read(), read()];
    readings[0]?.answer('old');
    expect(await before).toBe('old');
    await setImmediate();
    expect(readings).toHaveLength(2);
    readings[1]?.answer('new');
    expect(await Promise.all(after)).toEqual(['new', 'new', 'new']);
    expect(await read()).toBe('new');
    reads.outdate();
    void read();
    expect(readings).toHaveLength(3);
    reads.close();
  });

  it('give those who ask after a second write during a reading the reading after it', async () => {
    const { reads, readings, read } = start();
    void read();
    reads.outdate();
    const second = read();
    readings[0]?.answer('0');
    await setImmediate();
    reads.outdate();
    const third = read();
    readings[1]?.answer('1');
    expect(await second).toBe('1');
    await setImmediate();
    readings[2]?.answer('2');
    expect(await third).toBe('2');
    reads.close();
  });

  it('share no failure with those who ask later, and go on to the next reading', async () => {
    const { reads, readings, read } = start();
    const failing = read();
    reads.outdate();
    const next = read();
    readings[0]?.fail();
    await expect(failing).rejects.toThrow('the database could not be read');
    await setImmediate();
    readings[1]?.answer('there again');
    expect(await next).toBe('there again');
    reads.close();
  });

  it('give up a reading that takes too long', async () => {
    const { clock, readings, read } = start();
    const answer = read();
    clock.advance(10_000);
    await expect(answer).rejects.toThrow('the database could not be read');
    void read();
    expect(readings).toHaveLength(2);
  });

  it('share a bounded number, the newest, and leave nothing behind', async () => {
    const { clock, reads, readings, read } = start();
    const all = Array.from({ length: 150 }, (_, i) => read(`question ${i}`));
    for (const { answer } of readings) answer('answer');
    await Promise.all(all);
    expect(clock.pending).toBe(100);
    await read('question 149');
    expect(readings).toHaveLength(150);
    void read('question 0');
    expect(readings).toHaveLength(151);
    readings[150]?.answer('answer');
    await setImmediate();
    reads.close();
    expect(clock.pending).toBe(0);
  });
});
