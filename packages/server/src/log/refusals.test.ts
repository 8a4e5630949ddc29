import { beforeEach, describe, expect, it } from 'vitest';
import { VirtualClock } from '../testing/virtual-clock.js';
import type { AuditRecord } from './audit-trail.js';
import { Refusals } from './refusals.js';

describe('refusals in the audit trail', () => {
  let clock: VirtualClock;
  let written: string[];
  let refusals: Refusals;

  beforeEach(() => {
    clock = new VirtualClock();
    written = [];
    refusals = new Refusals(clock, ({ peer, id, unwritten }) =>
      written.push(unwritten === undefined ? `${peer} ${id}` : `${peer} ${id} and ${unwritten} others`),
    );
  });

  function refuse(place: string, times: number): void {
    for (let time = 1; time <= times; time += 1) {
      const base: AuditRecord = {
        user: 'u',
        peer: place,
        request: 'login',
        id: String(time),
        agent: undefined,
        outcome: '401',
      };
      refusals.refused(place, base);
    }
  }

  it('are written one by one while they are few', () => {
    refuse('office', 10);
    clock.advance(60_000);
    refuse('office', 10);
    expect(written).toEqual([...written.slice(0, 10), ...written.slice(0, 10)]);
    expect(written).toHaveLength(20);
    clock.advance(60_000);
    expect([written.length, clock.pending]).toEqual([20, 0]);
  });

  it('are counted when they are many, and the last of them is written', () => {
    refuse('stranger', 100_000);
    refuse('office', 1);
    expect(written).toHaveLength(11);
    clock.advance(60_000);
    expect(written.slice(10)).toEqual(['office 1', 'stranger 100000 and 99989 others']);
  });

  it('of a thousand places fill nothing either', () => {
    for (let place = 0; place < 1_000; place += 1) refuse(`place ${place}`, 100);
    expect(written).toHaveLength(21 * 10);
    clock.advance(60_000);
    expect(written).toHaveLength(21 * 11);
    expect(written.at(-1)).toBe(`place 999 100 and ${980 * 100 - 11} others`);
    expect(clock.pending).toBe(0);
  });

  it('are all told when the server stops', () => {
    refuse('stranger', 15);
    refusals.close();
    expect(written.at(-1)).toBe('stranger 15 and 4 others');
    expect(clock.pending).toBe(0);
    refuse('office', 1);
    expect(written.at(-1)).toBe('office 1');
  });
});
