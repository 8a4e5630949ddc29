import { createHmac, randomBytes } from 'node:crypto';
import { isPasswordOf } from './password-hash.js';

/** Of the four threads that Node has for files and hashes, checks of passwords take so many. */
const AT_ONCE = 2;
/** Checks that wait for one of them at most. */
const MAX_WAITING = 500;
/** Right passwords that are remembered at most. */
const MAX_KNOWN = 10_000;

export type PasswordAnswer = 'right' | 'wrong' | 'busy';

/**
 * Checks passwords against salted hashes without becoming a lever against the server: a check takes a while and memory
 * on purpose, so few run at once, the same question is asked once, and a right password is known again afterwards. What
 * is remembered is keyed with a secret of this process.
 */
export class PasswordCheck {
  readonly #isPasswordOf: typeof isPasswordOf;
  readonly #key = randomBytes(32);
  readonly #known = new Set<string>();
  readonly #asked = new Map<string, Promise<PasswordAnswer>>();
  readonly #waiting: (() => void)[] = [];
  #running = 0;

  /** @param check tests bring their own */
  constructor(check: typeof isPasswordOf = isPasswordOf) {
    this.#isPasswordOf = check;
  }

  /** Whether the hash was made of this md5; `busy` when too many want to know such a thing. */
  async ask(md5: string, hash: string): Promise<PasswordAnswer> {
    const question = this.#digest(md5, hash);
    if (this.#known.has(question)) return 'right';
    const asked = this.#asked.get(question);
    if (asked !== undefined) return asked;
    if (this.#waiting.length >= MAX_WAITING) return 'busy';
    const answer = this.#check(md5, hash).finally(() => this.#asked.delete(question));
    this.#asked.set(question, answer);
    return answer;
  }

  /** The hash was made of this md5. */
  know(md5: string, hash: string): void {
    this.#known.add(this.#digest(md5, hash));
    const [oldest] = this.#known;
    if (this.#known.size > MAX_KNOWN && oldest !== undefined) this.#known.delete(oldest);
  }

  async #check(md5: string, hash: string): Promise<PasswordAnswer> {
    if (this.#running >= AT_ONCE) await new Promise<void>((go) => this.#waiting.push(go));
    else this.#running += 1;
    try {
      if (!(await this.#isPasswordOf(md5, hash))) return 'wrong';
      this.know(md5, hash);
      return 'right';
    } finally {
      const next = this.#waiting.shift();
      // The next one takes over the place.
      if (next === undefined) this.#running -= 1;
      else next();
    }
  }

  #digest(md5: string, hash: string): string {
    return createHmac('sha256', this.#key).update(`${hash}\n${md5}`).digest('base64');
  }
}
