import { describe, expect, it } from 'vitest';
import { seeded } from '../testing/seeded.js';
import { VirtualClock } from '../testing/virtual-clock.js';
import { type Authentication, LoginGuard } from './login-guard.js';

const FREE = 5;

/** Lets everything that needs no time happen. */
const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

class Door {
  readonly clock = new VirtualClock();
  readonly limited: string[] = [];
  readonly guard = new LoginGuard({
    clock: this.clock,
    freeFailures: FREE,
    random: seeded(1),
    onLimit: ({ place, account, failures }) => this.limited.push(`${place} ${account} ${failures}`),
  });
  /** Attempts that were really made. */
  made = 0;
  readonly #start = this.clock.now();

  /** Seconds since the beginning at which the attempt is answered, and how. */
  knock(place: string, password: 'right' | 'wrong', more: { account?: string; alive?: () => boolean } = {}) {
    const { account = 'console', alive = () => true } = more;
    return this.guard
      .attempt({ place, account, name: account, alive }, async (): Promise<Authentication> => {
        this.made += 1;
        await Promise.resolve();
        return password === 'right' ? 'accepted' : 'refused';
      })
      .then((outcome) => ({ outcome, at: (this.clock.now() - this.#start) / 1000 }));
  }

  async pass(seconds: number): Promise<void> {
    for (let second = 0; second < seconds; second += 1) {
      this.clock.advance(1_000);
      await settle();
    }
  }

  async fail(place: string, times: number, account = 'console'): Promise<void> {
    for (let time = 0; time < times; time += 1) await this.knock(place, 'wrong', { account });
  }
}

describe('logins', () => {
  it('with the right password are never limited: a thousand at once from one place take no time', async () => {
    const door = new Door();
    const all = await Promise.all(Array.from({ length: 1_000 }, () => door.knock('a', 'right')));
    expect(new Set(all.map(({ outcome, at }) => `${outcome} ${at}`))).toEqual(new Set(['accepted 0']));
    expect(door.guard.remembered).toEqual({ places: 0, accounts: 0 });
  });

  it('that fail have to wait, each time longer, up to eight seconds', async () => {
    const door = new Door();
    await door.fail('a', FREE);
    expect(door.limited).toEqual([`a console ${FREE}`]);
    const knocks = Array.from({ length: 6 }, () => door.knock('a', 'wrong'));
    await door.pass(40);
    const at = (await Promise.all(knocks)).map((knock) => knock.at).sort((one, other) => one - other);
    expect(at).toEqual([1, 3, 7, 15, 23, 31]);
  });

  it('are guessed at no faster with a thousand connections at once than with one', async () => {
    const door = new Door();
    for (let knocks = 0; knocks < 1_000; knocks += 1) void door.knock('a', 'wrong');
    await settle();
    expect(door.made).toBe(FREE);
    await door.pass(3_600);
    expect(door.made).toBeLessThanOrEqual(FREE + 3 + 3_600 / 8);
  });

  it('with the right password get in from the place of one who guesses all the while', async () => {
    const door = new Door();
    let over = false;
    const guess = async (): Promise<void> => {
      while (!over) await door.knock('a', 'wrong');
    };
    for (let guessers = 0; guessers < 20; guessers += 1) void guess();
    // One stays in line; another gives up after half a minute, and comes again.
    let stayed = '';
    void door.knock('a', 'right').then(({ outcome }) => {
      stayed = outcome;
    });
    let came = '';
    for (let times = 0; times < 60 && (stayed === '' || came !== 'accepted'); times += 1) {
      let present = true;
      void door.knock('a', 'right', { account: 'other', alive: () => present }).then(({ outcome }) => {
        came = came === 'accepted' ? came : outcome;
      });
      await door.pass(30);
      present = false;
    }
    expect([stayed, came]).toEqual(['accepted', 'accepted']);
    over = true;
    door.guard.close();
  });

  it('for an account that is guessed at from everywhere are slow for those who guess, and only for them', async () => {
    const door = new Door();
    for (let place = 0; place < 200; place += 1) {
      await Promise.all(Array.from({ length: FREE }, () => door.fail(`attacker ${place}`, 1)));
    }
    expect((await door.knock('office', 'right')).at).toBe(0);
    const before = door.made;
    for (let place = 0; place < 200; place += 1) {
      for (let times = 0; times < 5; times += 1) void door.knock(`attacker ${place}`, 'wrong');
    }
    await door.fail('mistyped', FREE - 1);
    expect(await door.knock('mistyped', 'right')).toEqual({ outcome: 'accepted', at: 0 });
    await door.pass(600);
    expect(door.made - before - FREE).toBeLessThanOrEqual(1 + 600 / 8);
    expect((await door.knock('another office', 'right')).at).toBe(600);
    door.guard.close();
  });

  it('with the right password get in where one has failed, while the account is guessed at from ever new places', async () => {
    const door = new Door();
    for (let place = 0; place < FREE; place += 1) await door.fail(`attacker ${place}`, 1);
    const guess = async (seconds: number): Promise<void> => {
      for (let second = 0; second < seconds; second += 4) {
        // Two at once: the second one is no longer the first of its place when it fails.
        const place = `attacker at ${door.clock.now()}`;
        await Promise.all([door.fail(place, 1), door.fail(place, 1)]);
        await door.pass(4);
      }
    };
    await guess(60);
    await door.fail('office', 1);
    expect((await door.knock('office', 'right')).at).toBe(60);
    // Where a console has an old password, all others have to wait for it, but not for the attacker.
    await door.fail('office', FREE - 1);
    const right = door.knock('office', 'right');
    await guess(60);
    const { outcome, at } = await right;
    expect(outcome).toBe('accepted');
    expect(at).toBeLessThanOrEqual(60 + 8);
  });

  it('that nobody waits for any more are not made, and hold up nobody', async () => {
    const door = new Door();
    await door.fail('a', FREE);
    const gone = Array.from({ length: 500 }, () => door.knock('a', 'wrong', { alive: () => false }));
    const right = door.knock('a', 'right');
    await door.pass(1);
    expect(await right).toEqual({ outcome: 'accepted', at: 1 });
    expect(new Set((await Promise.all(gone)).map(({ outcome }) => outcome))).toEqual(new Set(['refused']));
    expect(door.made).toBe(FREE + 1);
  });

  it('are forgotten a quarter of an hour after the last failure', async () => {
    const door = new Door();
    await door.fail('a', FREE + 0);
    door.clock.advance(15 * 60_000);
    const from = door.clock.now();
    await door.fail('a', FREE);
    expect(door.clock.now()).toBe(from);
  });

  it('cost no memory, however many places, names and attempts there are', async () => {
    const door = new Door();
    for (let number = 0; number < 11_000; number += 1) {
      await door.fail(`place ${number}`, 1, `name ${number}`);
    }
    expect(door.guard.remembered).toEqual({ places: 10_000, accounts: 10_000 });
    await door.fail('a', FREE);
    const waiting = Array.from({ length: 5_000 }, () => door.knock('a', 'right'));
    await door.pass(10);
    const outcomes = (await Promise.all(waiting)).map(({ outcome }) => outcome);
    expect(outcomes.filter((outcome) => outcome === 'accepted').length).toBe(1_000);
  });

  it('wait no longer than the server runs', async () => {
    const door = new Door();
    await door.fail('a', FREE);
    const waiting = door.knock('a', 'right');
    door.guard.close();
    expect((await waiting).outcome).toBe('refused');
    expect(door.clock.pending).toBe(0);
  });

  it('count as no failure while the database can’t tell', async () => {
    const door = new Door();
    for (let times = 0; times < 100; times += 1) {
      const attempt = { place: 'a', account: 'console', name: 'console', alive: () => true };
      expect(await door.guard.attempt(attempt, async () => 'unreadable')).toBe('unreadable');
    }
    await expect(
      door.guard.attempt({ place: 'a', account: 'x', name: 'x', alive: () => true }, async () => {
        throw new Error('bug');
      }),
    ).rejects.toThrow('bug');
    expect((await door.knock('a', 'right')).at).toBe(0);
  });
});
