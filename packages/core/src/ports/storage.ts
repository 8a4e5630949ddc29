import type { AgentName } from '../agent/agent.js';
import type { RowIds } from '../floor/floor.js';
import type { AgentRecord, BreakRecord, QueueRecord } from './records.js';
import type { RowsInUse } from './rows-in-use.js';
import type { StorageWrite } from './storage-write.js';

/** An account of table `eccp_authorized_clients`, and how its password is kept. */
export type ClientAccount =
  | {
      readonly kind: 'md5';
      readonly username: string;
      /** Lower-case hex md5 of the password. */
      readonly md5Password: string;
    }
  | {
      readonly kind: 'salted';
      readonly username: string;
      /** A salted hash of that md5. */
      readonly hash: string;
    }
  /** Its salted hash is gone: it needs another password. */
  | { readonly kind: 'lost'; readonly username: string };

/** An account as it is put into the table. */
export interface NewClient {
  readonly username: string;
  /** Lower-case hex md5 of the password. */
  readonly md5Password: string;
}

/** What an agent proves itself with: `null` accepts any hash (ECCP §5.3). */
export interface AgentSecret {
  readonly name: AgentName;
  readonly eccpPassword: string | null;
}

/** Everything that the server keeps in memory of the database's master data. */
export interface Directory {
  readonly agents: readonly AgentRecord[];
  readonly secrets: readonly AgentSecret[];
  readonly breaks: readonly BreakRecord[];
  readonly queues: readonly QueueRecord[];
  readonly clients: readonly ClientAccount[];
}

/** A new agent, as `openeccp agent add` makes it. */
export interface NewAgent {
  readonly name: AgentName;
  readonly displayName: string;
  /** Digits typed on the phone; kept as the existing schema keeps it. */
  readonly phonePassword: string;
  readonly eccpPassword: string | null;
}

export interface CallOptions {
  readonly signal?: AbortSignal;
}

/** Port to the `call_center` database. Every method rejects only on broken I/O. */
export interface Storage {
  /** Reads all master data at once. */
  loadDirectory(options?: CallOptions): Promise<Directory>;
  /** Next free ids above the tables' maxima. */
  nextRowIds(options?: CallOptions): Promise<RowIds>;
  /**
   * Closes what a previous run left open: `current_*` rows go, open `call_entry` rows become `fin-monitoreo`, open
   * `calls` rows are finished if an agent had the call and failed if not, open `audit` rows end at the last thing known
   * of them (database.md §8). Rows that the server goes on with stay as they are.
   */
  closeLeftovers(now: number, inUse?: RowsInUse, options?: CallOptions): Promise<LeftoverReport>;
  /** Carries out the writes in order, all or none. */
  apply(writes: readonly StorageWrite[], options?: CallOptions): Promise<void>;

  listClients(options?: CallOptions): Promise<readonly ClientAccount[]>;
  /** Adds the account or replaces its password. */
  putClient(account: NewClient, options?: CallOptions): Promise<'added' | 'replaced'>;
  /**
   * Keeps a salted hash in place of the md5 of an account. `changed` when it has another by now, `unsupported` when
   * the database has no table for it (`openeccp migrate`).
   */
  saltClient(
    account: NewClient,
    hash: string,
    options?: CallOptions,
  ): Promise<'salted' | 'changed' | 'unsupported'>;
  removeClient(username: string, options?: CallOptions): Promise<boolean>;

  /** Refuses a second active agent of the same name. */
  addAgent(agent: NewAgent, options?: CallOptions): Promise<'added' | 'exists'>;
  /** Marks the agent inactive; its history stays. */
  removeAgent(name: AgentName, options?: CallOptions): Promise<boolean>;

  /** Monitors a queue: its calls are followed. Refuses a second active row of the same name. */
  addQueue(name: string, options?: CallOptions): Promise<'added' | 'exists'>;
  /** Stops monitoring; the history stays. */
  removeQueue(name: string, options?: CallOptions): Promise<boolean>;

  /** A query that needs the database: resolves when it answers. */
  ping(options?: CallOptions): Promise<void>;
  close(): Promise<void>;
}

/** What {@link Storage.closeLeftovers} found. Row counts. */
export interface LeftoverReport {
  readonly currentCalls: number;
  readonly calls: number;
  readonly audits: number;
}
