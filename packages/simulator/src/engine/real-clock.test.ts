import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { RealClock } from './real-clock.js';

/** The process does nothing else for that long. Milliseconds. */
function standStill(ms: number): void {
  const end = performance.now() + ms;
  while (performance.now() < end);
}

function firing(clock: RealClock, ms: number): Promise<void> {
  return new Promise((resolve) => {
    clock.setTimer(ms, resolve);
  });
}

it('keeps what happens in order when the process has stood still', async () => {
  const clock = new RealClock(100);
  const order: string[] = [];
  const over = firing(clock, 2_500);
  clock.setTimer(2_000, () => order.push('the caller gives up'));
  clock.setTimer(1_000, () => {
    order.push('the phone rings');
    clock.setTimer(500, () => order.push('the phone answers'));
  });
  standStill(50);
  await over;
  expect(order).toEqual(['the phone rings', 'the phone answers', 'the caller gives up']);
});

it('says the time of what happens, not the later one at which it is done', async () => {
  const clock = new RealClock(100);
  const seen: number[] = [];
  await new Promise<void>((resolve) => {
    clock.setTimer(10, () => {
      const start = clock.now();
      const see = (): number => seen.push(clock.now() - start);
      clock.setTimer(1_000, see);
      clock.setTimer(2_000, () => {
        see();
        resolve();
      });
      standStill(50);
      see();
    });
  });
  expect(seen).toEqual([0, 1_000, 2_000]);
});

it('stands still while the process does: nobody has less time for an answer', async () => {
  const clock = new RealClock(100);
  let rang = 0;
  clock.setTimer(1_000, () => {
    rang = performance.now();
  });
  const over = firing(clock, 3_000);
  standStill(50);
  await over;
  expect(performance.now() - rang).toBeGreaterThanOrEqual(19);
});

it('lets others have a turn between one moment and the next', async () => {
  const clock = new RealClock(100);
  const order: string[] = [];
  clock.setTimer(100, () => {
    order.push('one');
    setImmediate(() => order.push('somebody else'));
  });
  clock.setTimer(200, () => order.push('two'));
  const over = firing(clock, 200);
  standStill(10);
  await over;
  expect(order).toEqual(['one', 'somebody else', 'two']);
});

it('fires nothing that is cancelled, and keeps no process alive for it', async () => {
  const before = timers();
  const clock = new RealClock(100);
  let fired = false;
  const cancel = clock.setTimer(100, () => {
    fired = true;
  });
  clock.setTimer(3_600_000_000, () => {})();
  cancel();
  expect(timers()).toBe(before);
  standStill(10);
  await nextTurn();
  expect(fired).toBe(false);
});

it('refuses a speed at which nothing would happen', () => {
  expect(() => new RealClock(0)).toThrow('speed must be greater than 0, got 0');
});

function timers(): number {
  return process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout').length;
}
