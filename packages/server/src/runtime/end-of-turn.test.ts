import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { afterEndOfTurn, atEndOfTurn } from './end-of-turn.js';

describe('end of turn', () => {
  it('comes after everything of this turn, writes before what goes to Asterisk, each in the order asked for', async () => {
    const seen: string[] = [];
    afterEndOfTurn(() => seen.push('action 1'));
    atEndOfTurn(() => seen.push('write 1'));
    afterEndOfTurn(() => seen.push('action 2'));
    atEndOfTurn(() => seen.push('write 2'));
    queueMicrotask(() => seen.push('microtask'));
    process.nextTick(() => seen.push('tick'));
    await setImmediate();
    expect(seen.toSorted()).toEqual(['action 1', 'action 2', 'microtask', 'tick', 'write 1', 'write 2']);
    expect(seen.slice(2)).toEqual(['write 1', 'write 2', 'action 1', 'action 2']);
  });

  it('takes what is asked for meanwhile in the next turn', async () => {
    const seen: string[] = [];
    atEndOfTurn(() => {
      seen.push('write 1');
      atEndOfTurn(() => seen.push('write 2'));
    });
    afterEndOfTurn(() => seen.push('action'));
    await setImmediate();
    expect(seen).toEqual(['write 1', 'action']);
    await setImmediate();
    expect(seen).toEqual(['write 1', 'action', 'write 2']);
  });
});
