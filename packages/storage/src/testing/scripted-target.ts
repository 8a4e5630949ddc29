import type { RowIds, StorageWrite } from '@openeccp/core';
import type { WriteTarget } from '../write-behind/batch-writer.js';
import { WriteBehind, type WriteBehindOptions } from '../write-behind/write-behind.js';
import { callJoined, incoming } from './sample-writes.js';
import { VirtualTimers } from './virtual-timers.js';

export const AWAY = Object.assign(new Error('gone'), { code: 'PROTOCOL_CONNECTION_LOST' });
export const LOCKED = Object.assign(new Error('locked'), { errno: 1205 });
export const REFUSED = Object.assign(new Error('no such agent'), { errno: 1452 });

/** A database that does as told: `fault` decides about each write. */
class ScriptedTarget implements WriteTarget {
  readonly written: StorageWrite[] = [];
  readonly attempts: (readonly StorageWrite[])[] = [];
  fault: (write: StorageWrite) => unknown = () => undefined;
  /** Whether a transaction is committed and nobody hears of it. */
  answerIsLost: () => boolean = () => false;
  ids: RowIds = { audit: 1, callEntry: 1, currentCallEntry: 1, currentCalls: 1, progress: 1 };
  /** Holds every `apply` up until it resolves. */
  gate: Promise<void> = Promise.resolve();

  async apply(writes: readonly StorageWrite[]): Promise<void> {
    this.attempts.push(writes);
    await this.gate;
    for (const write of writes) {
      const error = this.fault(write);
      if (error !== undefined) throw error;
    }
    this.written.push(...writes);
    if (this.answerIsLost()) throw AWAY;
  }

  async nextRowIds(): Promise<RowIds> {
    return this.ids;
  }
}

/** A queue before a {@link ScriptedTarget}, its time, and what it gave up. */
export function start(options: Partial<WriteBehindOptions> = {}) {
  const target = new ScriptedTarget();
  const timers = new VirtualTimers();
  const dead: { write: StorageWrite; error: unknown }[] = [];
  const queue = new WriteBehind({
    storage: target,
    timers,
    onDeadLetter: ({ write, error }) => dead.push({ write, error }),
    ...options,
  });
  return { target, timers, dead, queue };
}

/** Callers that joined, each with the row of that id. */
export const joined = (...ids: number[]): StorageWrite[] =>
  ids.map((id) => callJoined({ row: incoming(id) }));

/** The row that a write is about, or that it inserts. */
export function idOf(write: StorageWrite): number {
  return 'id' in write ? write.id : write.row.id;
}
