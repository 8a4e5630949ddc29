import type {
  ActivityStore,
  AgentActivity,
  AgentName,
  CallOptions,
  CallRow,
  CallStore,
  CampaignFilter,
  CampaignKind,
  CampaignResult,
  CampaignStore,
  ClientAccount,
  ContactsSeen,
  DayRange,
  Directory,
  IncomingQueue,
  LeftoverReport,
  ListedCampaign,
  LogEntry,
  LogQuery,
  NewAgent,
  NewClient,
  Page,
  RowIds,
  RowsInUse,
  SettingsReading,
  SettingsStore,
  Storage,
  StorageWrite,
  TallyChanges,
  TallySeed,
  TallyStore,
} from '@openeccp/core';
import { NO_ROWS } from '@openeccp/core';
import { sql } from 'kysely';
import { type Database, snapshot, transaction } from './connection/database.js';
import type { DeadLetterStore } from './dead-letters/dead-letter-store.js';
import { sqlDeadLetters } from './dead-letters/sql-dead-letters.js';
import { failureKind } from './failure-kind.js';
import { checkSchema, type Schema } from './schema/check-schema.js';
import type { Dialect } from './schema/dialect.js';
import { readAgentActivity } from './sql/agent-activity.js';
import { addAgent, removeAgent } from './sql/agents.js';
import { type Run, sqlCallStore } from './sql/calls/call-store.js';
import { readCampaign, readCampaignQueue } from './sql/campaign.js';
import { readCampaignLog } from './sql/campaign-log.js';
import { readCenterSettings } from './sql/center-settings.js';
import { listClients, putClient, removeClient, saltClient } from './sql/clients.js';
import { closeLeftovers } from './sql/close-leftovers.js';
import { loadDirectory } from './sql/directory.js';
import { IdBounds } from './sql/id-bounds.js';
import { listIncomingQueues } from './sql/incoming-queues.js';
import { listCampaigns } from './sql/list-campaigns.js';
import { nextRowIds } from './sql/next-row-ids.js';
import { readQueueScript } from './sql/queue-script.js';
import { addQueue, removeQueue } from './sql/queues.js';
import { loadTallies } from './sql/tallies.js';
import { readTallyChanges } from './sql/tally-changes.js';
import { applyWrite } from './sql/writes/apply-write.js';
import { StorageError } from './storage-error.js';

/** The storage port on a SQL database. Rejects with {@link StorageError} or the driver's own error. */
export class SqlStorage implements Storage, CampaignStore, ActivityStore, TallyStore, SettingsStore {
  readonly database: Database;
  /** What is stored about single calls. */
  readonly calls: CallStore;
  /** Writes that were given up. */
  readonly deadLetters: DeadLetterStore;
  /** The schema as found; read again after a lost connection or a refusal, for it may have been changed. */
  #schema: Schema | undefined;
  #losses: number;
  readonly #bounds = new IdBounds();
  #closed = false;

  constructor(database: Database, schema?: Schema) {
    this.database = database;
    const run: Run = (options, work) => this.#run(options, work);
    this.calls = sqlCallStore(database, run);
    this.deadLetters = sqlDeadLetters(database, run);
    this.#schema = schema;
    this.#losses = database.losses;
  }

  /** What kind of existing database this is. */
  dialect(options?: CallOptions): Promise<Dialect> {
    return this.#run(options, async ({ dialect }) => dialect);
  }

  loadDirectory(options?: CallOptions): Promise<Directory> {
    return this.#run(options, ({ catalog }) => loadDirectory(this.database.db, catalog, Date.now()));
  }

  nextRowIds(options?: CallOptions): Promise<RowIds> {
    return this.#run(options, ({ catalog }) => nextRowIds(this.database.db, catalog));
  }

  closeLeftovers(now: number, inUse: RowsInUse = NO_ROWS, options?: CallOptions): Promise<LeftoverReport> {
    return this.#run(options, ({ catalog }) => closeLeftovers(this.database, catalog, inUse, now));
  }

  apply(writes: readonly StorageWrite[], options?: CallOptions): Promise<void> {
    return this.#run(options, (schema) =>
      transaction(this.database, async (connection) => {
        const { kind } = this.database;
        for (const write of writes) await applyWrite(write, { connection, kind, ...schema });
      }),
    );
  }

  listClients(options?: CallOptions): Promise<readonly ClientAccount[]> {
    return this.#run(options, ({ catalog }) => listClients(this.database.db, catalog));
  }

  putClient(account: NewClient, options?: CallOptions): Promise<'added' | 'replaced'> {
    return this.#run(options, ({ catalog }) => putClient(this.database, catalog, account));
  }

  saltClient(
    account: NewClient,
    hash: string,
    options?: CallOptions,
  ): Promise<'salted' | 'changed' | 'unsupported'> {
    return this.#run(options, ({ catalog }) => saltClient(this.database, catalog, account, hash));
  }

  removeClient(username: string, options?: CallOptions): Promise<boolean> {
    return this.#run(options, ({ catalog }) => removeClient(this.database, catalog, username));
  }

  addAgent(agent: NewAgent, options?: CallOptions): Promise<'added' | 'exists'> {
    return this.#run(options, ({ catalog }) => addAgent(this.database, catalog, agent));
  }

  removeAgent(name: AgentName, options?: CallOptions): Promise<boolean> {
    return this.#run(options, () => removeAgent(this.database, name));
  }

  addQueue(name: string, options?: CallOptions): Promise<'added' | 'exists'> {
    return this.#run(options, ({ catalog }) => addQueue(this.database, catalog, name));
  }

  removeQueue(name: string, options?: CallOptions): Promise<boolean> {
    return this.#run(options, ({ catalog }) => removeQueue(this.database, catalog, name));
  }

  listCampaigns(filter: CampaignFilter, options?: CallOptions): Promise<readonly ListedCampaign[]> {
    return this.#run(options, ({ catalog }) => listCampaigns(this.database.db, catalog, filter));
  }

  campaign(kind: CampaignKind, id: number, options?: CallOptions): Promise<CampaignResult> {
    return this.#run(options, (schema) => readCampaign(this.database.db, schema, kind, id));
  }

  campaignQueue(kind: CampaignKind, id: number, options?: CallOptions): Promise<string | undefined> {
    return this.#run(options, ({ catalog }) => readCampaignQueue(this.database.db, catalog, kind, id));
  }

  queueScript(queue: string, options?: CallOptions): Promise<string | undefined> {
    return this.#run(options, ({ catalog }) => readQueueScript(this.database.db, catalog, queue));
  }

  listIncomingQueues(page?: Page, options?: CallOptions): Promise<readonly IncomingQueue[]> {
    return this.#run(options, () => listIncomingQueues(this.database.db, page));
  }

  campaignLog(query: LogQuery, options?: CallOptions): Promise<readonly LogEntry[]> {
    return this.#run(options, (schema) => readCampaignLog(this.database.db, schema, this.#bounds, query));
  }

  agentActivity(days: DayRange, options?: CallOptions): Promise<readonly AgentActivity[]> {
    return this.#run(options, ({ dialect }) => readAgentActivity(this.database, dialect, this.#bounds, days));
  }

  loadTallies(except: () => readonly CallRow[], options?: CallOptions): Promise<TallySeed> {
    return this.#run(options, ({ dialect }) =>
      snapshot(this.database, (connection) => loadTallies(connection, dialect, except())),
    );
  }

  tallyChanges(since: ContactsSeen, options?: CallOptions): Promise<TallyChanges> {
    return this.#run(options, ({ dialect }) => readTallyChanges(this.database.db, dialect, since));
  }

  settings(options?: CallOptions): Promise<SettingsReading> {
    return this.#run(options, ({ catalog }) => readCenterSettings(this.database.db, catalog));
  }

  ping(options?: CallOptions): Promise<void> {
    return this.#run(options, async () => {
      await sql`select 1`.execute(this.database.db);
    });
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    await this.database.close();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  /** `signal` ends the wait; a statement that is under way ends by its own deadline. */
  async #run<T>(options: CallOptions | undefined, work: (schema: Schema) => Promise<T>): Promise<T> {
    options?.signal?.throwIfAborted();
    if (this.#closed) throw new StorageError('closed', `${this.database.where} is closed.`);
    const { losses } = this.database;
    try {
      return await untilAborted(this.#attempt(options, work), options?.signal);
    } catch (error) {
      if (error instanceof StorageError) {
        // What a migration makes may be there the next time.
        if (error.code === 'not-migrated') this.#schema = undefined;
        throw error;
      }
      if (losses === this.database.losses) throw error;
      // The new connection may have met a changed schema: the failure says nothing about the request.
      throw new StorageError('unreachable', `${this.database.where} lost a connection.`, { cause: error });
    }
  }

  /** Once more with the schema as it is now, when the database refuses: tables may have gone or changed since it was read. */
  async #attempt<T>(options: CallOptions | undefined, work: (schema: Schema) => Promise<T>): Promise<T> {
    try {
      return await work(await this.#currentSchema());
    } catch (error) {
      if (error instanceof StorageError || failureKind(error) !== 'permanent') throw error;
      options?.signal?.throwIfAborted();
      this.#schema = undefined;
      return work(await this.#currentSchema());
    }
  }

  async #currentSchema(): Promise<Schema> {
    if (this.#schema !== undefined && this.#losses === this.database.losses) return this.#schema;
    this.#losses = this.database.losses;
    this.#schema = await checkSchema(this.database);
    return this.#schema;
  }
}

function untilAborted<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return work;
  return new Promise((resolve, reject) => {
    const abort = (): void => reject(signal.reason);
    signal.addEventListener('abort', abort, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}
