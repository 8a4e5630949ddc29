import type { EccpEvent } from '@openeccp/eccp';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RecentEvents } from './recent-events.js';

const out = (agent: string): EccpEvent => ({ kind: 'agentloggedout', agent });
const all = (): boolean => true;
const of =
  (agent: string) =>
  (event: EccpEvent): boolean =>
    event.kind === 'agentloggedout' && event.agent === agent;

function kept(maxEvents: number, maxBytes = 1_000_000): RecentEvents {
  return new RecentEvents({ epoch: 'a', maxEvents, maxBytes });
}

function numbers(documents: readonly string[]): readonly number[] {
  return documents.map((document) => Number(/number="(\d+)"/.exec(document)?.[1]));
}

describe('recent events', () => {
  it('are numbered from 1, and told from a position on', () => {
    const recent = kept(10);
    expect(recent.reached).toEqual({ epoch: 'a', number: 0 });
    const documents = ['1', '2', '3'].map((agent) => recent.add(out(agent)));
    expect(numbers(documents)).toEqual([1, 2, 3]);
    expect(recent.since({ epoch: 'a', number: 1 }, all)).toEqual({
      kind: 'events',
      documents: documents.slice(1),
    });
    expect(recent.since(recent.reached, all)).toEqual({ kind: 'events', documents: [] });
  });

  it.each([
    ['another run', { epoch: 'b', number: 1 }],
    ['a number that is still to come', { epoch: 'a', number: 2 }],
  ])('a position of %s is a gap', (_, position) => {
    const recent = kept(10);
    recent.add(out('1'));
    expect(recent.since(position, all)).toEqual({ kind: 'gap' });
  });

  it('what others have filled the memory with is no gap for a client that hears of one agent', () => {
    const recent = kept(3);
    for (const agent of ['1', '2', '2', '2', '1', '2']) recent.add(out(agent));
    expect(recent.since({ epoch: 'a', number: 0 }, of('1'))).toEqual({ kind: 'gap' });
    const missed = recent.since({ epoch: 'a', number: 1 }, of('1'));
    expect(numbers(missed.kind === 'events' ? missed.documents : [])).toEqual([5]);
    expect(recent.since({ epoch: 'a', number: 1 }, of('2'))).toEqual({ kind: 'gap' });
    expect(recent.since({ epoch: 'a', number: 3 }, of('2'))).toMatchObject({ kind: 'events' });
  });

  it('are bounded by bytes too, and may be none', () => {
    const size = kept(1).add(out('1')).length;
    const recent = kept(100, 2 * size);
    for (let count = 0; count < 5; count += 1) recent.add(out('1'));
    expect(recent.since({ epoch: 'a', number: 2 }, all)).toEqual({ kind: 'gap' });
    expect(recent.since({ epoch: 'a', number: 3 }, all)).toMatchObject({ kind: 'events' });
    const none = kept(0);
    none.add(out('1'));
    expect(none.since({ epoch: 'a', number: 0 }, all)).toEqual({ kind: 'gap' });
    expect(none.since({ epoch: 'a', number: 1 }, all)).toEqual({ kind: 'events', documents: [] });
  });

  it('are told completely or not at all, whatever was kept', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('1', '2', '3'), { maxLength: 60 }),
        fc.nat(20),
        fc.nat(60),
        fc.constantFrom('1', '2', undefined),
        (agents, maxEvents, since, wanted) => {
          const recent = kept(maxEvents);
          const documents = agents.map((agent) => recent.add(out(agent)));
          const wants = wanted === undefined ? all : of(wanted);
          const missed = recent.since({ epoch: 'a', number: since }, wants);
          const expected = documents.filter(
            (_, index) => index >= since && (wanted === undefined || agents[index] === wanted),
          );
          if (missed.kind === 'events') expect(missed.documents).toEqual(expected);
          else {
            const lost = documents.slice(0, Math.max(0, documents.length - maxEvents));
            expect(since > documents.length || expected.some((one) => lost.includes(one))).toBe(true);
          }
        },
      ),
    );
  });
});
