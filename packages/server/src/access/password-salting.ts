import type { NewClient, Storage } from '@openeccp/core';
import type { PasswordCheck } from './password-check.js';
import { hashPassword } from './password-hash.js';

export interface PasswordSaltingOptions {
  readonly storage: Pick<Storage, 'saltClient'>;
  readonly check: PasswordCheck;
  /** Told when an account has its salted hash. */
  readonly onSalted: () => Promise<unknown>;
  readonly log: {
    info(detail: object, text: string): void;
    warn(detail: object, text: string): void;
  };
}

/** Gives accounts a salted hash in place of their md5, in the background of a login, one after another. */
export class PasswordSalting {
  readonly #options: PasswordSaltingOptions;
  /** By user name: those that wait for it or have been refused it. */
  readonly #taken = new Set<string>();
  #last: Promise<void> = Promise.resolve();
  #closed = false;

  constructor(options: PasswordSaltingOptions) {
    this.#options = options;
  }

  /** Somebody has logged in with the password of this account. */
  take({ username, md5Password }: NewClient): void {
    // What is no md5 in the table is no hash that could be salted.
    if (this.#closed || this.#taken.has(username) || !/^[0-9a-f]{32}$/.test(md5Password)) return;
    this.#taken.add(username);
    this.#last = this.#last.then(() => this.#salt({ username, md5Password }));
  }

  /** Resolves when nothing is left to be done. */
  idle(): Promise<void> {
    return this.#last;
  }

  /** Begins nothing more; resolves when what was begun is done. */
  close(): Promise<void> {
    this.#closed = true;
    return this.#last;
  }

  async #salt(account: NewClient): Promise<void> {
    const { storage, check, onSalted, log } = this.#options;
    const { username, md5Password } = account;
    if (this.#closed) return;
    try {
      const hash = await hashPassword(md5Password);
      const outcome = await storage.saltClient(account, hash);
      switch (outcome) {
        case 'salted':
          log.info({ username }, 'the password of a client is kept as a salted hash now');
          check.know(md5Password, hash);
          await onSalted();
          break;
        case 'changed':
          break;
        case 'unsupported':
          // Said once for every account; it stays as it is.
          log.warn(
            { username },
            'the password of a client can be kept as md5 only: the database has no table oe_client_secret; openeccp migrate makes it, and a restart uses it',
          );
          return;
      }
    } catch (error) {
      log.warn(
        { username, error },
        'the password of a client could not be salted; the next login tries again',
      );
    }
    this.#taken.delete(username);
  }
}
