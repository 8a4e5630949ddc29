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
import { CallsOver, type CountedCall } from './calls-over.js';
import { localDay } from './local-day.js';

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
  readonly #over = new CallsOver(REMEMBERED);

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
    yield* this.#over;
  }

  /** How the write changes the counts; undefined if it doesn't. */
  take(write: StorageWrite): Recount | undefined {
    if (!('row' in write)) return undefined;
    const { row } = write;
    const known = this.#live.get(callKey(row)) ?? this.#over.get(row);
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
    if (over) {
      this.#live.delete(key);
      this.#over.put(call);
    } else {
      this.#over.forget(call.row);
      this.#live.set(key, call);
    }
  }
}

function scopeOf({ kind, campaignId }: Call['origin'], queue: QueueName | undefined): CallScope | undefined {
  if (campaignId !== undefined) return { kind, campaignId };
  return queue === undefined ? undefined : { kind: 'queue', queue };
}
