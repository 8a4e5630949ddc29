import type { Clock } from '../runtime/clock.js';

/** What became of a client's login: `unreadable` when only the database could tell and it can't be read. */
export type Authentication = 'accepted' | 'refused' | 'unreadable';

/** Somebody who tries to log in. */
export interface LoginAttempt {
  /** Where from; see `ClientAddress`. */
  readonly place: string;
  /** Stands for the account. It is remembered, so it has to be short whatever the account is called. */
  readonly account: string;
  /** What the account is called, for the log. */
  readonly name: string;
  /** Whether somebody still waits for the answer. */
  alive(): boolean;
}

export interface LoginGuardOptions {
  readonly clock: Clock;
  /** So many failures, of a place or for an account, cost nothing yet. */
  readonly freeFailures: number;
  /** From 0 to below 1; tests bring their own. */
  readonly random?: (() => number) | undefined;
  /** Told when a place begins to have to wait. */
  readonly onLimit: (detail: {
    readonly place: string;
    readonly account: string;
    readonly failures: number;
  }) => void;
}

/** The wait after the first failure that is not free; it doubles with each further one. Milliseconds. */
const FIRST_WAIT_MS = 1_000;
/** It grows no further: who has the right password must get in. Milliseconds. */
const LONGEST_WAIT_MS = 8_000;
/** After so long without a failure all are forgotten. Milliseconds. */
const FORGET_MS = 15 * 60_000;
/** Places, and accounts, of which failures are remembered at most. */
const MAX_REMEMBERED = 10_000;
/** Attempts of one place that wait at most. */
const MAX_LINE = 1_000;

/** How often it has failed, and until when there is no further attempt. */
interface Failures {
  count: number;
  last: number;
  openAt: number;
  /** Attempts whose outcome is not known yet; each may turn out to be a failure. */
  underway: number;
}

interface Place extends Failures {
  readonly line: Waiter[];
  cancel: (() => void) | undefined;
}

/** An attempt that is being made. */
interface Turn {
  /** Whether it had to wait for the account. */
  readonly guarded: boolean;
  readonly end: () => void;
}

interface Waiter {
  readonly attempt: LoginAttempt;
  /** Without a turn the attempt is not made. */
  readonly call: (turn: Turn | undefined) => void;
}

/**
 * Makes guessing passwords slow and nothing else. Only failures count: right passwords, however many at once, wait for
 * nobody but those who fail at the same place. There it is drawn by lot whose turn it is, and each failure costs all of
 * them seconds, so they do get in, whether they stay or come again. An account that is guessed at from many places takes
 * one attempt at a time from all places that have used up their own free failures; whoever has not is served, and what
 * fails there costs nobody else time.
 */
export class LoginGuard {
  readonly #options: LoginGuardOptions;
  readonly #random: () => number;
  readonly #places = new Map<string, Place>();
  readonly #accounts = new Map<string, Failures>();
  #closed = false;

  constructor(options: LoginGuardOptions) {
    this.#options = options;
    this.#random = options.random ?? Math.random;
  }

  /** Places and accounts that are remembered. */
  get remembered(): { readonly places: number; readonly accounts: number } {
    return { places: this.#places.size, accounts: this.#accounts.size };
  }

  /** Waits for the turn of this attempt, then has it made. One that nobody waits for any more is not made. */
  async attempt(attempt: LoginAttempt, verify: () => Promise<Authentication>): Promise<Authentication> {
    const place = this.#placeOf(attempt.place);
    const turn = await this.#turn(place, attempt);
    if (turn === undefined) return 'refused';
    let outcome: Authentication = 'unreadable';
    try {
      outcome = await verify();
    } finally {
      turn.end();
      if (outcome === 'refused') this.#failed(place, attempt, turn);
      this.#callNext(place);
      if (place.count === 0 && place.underway === 0 && place.line.length === 0) {
        this.#places.delete(attempt.place);
      }
    }
    return outcome;
  }

  /** Nobody waits any longer. */
  close(): void {
    this.#closed = true;
    for (const place of this.#places.values()) {
      place.cancel?.();
      for (const { call } of place.line.splice(0)) call(undefined);
    }
  }

  #turn(place: Place, attempt: LoginAttempt): Turn | undefined | Promise<Turn | undefined> {
    if (this.#closed) return undefined;
    if (place.line.length === 0 && this.#waitOf(place, attempt) === undefined) {
      return this.#begin(place, attempt);
    }
    if (place.line.length >= MAX_LINE) {
      const alive = place.line.filter((waiter) => waiter.attempt.alive());
      place.line.splice(0, place.line.length, ...alive);
      if (alive.length >= MAX_LINE) return undefined;
    }
    return new Promise((call) => {
      place.line.push({ attempt, call });
      if (place.line.length === 1) this.#callNext(place);
    });
  }

  #begin(place: Place, attempt: LoginAttempt): Turn {
    const account = this.#accountAgainst(place, attempt);
    for (const one of [place, account]) if (one !== undefined) one.underway += 1;
    const end = (): void => {
      for (const one of [place, account]) if (one !== undefined) one.underway -= 1;
    };
    return { guarded: account !== undefined, end };
  }

  /** Whose turn it is, is drawn by lot: in a line, whoever gives up and comes again would never be the first. */
  #callNext(place: Place): void {
    place.cancel?.();
    place.cancel = undefined;
    while (place.line.length > 0) {
      let shortest = Number.POSITIVE_INFINITY;
      const from = Math.floor(this.#random() * place.line.length);
      const order = [...place.line.slice(from), ...place.line.slice(0, from)];
      const next = order.find((waiter) => {
        const wait = waiter.attempt.alive() ? (this.#waitOf(place, waiter.attempt) ?? 0) : 0;
        shortest = Math.min(shortest, wait);
        return wait === 0;
      });
      if (next === undefined) {
        place.cancel = this.#options.clock.after(shortest, () => this.#callNext(place));
        return;
      }
      place.line.splice(place.line.indexOf(next), 1);
      next.call(next.attempt.alive() ? this.#begin(place, next.attempt) : undefined);
    }
  }

  /** How long until it is worth asking again; undefined when the attempt may be made. */
  #waitOf(place: Place, attempt: LoginAttempt): number | undefined {
    const now = this.#options.clock.now();
    this.#forget(place);
    const account = this.#accountAgainst(place, attempt);
    const wait = Math.max(place.openAt, account?.openAt ?? 0) - now;
    if (wait > 0) return wait;
    const mayFail = place.underway === 0 || place.count + place.underway < this.#options.freeFailures;
    return mayFail && (account?.underway ?? 0) === 0 ? undefined : FIRST_WAIT_MS;
  }

  /**
   * The account, if it is guessed at and this place has used up its free failures. Sooner it would slow down nobody who
   * makes these all at once, but lock out who has mistyped once.
   */
  #accountAgainst(place: Place, { account }: LoginAttempt): Failures | undefined {
    const failures = this.#accounts.get(account);
    if (failures === undefined || place.count < this.#options.freeFailures) return undefined;
    this.#forget(failures);
    return failures.count >= this.#options.freeFailures ? failures : undefined;
  }

  #failed(place: Place, attempt: LoginAttempt, { guarded }: Turn): void {
    const { freeFailures, onLimit } = this.#options;
    this.#count(place);
    if (place.count === freeFailures)
      onLimit({ place: attempt.place, account: attempt.name, failures: place.count });
    const account = this.#accounts.get(attempt.account) ?? { count: 0, last: 0, openAt: 0, underway: 0 };
    // Put in again, the one that has not failed for longest is first.
    this.#accounts.delete(attempt.account);
    this.#accounts.set(attempt.account, account);
    const { openAt } = account;
    this.#count(account);
    // From ever new places one could fail so often that those who wait for the account would never have a turn.
    if (!guarded) account.openAt = openAt;
    for (const [name] of this.#accounts) {
      if (this.#accounts.size <= MAX_REMEMBERED) break;
      this.#accounts.delete(name);
    }
  }

  #count(failures: Failures): void {
    const now = this.#options.clock.now();
    this.#forget(failures);
    failures.count += 1;
    failures.last = now;
    const over = failures.count - this.#options.freeFailures;
    if (over >= 0) failures.openAt = now + Math.min(FIRST_WAIT_MS * 2 ** over, LONGEST_WAIT_MS);
  }

  #forget(failures: Failures): void {
    if (this.#options.clock.now() - failures.last >= FORGET_MS) failures.count = 0;
  }

  #placeOf(name: string): Place {
    const known = this.#places.get(name);
    const place = known ?? { count: 0, last: 0, openAt: 0, underway: 0, line: [], cancel: undefined };
    this.#places.delete(name);
    this.#places.set(name, place);
    for (const [other, { underway, line }] of this.#places) {
      if (this.#places.size <= MAX_REMEMBERED) break;
      if (underway === 0 && line.length === 0 && other !== name) this.#places.delete(other);
    }
    return place;
  }
}
