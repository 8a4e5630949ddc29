import { randomBytes } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { AgentName, BreakRecord, Directory as DirectoryRows, NewClient, Storage } from '@openeccp/core';
import { ClientAccounts, formsOf, type PasswordMatch } from '../access/client-accounts.js';
import type { Authentication } from '../access/login-guard.js';
import { PasswordCheck } from '../access/password-check.js';

/** A refusal asks the database again at most this often. Milliseconds. */
const REREAD_MS = 1_000;

/** Stands in for a password that no client can have. */
const NOBODY_KNOWS = randomBytes(32).toString('hex');

/** What counts as a password. */
export interface PasswordRules {
  /** Whether a client may send the md5 in place of the password (ECCP §5.1). */
  readonly acceptMd5: boolean;
  /** Whether anybody may act for an agent whose row has no ECCP password (ECCP §5.3). */
  readonly acceptNoAgentPassword: boolean;
  readonly check: PasswordCheck;
  /** Told when somebody has logged in whose password is kept as an md5. */
  readonly onMd5Login?: ((account: NewClient) => void) | undefined;
}

/** Master data in memory: who may connect, which agents exist and how they prove themselves. */
export class Directory {
  readonly #storage: Storage;
  readonly #now: () => number;
  #rows: DirectoryRows | undefined;
  #secrets = new Map<AgentName, string | null>();
  readonly #rules: PasswordRules;
  #accounts: ClientAccounts;
  #readAt = Number.NEGATIVE_INFINITY;
  #reading: Promise<unknown> = Promise.resolve();

  constructor(
    storage: Storage,
    now: () => number,
    rules: PasswordRules = { acceptMd5: true, acceptNoAgentPassword: true, check: new PasswordCheck() },
  ) {
    this.#storage = storage;
    this.#now = now;
    this.#rules = rules;
    this.#accounts = new ClientAccounts([], rules.check);
  }

  /** False until the database has been read once: before that nobody can be told anything true. */
  get loaded(): boolean {
    return this.#rows !== undefined;
  }

  get rows(): DirectoryRows | undefined {
    return this.#rows;
  }

  get breaks(): readonly BreakRecord[] {
    return this.#rows?.breaks ?? [];
  }

  /** Reads everything anew. Rejects when the database can't be read; what was known stays. */
  reload(signal?: AbortSignal): Promise<DirectoryRows> {
    this.#readAt = this.#now();
    const reading = this.#read(signal);
    this.#reading = reading;
    return reading;
  }

  /** Whether an active agent row has this name. */
  hasAgent(name: AgentName): boolean {
    return this.#secrets.has(name);
  }

  /** What the agent's hash is made with: `null` accepts any; undefined when there is no such agent. */
  secretOf(name: AgentName): string | null | undefined {
    return this.#secrets.get(name);
  }

  /**
   * Whether an account with this password exists (ECCP §5.1). A refusal is checked against the table once more, for
   * accounts are added while the server runs. All refusals of a second share one reading, so that guessing costs no
   * database.
   */
  async authenticate(username: string, password: string): Promise<Authentication> {
    const forms = formsOf(password, this.#rules.acceptMd5);
    const before = this.#accounts;
    const match = await before.match(username, forms);
    if (match.kind !== 'none') return this.#outcomeOf(match);
    try {
      if (this.#now() - this.#readAt >= REREAD_MS) await this.reload();
      else await this.#reading;
    } catch {
      return 'unreadable';
    }
    if (isDeepStrictEqual(this.#accounts.of(username), before.of(username))) return 'refused';
    return this.#outcomeOf(await this.#accounts.match(username, forms));
  }

  #outcomeOf(match: PasswordMatch): Authentication {
    switch (match.kind) {
      case 'md5':
        this.#rules.onMd5Login?.(match);
        return 'accepted';
      case 'salted':
        return 'accepted';
      case 'none':
        return 'refused';
      case 'busy':
        return 'unreadable';
    }
  }

  async #read(signal: AbortSignal | undefined): Promise<DirectoryRows> {
    const rows = await this.#storage.loadDirectory(signal === undefined ? {} : { signal });
    this.#rows = rows;
    const missing = this.#rules.acceptNoAgentPassword ? null : NOBODY_KNOWS;
    this.#secrets = new Map(rows.secrets.map(({ name, eccpPassword }) => [name, eccpPassword ?? missing]));
    this.#accounts = new ClientAccounts(rows.clients, this.#rules.check);
    return rows;
  }
}
