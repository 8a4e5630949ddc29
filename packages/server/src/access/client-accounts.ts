import { timingSafeEqual } from 'node:crypto';
import type { ClientAccount } from '@openeccp/core';
import { md5Hex } from '@openeccp/eccp';
import type { PasswordCheck } from './password-check.js';

/** `salted` and `md5` say how the password is kept. */
export type PasswordMatch =
  | { readonly kind: 'salted' }
  | { readonly kind: 'md5'; readonly username: string; readonly md5Password: string }
  | { readonly kind: 'none' }
  | { readonly kind: 'busy' };

/** What an md5 that no password has is checked against, so that names which exist take no longer than others. */
const NOBODY = 'nobody';

const MD5 = /^[0-9a-f]{32}$/;

/** Accounts by user name: the schema allows several rows of one name, and each of their passwords is good. */
export class ClientAccounts {
  readonly #byName = new Map<string, readonly ClientAccount[]>();
  /** The hash of any account that has one. */
  readonly #anyHash: string | undefined;
  readonly #check: PasswordCheck;

  constructor(accounts: readonly ClientAccount[], check: PasswordCheck) {
    this.#check = check;
    for (const account of accounts) {
      this.#byName.set(account.username, [...(this.#byName.get(account.username) ?? []), account]);
    }
    this.#anyHash = accounts.find((account) => account.kind === 'salted')?.hash;
  }

  /** The accounts of one name. */
  of(username: string): readonly ClientAccount[] {
    return this.#byName.get(username) ?? [];
  }

  /** @param forms what was sent as password, as the md5s that it may mean */
  async match(username: string, forms: readonly string[]): Promise<PasswordMatch> {
    const accounts = this.of(username);
    for (const account of accounts) {
      if (account.kind === 'md5' && forms.some((form) => same(account.md5Password, form))) return account;
    }
    const hashes = accounts.flatMap((account) => (account.kind === 'salted' ? [account.hash] : []));
    const hashable = forms.filter((form) => MD5.test(form));
    for (const hash of hashes) {
      for (const form of hashable) {
        const answer = await this.#check.ask(form, hash);
        if (answer === 'busy') return { kind: 'busy' };
        if (answer === 'right') return { kind: 'salted' };
      }
    }
    if (accounts.length === 0 && this.#anyHash !== undefined) {
      for (const form of hashable) await this.#check.ask(`${NOBODY}${form}`, this.#anyHash);
    }
    return { kind: 'none' };
  }
}

/**
 * The md5s that a password may mean (ECCP §5.1): its own, or itself where clients may send the md5. The likelier one is
 * first.
 *
 * @param acceptMd5 whether it may be an md5 already
 */
export function formsOf(password: string, acceptMd5: boolean): readonly string[] {
  const own = md5Hex(password);
  if (!acceptMd5) return [own];
  const sent = password.toLowerCase();
  return MD5.test(sent) ? [sent, own] : [own, sent];
}

function same(one: string, other: string): boolean {
  const a = Buffer.from(one.toLowerCase());
  const b = Buffer.from(other);
  return a.length === b.length && timingSafeEqual(a, b);
}
