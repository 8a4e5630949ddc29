import { timingSafeEqual } from 'node:crypto';
import type { AgentName, BreakRecord, Directory as DirectoryRows, Storage } from '@openeccp/core';
import { md5Hex } from '@openeccp/eccp';

/** Master data in memory: who may connect, which agents exist and how they prove themselves. */
export class Directory {
  readonly #storage: Storage;
  readonly #now: () => number;
  #rows: DirectoryRows | undefined;
  #secrets = new Map<AgentName, string | null>();
  #accounts = new Map<string, string>();
  #readAt = Number.NEGATIVE_INFINITY;

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
  async reload(signal?: AbortSignal): Promise<DirectoryRows> {
    const rows = await this.#storage.loadDirectory(signal === undefined ? {} : { signal });
    this.#readAt = this.#now();
    this.#rows = rows;
    this.#secrets = new Map(rows.secrets.map(({ name, eccpPassword }) => [name, eccpPassword]));
    this.#accounts = new Map(rows.clients.map(({ username, md5Password }) => [username, md5Password]));
    return rows;
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
   * accounts are added while the server runs; at most once a second, so that guessing costs no database.
   */
  async authenticate(username: string, password: string): Promise<boolean> {
    if (this.#matches(username, password)) return true;
    if (this.#now() - this.#readAt < 1_000) return false;
    await this.reload();
    return this.#matches(username, password);
  }

  #matches(username: string, password: string): boolean {
    const stored = this.#accounts.get(username);
    if (stored === undefined) return false;
    return same(stored, password.toLowerCase()) || same(stored, md5Hex(password));
  }
}

function same(one: string, other: string): boolean {
  const a = Buffer.from(one.toLowerCase());
  const b = Buffer.from(other);
  return a.length === b.length && timingSafeEqual(a, b);
}
