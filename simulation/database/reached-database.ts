import type { StorageWrite } from '@openeccp/core';
import type { SeededRandom } from '@openeccp/simulator';
import { StorageError } from '@openeccp/storage';
import type { ServerParts } from 'openeccp';
import type { VirtualTime } from '../virtual-time.js';

type Storage = ServerParts['storage'];

/** The way to the database: takes its time, fails while the database is away or locked, and sometimes loses an answer. */
export class DatabaseLine {
  readonly #time: VirtualTime;
  readonly #random: SeededRandom;
  /** Until when what kind of trouble lasts. Epoch milliseconds. */
  #away = 0;
  #locked = 0;
  #slow = 0;
  /** Answers that will be lost after their work was done. */
  #loses = 0;
  /** Writes that are in the database, in its order; one whose answer got lost may be there again. */
  readonly written: StorageWrite[] = [];

  constructor(time: VirtualTime, random: SeededRandom) {
    this.#time = time;
    this.#random = random;
  }

  /** Nothing works for so long. Milliseconds. */
  goAway(ms: number): void {
    this.#away = this.#time.now() + ms;
  }

  /** Another program holds the lock. */
  lock(ms: number): void {
    this.#locked = this.#time.now() + ms;
  }

  slowDown(ms: number): void {
    this.#slow = this.#time.now() + ms;
  }

  /** The next transaction is carried out, and its connection breaks before it is said. */
  loseAnswer(): void {
    this.#loses += 1;
  }

  heal(): void {
    this.#away = 0;
    this.#locked = 0;
    this.#slow = 0;
    this.#loses = 0;
  }

  /** The database as a server reaches it for as long as it lives; afterwards nothing is answered any more. */
  reach(database: Storage, isAlive: () => boolean): Storage {
    const through = async <T>(name: string, args: readonly unknown[], work: () => Promise<T>): Promise<T> => {
      await this.#pause(isAlive);
      this.#check(name);
      const answer = await work();
      if (name === 'apply') this.written.push(...(args[0] as readonly StorageWrite[]));
      await this.#pause(isAlive);
      if (name === 'apply' && this.#loses > 0) {
        this.#loses -= 1;
        throw new StorageError('unreachable', 'the connection broke');
      }
      return answer;
    };
    return wrap(database, through);
  }

  #check(name: string): void {
    const now = this.#time.now();
    if (now < this.#away) throw new StorageError('unreachable', 'the database is away');
    if (now < this.#locked && name === 'apply') {
      throw Object.assign(new Error('database is locked'), { code: 'SQLITE_BUSY' });
    }
  }

  #pause(isAlive: () => boolean): Promise<void> {
    const slow = this.#time.now() < this.#slow;
    const ms = slow ? this.#random.between(200, 3_000) : this.#random.between(0, 2);
    return new Promise((resolve) => {
      this.#time.after(ms, () => {
        if (isAlive()) resolve();
      });
    });
  }
}

type Through = <T>(name: string, args: readonly unknown[], work: () => Promise<T>) => Promise<T>;

function wrap<T extends object>(target: T, through: Through): T {
  return new Proxy(target, {
    get: (object, name) => {
      const member: unknown = Reflect.get(object, name);
      if (name === 'close') return async () => undefined;
      if (typeof member === 'object' && member !== null) return wrap(member, through);
      if (typeof member !== 'function' || typeof name !== 'string') return member;
      return (...args: readonly unknown[]) => through(name, args, () => Reflect.apply(member, object, args));
    },
  });
}
