import type { QueuedWrite } from './queued-write.js';

/** Writes of one key, in the order in which they must reach the database. */
interface Lane {
  readonly writes: QueuedWrite[];
  deferred: boolean;
}

/** Queued writes by their order key: in order inside a lane, lanes independent of each other. */
export class WriteLanes {
  readonly #lanes = new Map<string, Lane>();
  #size = 0;

  get size(): number {
    return this.#size;
  }

  add(write: QueuedWrite): void {
    this.#lane(write.key).writes.push(write);
    this.#size++;
  }

  /** Takes up to `limit` writes of lanes that aren't deferred. A lane that isn't emptied goes behind the others. */
  take(limit: number): QueuedWrite[] {
    const batch: QueuedWrite[] = [];
    for (const [key, lane] of [...this.#ready(limit)]) {
      const taken = lane.writes.splice(0, limit - batch.length);
      batch.push(...taken);
      this.#lanes.delete(key);
      if (lane.writes.length > 0) this.#lanes.set(key, lane);
      if (batch.length === limit) break;
    }
    this.#size -= batch.length;
    return batch;
  }

  /** Puts taken writes back in front of those that came later. */
  putBack(writes: readonly QueuedWrite[]): void {
    const byKey = new Map<string, QueuedWrite[]>();
    for (const write of writes) {
      const key = write.key;
      byKey.set(key, [...(byKey.get(key) ?? []), write]);
    }
    for (const [key, earlier] of byKey) this.#lane(key).writes.unshift(...earlier);
    this.#size += writes.length;
  }

  /** Leaves a lane out until it is resumed. */
  defer(key: string): void {
    this.#lane(key).deferred = true;
  }

  resume(key: string): void {
    this.#lane(key).deferred = false;
  }

  /** How many writes each lane holds, or the one that is asked about. */
  counts(only?: string): Map<string, number> {
    const counts = new Map<string, number>();
    const lanes = only === undefined ? this.#lanes : [[only, this.#lanes.get(only)] as const];
    for (const [key, lane] of lanes) {
      if (lane !== undefined && lane.writes.length > 0) counts.set(key, lane.writes.length);
    }
    return counts;
  }

  /** Empties all lanes, deferred ones too. */
  drain(): QueuedWrite[] {
    const writes = [...this.#lanes.values()].flatMap((lane) => lane.writes);
    this.#lanes.clear();
    this.#size = 0;
    return writes;
  }

  #lane(key: string): Lane {
    const known = this.#lanes.get(key);
    if (known !== undefined) return known;
    const lane = { writes: [], deferred: false };
    this.#lanes.set(key, lane);
    return lane;
  }

  /** No more lanes than can be taken from are looked at. */
  *#ready(limit: number): Iterable<[string, Lane]> {
    let count = 0;
    for (const entry of this.#lanes) {
      if (entry[1].deferred) continue;
      yield entry;
      if (++count === limit) return;
    }
  }
}
