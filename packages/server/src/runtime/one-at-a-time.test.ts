import { describe, expect, it } from 'vitest';
import { OneAtATime } from './one-at-a-time.js';

/** Work whose runs end when the test says so. */
function work() {
  const ends: (() => void)[] = [];
  const subject = new OneAtATime(() => new Promise((resolve) => ends.push(resolve)));
  return { ends, subject };
}

describe('one at a time', () => {
  it('runs once more, not three times more, for three requests during a run', async () => {
    const { ends, subject } = work();
    const all = Promise.all([subject.run(), subject.run(), subject.run(), subject.run()]);
    ends[0]?.();
    await expect.poll(() => ends.length).toBe(2);
    ends[1]?.();
    await all;
    expect(ends).toHaveLength(2);
    void subject.run();
    expect(ends).toHaveLength(3);
  });

  it('begins nothing any more when it is closed', async () => {
    const { ends, subject } = work();
    const running = subject.run();
    void subject.run();
    subject.close();
    ends[0]?.();
    await running;
    await subject.run();
    expect(ends).toHaveLength(1);
  });

  it('goes on after a run that failed', async () => {
    let runs = 0;
    const subject = new OneAtATime(async () => {
      runs += 1;
      if (runs === 1) throw new Error('away');
    });
    await expect(subject.run()).rejects.toThrow('away');
    await subject.run();
    expect(runs).toBe(2);
  });
});
