import { timingSafeEqual } from 'node:crypto';
import type { AgentName, BreakRecord, Directory as DirectoryRows, Storage } from '@openeccp/core';
import { md5Hex } from '@openeccp/eccp';
import type { Authentication } from '../access/login-guard.js';

/** A refusal asks the database again at most this often. Milliseconds. */
const REREAD_MS = 1_000;

/** Master data in memory: who may connect, which agents exist and how they prove themselves. */
export class Directory {
  readonly #storage: Storage;
  readonly #now: () => number;
  #rows: DirectoryRows | undefined;
  #secrets = new Map<AgentName, string | null>();
  /** By user name: the schema allows several rows of one name, and each of their passwords is good. */
  #accounts = new Map<string, readonly string[]>();
  #readAt = Number.NEGATIVE_INFINITY;
  #reading: Promise<unknown> = Promise.resolve();

  constructor(storage: Storage, now: () => number) {
    this.#storage = storage;
    this.#now = now;
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
    if (this.#matches(username, password)) return 'accepted';
    try {
      if (this.#now() - this.#readAt >= REREAD_MS) await this.reload();
      else await this.#reading;
    } catch {
      return 'unreadable';
    }
    return this.#matches(username, password) ? 'accepted' : 'refused';
  }

  async #read(signal: AbortSignal | undefined): Promise<DirectoryRows> {
    const rows = await this.#storage.loadDirectory(signal === undefined ? {} : { signal });
    this.#rows = rows;
    this.#secrets = new Map(rows.secrets.map(({ name, eccpPassword }) => [name, eccpPassword]));
    const accounts = new Map<string, string[]>();
    for (const { username, md5Password } of rows.clients) {
      accounts.set(username, [...(accounts.get(username) ?? []), md5Password]);
    }
    this.#accounts = accounts;
    return rows;
  }

  #matches(username: string, password: string): boolean {
    const hash = md5Hex(password);
    return (this.#accounts.get(username) ?? []).some(
      (stored) => same(stored, password.toLowerCase()) || same(stored, hash),
    );
  }
}

function same(one: string, other: string): boolean {
  const a = Buffer.from(one.toLowerCase());
  const b = Buffer.from(other);
  return a.length === b.length && timingSafeEqual(a, b);
}
