import {
  type CallRow,
  callKey,
  isJoined,
  type QueueRecord,
  type StorageWrite,
  type TallyChanges,
  type TallySeed,
  type TallyStore,
  WAIT_INTERVALS,
  waitInterval,
} from '@openeccp/core';
import type { CountedCall } from '../services/calls-over.js';
import { CountedCalls } from '../services/counted-calls.js';

/** The queues of the test. */
export const FOLLOWED: readonly QueueRecord[] = [{ rowId: 1, name: '9000', campaigns: [] }];

/** A count of the database that the test leads through its stages. */
interface Load {
  readonly except: () => readonly CallRow[];
  readonly settle: (seed: TallySeed) => void;
  readonly fail: (error: Error) => void;
  seen?: readonly CountedCall[];
  left?: ReadonlySet<string>;
}

/** A database into which writes come one by one, each call's in order, and that counts as slowly as the test wants. */
export class SlowTallyStore implements TallyStore {
  readonly rows = new Map<string, CountedCall>();
  readonly queues = new Map<string, StorageWrite[]>();
  readonly loads: Load[] = [];
  changes: TallyChanges | undefined;
  readonly #contacts: number;
  readonly #calls: CountedCalls;

  /** @param contacts of campaign 1 */
  constructor(contacts: number) {
    this.#contacts = contacts;
    this.#calls = new CountedCalls(() => FOLLOWED);
  }

  loadTallies(except: () => readonly CallRow[]): Promise<TallySeed> {
    return new Promise((settle, fail) => this.loads.push({ except, settle, fail }));
  }

  async tallyChanges(): Promise<TallyChanges> {
    const changes = this.changes;
    this.changes = undefined;
    return (
      changes ?? {
        kind: 'contacts',
        added: [],
        recounted: [],
        seen: { upTo: this.#contacts, lists: new Map() },
      }
    );
  }

  enqueue(write: StorageWrite): void {
    if (!('row' in write)) return;
    const key = callKey(write.row);
    this.queues.set(key, [...(this.queues.get(key) ?? []), write]);
  }

  /** The next write of a call is done. */
  write(index: number): void {
    const waiting = [...this.queues.values()].filter((queue) => queue.length > 0);
    const write = waiting[index % Math.max(1, waiting.length)]?.shift();
    const recount = write && this.#calls.take(write);
    if (recount === undefined) return;
    this.rows.set(callKey(recount.row), { row: recount.row, scope: recount.scope, mark: recount.to });
  }

  /** The count that is under way comes to its next stage: its instant, the question, its arrival. */
  proceed(): void {
    const [load] = this.loads;
    if (load === undefined) return;
    if (load.seen === undefined) load.seen = [...this.rows.values()];
    else if (load.left === undefined) load.left = new Set(load.except().map(callKey));
    else {
      const { seen, left } = load;
      this.loads.shift();
      load.settle(
        seedOf(
          seen.filter(({ row }) => !left.has(callKey(row))),
          this.#contacts,
        ),
      );
    }
  }

  fail(): void {
    this.loads.shift()?.fail(new Error('away'));
  }
}

/** What a count of these calls comes to. */
export function seedOf(calls: readonly CountedCall[], contacts: number): TallySeed {
  return {
    rows: calls.map(({ scope, mark }) => {
      const { count, day, talkS, waitS } = mark;
      const joined = isJoined(count);
      const waits = Array.from({ length: WAIT_INTERVALS }, (_, i) =>
        joined && i === waitInterval(waitS) ? 1 : 0,
      );
      const talk = joined ? talkS : 0;
      return { scope, count, day, calls: 1, talkS: talk, longestTalkS: talk, waits };
    }),
    contacts: [{ campaignId: 1, owner: 1, contacts }],
    seen: { upTo: contacts, lists: new Map() },
  };
}
