import { setImmediate } from 'node:timers/promises';
import type { CallDetails, CallId, DetailsQuestion } from '@openeccp/core';
import { NO_DETAILS } from '@openeccp/core';
import { describe, expect, it } from 'vitest';
import { VirtualClock } from '../testing/virtual-clock.js';
import { CallLookUps } from './call-look-ups.js';

/** A database that answers, or fails, when the test says so. */
function start() {
  const clock = new VirtualClock();
  const asked: { readonly id: number; readonly answer: () => void; readonly fail: () => void }[] = [];
  const found: [call: string, details: CallDetails][] = [];
  const warnings: object[] = [];
  const lookUps = new CallLookUps({
    store: {
      details: (row) =>
        new Promise((resolve, reject) => {
          const answer = (): void => resolve(known(row.id));
          asked.push({ id: row.id, answer, fail: () => reject(new Error('gone away')) });
        }),
    },
    clock,
    found: (call, details) => found.push([call, details]),
    warn: (detail) => warnings.push(detail),
  });
  return { clock, asked, found, warnings, lookUps };
}

function known(id: number): CallDetails {
  return { ...NO_DETAILS, attributes: [{ label: 'Row', value: String(id), order: 1 }] };
}

function question(id: number): DetailsQuestion {
  return { call: `c${id}` as CallId, row: { kind: 'incoming', id }, phone: '555' };
}

describe('call look-ups', () => {
  it('ask in order, two at once, and tell what was found', async () => {
    const { asked, found, lookUps } = start();
    for (const id of [1, 2, 3]) lookUps.ask(question(id));
    expect(asked.map(({ id }) => id)).toEqual([1, 2]);
    asked[1]?.answer();
    await setImmediate();
    expect(found).toEqual([['c2', known(2)]]);
    expect(asked.map(({ id }) => id)).toEqual([1, 2, 3]);
    asked[2]?.answer();
    asked[0]?.answer();
    await setImmediate();
    expect(found.slice(1)).toEqual([
      ['c3', known(3)],
      ['c1', known(1)],
    ]);
  });

  it('find nothing where the database fails, and say so once until it is back', async () => {
    const { asked, found, warnings, lookUps } = start();
    const fail = async (id: number): Promise<void> => {
      lookUps.ask(question(id));
      asked.at(-1)?.fail();
      await setImmediate();
    };
    await fail(1);
    await fail(2);
    expect(found).toEqual([
      ['c1', NO_DETAILS],
      ['c2', NO_DETAILS],
    ]);
    expect(warnings).toEqual([expect.objectContaining({ row: { kind: 'incoming', id: 1 } })]);
    lookUps.ask(question(3));
    asked.at(-1)?.answer();
    await setImmediate();
    await fail(4);
    expect(warnings).toHaveLength(2);
  });

  it('find nothing where the database is silent, and go on', async () => {
    const { clock, asked, found, lookUps } = start();
    for (const id of [1, 2, 3]) lookUps.ask(question(id));
    clock.advance(5_000);
    await setImmediate();
    expect(found).toEqual([
      ['c1', NO_DETAILS],
      ['c2', NO_DETAILS],
    ]);
    expect(asked).toHaveLength(3);
    asked[2]?.answer();
    await setImmediate();
    expect(found.at(-1)).toEqual(['c3', known(3)]);
    expect(clock.pending).toBe(0);
  });

  it('find nothing about the newest where too many wait', () => {
    const { asked, found, warnings, lookUps } = start();
    for (let id = 1; id <= 1_004; id++) lookUps.ask(question(id));
    expect(asked).toHaveLength(2);
    expect(found).toEqual([
      ['c1003', NO_DETAILS],
      ['c1004', NO_DETAILS],
    ]);
    expect(warnings).toHaveLength(1);
  });

  it('ask nothing more once they are closed', async () => {
    const { asked, lookUps } = start();
    for (const id of [1, 2, 3]) lookUps.ask(question(id));
    lookUps.close();
    for (const { answer } of asked) answer();
    await setImmediate();
    expect(asked).toHaveLength(2);
  });
});
