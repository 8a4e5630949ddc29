import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Agenda } from './agenda.js';

type Move =
  | { readonly kind: 'add'; readonly at: number }
  | { readonly kind: 'cancel'; readonly which: number }
  | { readonly kind: 'take'; readonly by: number };

const at = fc.integer({ min: 0, max: 20 });
const moves: fc.Arbitrary<Move[]> = fc.array(
  fc.oneof(
    { weight: 4, arbitrary: fc.record({ kind: fc.constant('add' as const), at }) },
    { weight: 3, arbitrary: fc.record({ kind: fc.constant('cancel' as const), which: fc.nat(60) }) },
    { weight: 2, arbitrary: fc.record({ kind: fc.constant('take' as const), by: at }) },
  ),
  { maxLength: 120 },
);

it('gives what a list that is searched from end to end gives', () => {
  fc.assert(
    fc.property(moves, (all) => {
      const agenda = new Agenda<number>();
      const cancels: (() => void)[] = [];
      let list: { readonly at: number; readonly what: number }[] = [];
      for (const move of all) {
        switch (move.kind) {
          case 'add':
            list.push({ at: move.at, what: cancels.length });
            cancels.push(agenda.add(move.at, cancels.length));
            break;
          case 'cancel':
            cancels[move.which]?.();
            list = list.filter(({ what }) => what !== move.which);
            break;
          case 'take': {
            const earliest = Math.min(...list.map((one) => one.at));
            const expected = earliest <= move.by ? list.find((one) => one.at === earliest) : undefined;
            expect(agenda.take(move.by)).toEqual(expected);
            list = list.filter((one) => one !== expected);
          }
        }
        expect(agenda.size).toBe(list.length);
        expect(agenda.next).toBe(list.length === 0 ? undefined : Math.min(...list.map((one) => one.at)));
      }
    }),
  );
});
