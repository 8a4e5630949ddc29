import {
  type Call,
  type CallMark,
  type CallRow,
  type CallScope,
  callKey,
  isEnd,
  markAfter,
  markBefore,
  markOf,
  type QueueName,
  type QueueRecord,
  rowOf,
  type StorageWrite,
} from '@openeccp/core';
import { localDay } from './local-day.js';

/** A call of this run, and what it counts as now. */
export interface CountedCall {
  readonly row: CallRow;
  readonly scope: CallScope;
  readonly mark: CallMark;
}

/** A call that counts otherwise from now on. */
export interface Recount {
  readonly row: CallRow;
  readonly scope: CallScope;
  /** Undefined for a new call, and for a contact that was never dialled. */
  readonly from: CallMark | undefined;
  readonly to: CallMark;
}

/**
 * Calls that are over and remembered all the same, because one may meet another agent. It is more than the
 * write-behind holds, so what is forgotten is in the database.
 */
const REMEMBERED = 50_000;

/** Remembers what every call of this run counts as: what is written tells only what becomes of it. */
export class CountedCalls {
  readonly #queues: () => Iterable<QueueRecord>;
  readonly #live = new Map<string, CountedCall>();
  /** The one that ended last is the last. */
  readonly #over = new Map<string, CountedCall>();
  /** The next one to be forgotten. One iterator for good: each new one would step over all that have been deleted. */
  readonly #oldest = this.#over.keys();

  /** @param queues those whose callers are followed now */
  constructor(queues: () => Iterable<QueueRecord>) {
    this.#queues = queues;
  }

  /** Remembers calls that were there before this run. */
  adopt(calls: Iterable<Call>): void {
    for (const call of calls) {
      const { origin, queue } = call;
      const scope = scopeOf(origin, queue);
      if (scope !== undefined)
        this.#remember({ row: rowOf(call), scope, mark: markOf(call, localDay) }, false);
    }
  }

  /** All that are remembered. */
  *all(): Iterable<CountedCall> {
    yield* this.#live.values();
    yield* this.#over.values();
  }

  /** How the write changes the counts; undefined if it doesn't. */
  take(write: StorageWrite): Recount | undefined {
    if (!('row' in write)) return undefined;
    const { row } = write;
    const known = this.#live.get(callKey(row)) ?? this.#over.get(callKey(row));
    const to = markAfter(write, known?.mark, localDay);
    const scope = known?.scope ?? this.#scopeOf(write);
    if (to === undefined || scope === undefined) return undefined;
    this.#remember({ row, scope, mark: to }, isEnd(write));
    return { row, scope, from: known?.mark ?? this.#before(write), to };
  }

  #scopeOf(write: StorageWrite): CallScope | undefined {
    switch (write.kind) {
      case 'call-placed':
        return { kind: 'outgoing', campaignId: write.campaignId };
      case 'call-joined': {
        if (write.campaignId !== undefined) return { kind: 'incoming', campaignId: write.campaignId };
        for (const { rowId, name } of this.#queues()) {
          if (rowId === write.queueRowId) return { kind: 'queue', queue: name };
        }
        return undefined;
      }
      default:
        return undefined;
    }
  }

  #before(write: StorageWrite): CallMark | undefined {
    if (write.kind !== 'call-placed' || write.before === undefined) return undefined;
    return markBefore(write.before, localDay);
  }

  #remember(call: CountedCall, over: boolean): void {
    const key = callKey(call.row);
    this.#live.delete(key);
    this.#over.delete(key);
    if (!over) {
      this.#live.set(key, call);
      return;
    }
    this.#over.set(key, call);
    if (this.#over.size <= REMEMBERED) return;
    const { value: oldest } = this.#oldest.next();
    if (oldest !== undefined) this.#over.delete(oldest);
  }
}

function scopeOf({ kind, campaignId }: Call['origin'], queue: QueueName | undefined): CallScope | undefined {
  if (campaignId !== undefined) return { kind, campaignId };
  return queue === undefined ? undefined : { kind: 'queue', queue };
}
