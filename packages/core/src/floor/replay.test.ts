import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyMoves, type Move } from '../testing/any-moves.js';
import { FloorHarness } from '../testing/floor-harness.js';

describe('a recorded list of inputs', () => {
  it('replays to the same floor by the same effects, and leaves what it reads untouched', () => {
    fc.assert(
      fc.property(anyMoves, (moves) => {
        const [first, second] = [played(moves), played(structuredClone(moves))];
        expect(second.effects).toEqual(first.effects);
        expect(second.outcomes).toEqual(first.outcomes);
        expect(pictureOf(second)).toEqual(pictureOf(first));
      }),
      { numRuns: 100 },
    );
  });
});

function played(moves: readonly Move[]): FloorHarness {
  const harness = new FloorHarness();
  harness.play(moves);
  return harness;
}

function pictureOf({ floor }: FloorHarness) {
  const { agents, calls, telephony, ids, attempts } = floor;
  return { agents: [...agents], calls: [...calls], telephony, ids, attempts };
}
