import type {
  ActivityStore,
  AgentActivity,
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
} from '@openeccp/core';
import type { Clock } from '../runtime/clock.js';
import { SharedReads } from './shared-reads.js';

export interface CampaignReadsOptions {
  readonly store: CampaignStore & ActivityStore;
  readonly clock: Clock;
  /** Resolves when what has been asked to be written is written, or a moment later all the same. */
  readonly written: () => Promise<unknown>;
}

/**
 * Reads campaigns, their log and what agents did from the database, the same only once at a time. Campaigns are at most
 * a second old; log and activity have everything that had happened when they were asked for. Every method rejects with
 * `DatabaseFailure`.
 */
export class CampaignReads implements CampaignStore, ActivityStore {
  readonly #store: CampaignStore & ActivityStore;
  readonly #written: () => Promise<unknown>;
  /** What other programs write. */
  readonly #settings: SharedReads;
  /** What this server writes. */
  readonly #history: SharedReads;

  constructor({ store, clock, written }: CampaignReadsOptions) {
    this.#store = store;
    this.#written = written;
    this.#settings = new SharedReads(clock);
    this.#history = new SharedReads(clock);
  }

  /** Something is going to be written. */
  noteWrite(): void {
    this.#history.outdate();
  }

  close(): void {
    this.#settings.close();
    this.#history.close();
  }

  listCampaigns(filter: CampaignFilter): Promise<readonly ListedCampaign[]> {
    return this.#settings.read(keyOf('campaigns', filter), (signal) =>
      this.#store.listCampaigns(filter, { signal }),
    );
  }

  campaign(kind: CampaignKind, id: number): Promise<CampaignResult> {
    return this.#settings.read(keyOf('campaign', kind, id), (signal) =>
      this.#store.campaign(kind, id, { signal }),
    );
  }

  campaignQueue(kind: CampaignKind, id: number): Promise<string | undefined> {
    return this.#settings.read(keyOf('queue', kind, id), (signal) =>
      this.#store.campaignQueue(kind, id, { signal }),
    );
  }

  queueScript(queue: string): Promise<string | undefined> {
    return this.#settings.read(keyOf('script', queue), (signal) =>
      this.#store.queueScript(queue, { signal }),
    );
  }

  listIncomingQueues(page?: Page): Promise<readonly IncomingQueue[]> {
    return this.#settings.read(keyOf('queues', page), (signal) =>
      this.#store.listIncomingQueues(page, { signal }),
    );
  }

  campaignLog(query: LogQuery): Promise<readonly LogEntry[]> {
    return this.#history.read(keyOf('log', query), async (signal) => {
      await this.#written();
      return this.#store.campaignLog(query, { signal });
    });
  }

  agentActivity(days: DayRange): Promise<readonly AgentActivity[]> {
    return this.#history.read(keyOf('activity', days), async (signal) => {
      await this.#written();
      return this.#store.agentActivity(days, { signal });
    });
  }
}

function keyOf(...question: readonly unknown[]): string {
  return JSON.stringify(question);
}
