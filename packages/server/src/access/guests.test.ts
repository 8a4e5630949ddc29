import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Guests } from './guests.js';

describe('connections without a login', () => {
  it('give way where most of them are, oldest first', () => {
    const guests = new Guests();
    const cut: string[] = [];
    const welcome = (place: string, name: string) => guests.welcome({ place, cut: () => cut.push(name) });
    welcome('a', 'a1');
    const leave = welcome('b', 'b1');
    welcome('b', 'b2');
    welcome('b', 'b3');
    leave();
    leave();
    expect([guests.makeRoom(), guests.makeRoom(), guests.makeRoom(), guests.makeRoom()]).toEqual([
      true,
      true,
      true,
      false,
    ]);
    expect(cut).toEqual(['b2', 'a1', 'b3']);
  });

  it('are each cut or let go once, and one of a crowd never costs another place its guest', () => {
    const step = fc.oneof(
      fc.record({
        kind: fc.constant('come' as const),
        place: fc.constantFrom('crowd', 'crowd', 'crowd', 'few'),
      }),
      fc.record({ kind: fc.constant('leave' as const), at: fc.nat(50) }),
      fc.record({ kind: fc.constant('room' as const) }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 80 }), (steps) => {
        const guests = new Guests();
        const here = new Map<number, { place: string; leave: () => void }>();
        const size = (place: string) => [...here.values()].filter((one) => one.place === place).length;
        for (const [id, one] of steps.entries()) {
          if (one.kind === 'come') {
            const cut = () => {
              expect(size(one.place)).toBe(Math.max(size('crowd'), size('few')));
              expect(here.delete(id)).toBe(true);
            };
            here.set(id, { place: one.place, leave: guests.welcome({ place: one.place, cut }) });
          } else if (one.kind === 'leave') {
            const [id, guest] = [...here][one.at] ?? [];
            if (id !== undefined) here.delete(id);
            guest?.leave();
          } else {
            const before = here.size;
            expect(guests.makeRoom()).toBe(before > 0);
            expect(here.size).toBe(Math.max(before - 1, 0));
          }
        }
      }),
    );
  });
});
