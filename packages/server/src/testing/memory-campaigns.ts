import type {
  ActivityStore,
  AgentActivity,
  Campaign,
  CampaignFilter,
  CampaignKind,
  CampaignResult,
  CampaignStore,
  DayRange,
  IncomingQueue,
  ListedCampaign,
  LogEntry,
  LogQuery,
  Page,
  TallyChanges,
  TallySeed,
  TallyStore,
} from '@openeccp/core';

/** What a test's database has of campaigns. It answers with all it has and keeps what was asked. */
export class MemoryCampaigns implements CampaignStore, ActivityStore, TallyStore {
  campaigns: readonly Campaign[] = [];
  queues: readonly IncomingQueue[] = [];
  scripts: ReadonlyMap<string, string> = new Map();
  log: readonly LogEntry[] = [];
  activities: readonly AgentActivity[] = [];
  /** What other programs have done to the contacts since. */
  added: Extract<TallyChanges, { kind: 'contacts' }>['added'] = [];
  seed: TallySeed = { rows: [], contacts: [], seen: { upTo: 0, lists: new Map() } };
  /** What of a campaign can't be read. */
  unreadable: 'form-fields' | 'form-names' | undefined;
  /** Set while the database is away. */
  failure: Error | undefined;
  readonly asked: unknown[] = [];

  listCampaigns(filter: CampaignFilter): Promise<readonly ListedCampaign[]> {
    return this.#answer(filter, this.campaigns);
  }

  campaign(kind: CampaignKind, id: number): Promise<CampaignResult> {
    const campaign = this.#find(kind, id);
    if (campaign === undefined) return this.#answer([kind, id], { kind: 'not-found' });
    const { unreadable: part } = this;
    return this.#answer(
      [kind, id],
      part === undefined ? { kind: 'found', campaign } : { kind: 'unreadable', part },
    );
  }

  campaignQueue(kind: CampaignKind, id: number): Promise<string | undefined> {
    return this.#answer([kind, id], this.#find(kind, id)?.queue);
  }

  queueScript(queue: string): Promise<string | undefined> {
    return this.#answer(queue, this.scripts.get(queue));
  }

  listIncomingQueues(page?: Page): Promise<readonly IncomingQueue[]> {
    return this.#answer(page, this.queues);
  }

  campaignLog(query: LogQuery): Promise<readonly LogEntry[]> {
    return this.#answer(query, this.log);
  }

  agentActivity(days: DayRange): Promise<readonly AgentActivity[]> {
    return this.#answer(days, this.activities);
  }

  loadTallies(except: () => unknown): Promise<TallySeed> {
    except();
    return this.#answer('tallies', this.seed);
  }

  tallyChanges(): Promise<TallyChanges> {
    return this.#answer('changes', {
      kind: 'contacts',
      added: this.added,
      recounted: [],
      seen: this.seed.seen,
    });
  }

  #find(kind: CampaignKind, id: number): Campaign | undefined {
    return this.campaigns.find((one) => one.kind === kind && one.id === id);
  }

  async #answer<T>(question: unknown, answer: T): Promise<T> {
    this.asked.push(question);
    if (this.failure !== undefined) throw this.failure;
    return answer;
  }
}
