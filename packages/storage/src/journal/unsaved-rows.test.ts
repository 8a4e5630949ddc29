import { describe, expect, it } from 'vitest';
import { UnsavedRows } from './unsaved-rows.js';

describe('rows that a file lacks', () => {
  it('are the last state of each, until they are saved', () => {
    const rows = new UnsavedRows<number>(['a']);
    rows.set('a', 1);
    rows.set('b', 2);
    rows.set('a', 3);
    expect([...rows]).toEqual([
      ['a', 3],
      ['b', 2],
    ]);
    rows.saved();
    expect([...rows]).toEqual([]);
  });

  it('go from the file only if they are in it: what comes and goes meanwhile leaves nothing', () => {
    const rows = new UnsavedRows<number>(['old']);
    for (const key of ['old', 'brief']) rows.set(key, 1);
    for (const key of ['old', 'brief']) rows.set(key, undefined);
    expect([...rows]).toEqual([['old', undefined]]);
    rows.set('new', 1);
    rows.saved();
    for (const key of ['old', 'new']) rows.set(key, undefined);
    expect([...rows]).toEqual([['new', undefined]]);
  });
});
