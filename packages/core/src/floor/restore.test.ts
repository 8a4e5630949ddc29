import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isAtWork } from '../agent/agent.js';
import { type FloorImage, NO_ROWS, rowsInUse } from '../index.js';
import { anyMoves } from '../testing/any-moves.js';
import { EMPTY_SNAPSHOT, FloorHarness, POOL_AGENT } from '../testing/floor-harness.js';
import { logIn, talking } from '../testing/situations.js';

/** What the journal holds of that floor. */
function imageOf({ floor, timers, now }: FloorHarness): FloorImage {
  return {
    agents: [...floor.agents.values()].filter(isAtWork),
    calls: [...floor.calls.values()],
    timers: [...timers.values()],
    ids: floor.ids,
    attempts: floor.attempts,
    seenAt: now,
    asterisk: {
      knownUntil: floor.telephony.kind === 'up' ? now : floor.telephony.since,
      startedAt: floor.telephony.startedAt,
    },
  };
}

describe('a floor that is restored', () => {
  it('is the one that was left, whatever had happened, and goes on without breaking a rule', () => {
    fc.assert(
      fc.property(anyMoves, anyMoves, (before, after) => {
        const left = new FloorHarness();
        left.play(before);
        const image = imageOf(left);
        const next = new FloorHarness();
        next.now = left.now + 60_000;
        next.input({ kind: 'restored', image });
        expect(atWork(next)).toEqual(atWork(left));
        expect([...next.floor.calls]).toEqual([...left.floor.calls]);
        expect(next.floor.ids).toEqual(left.floor.ids);
        expect(next.floor.attempts).toBe(left.floor.attempts);
        next.play(after);
      }),
      { numRuns: 200 },
    );
  });

  it('knows Asterisk again, and until when it was known', () => {
    const left = new FloorHarness();
    left.input({ kind: 'telephony-up', epoch: 2, startedAt: 'Monday', snapshot: EMPTY_SNAPSHOT });
    talking(left);
    left.advance(10_000);
    const next = new FloorHarness();
    next.now = left.now + 3_600_000;
    next.input({ kind: 'restored', image: imageOf(left) });
    next.input({ kind: 'telephony-up', epoch: 1, startedAt: 'Tuesday', snapshot: EMPTY_SNAPSHOT });
    expect(next.writes.filter(({ kind }) => kind === 'call-lost' || kind === 'close-audit')).toMatchObject([
      { kind: 'call-lost' },
      { kind: 'close-audit', at: left.now },
    ]);
  });

  it('gives what has become due meanwhile a moment, for Asterisk is asked first', () => {
    const left = new FloorHarness();
    logIn(left, POOL_AGENT, 60);
    const next = new FloorHarness();
    next.now = left.now + 3_600_000;
    next.input({ kind: 'restored', image: imageOf(left) });
    for (const { at } of next.timers.values()) expect(at).toBeGreaterThan(next.now + 10_000);
    next.advance(59_000);
    expect(next.floor.agents.get(POOL_AGENT)?.presence.kind).toBe('logged-in');
  });
});

function atWork({ floor }: FloorHarness) {
  return [...floor.agents.values()].filter(isAtWork).map((agent) => {
    const { presence } = agent;
    // Who could not show that he is there has not been idle.
    return presence.kind === 'logged-in' ? { ...agent, presence: { ...presence, lastActivity: 0 } } : agent;
  });
}

describe('rows in use', () => {
  it('are those of agents and calls, of what is to be written, and under the ids of the database', () => {
    const left = new FloorHarness();
    logIn(left);
    const session = left.floor.agents.get(POOL_AGENT)?.presence;
    const id = session?.kind === 'logged-in' ? session.sessionId : 0;
    const renumbered = [{ table: 'audit', from: id, to: 70 }];
    expect(rowsInUse(imageOf(left), [], [])).toEqual({ ...NO_ROWS, audits: new Set([id]) });
    expect(rowsInUse(imageOf(left), [], renumbered)).toEqual({ ...NO_ROWS, audits: new Set([70]) });
    const row = { kind: 'incoming', id: 5 } as const;
    expect(rowsInUse(undefined, [{ kind: 'call-unlinked', row, currentId: 6 }], renumbered)).toEqual({
      ...NO_ROWS,
      incoming: new Set([5]),
      currentIncoming: new Set([6]),
    });
  });

  it('keeps every row open when one has got the id that another had first', () => {
    const row = { kind: 'incoming', id: 2 } as const;
    const chain = [
      { table: 'audit', from: 1, to: 2 },
      { table: 'audit', from: 2, to: 3 },
      { table: 'call_entry', from: 2, to: 3 },
      { table: 'current_call_entry', from: 6, to: 7 },
      // That one was taken as well.
      { table: 'current_call_entry', from: 6, to: 8 },
    ];
    const writes = [1, 2].map(
      (id) => ({ kind: 'close-audit', id, agentRowId: id, openedAt: 0, at: 1 }) as const,
    );
    expect(rowsInUse(undefined, [...writes, { kind: 'call-unlinked', row, currentId: 6 }], chain)).toEqual({
      ...NO_ROWS,
      audits: new Set([2, 3]),
      incoming: new Set([3]),
      currentIncoming: new Set([8]),
    });
  });
});
