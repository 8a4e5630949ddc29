import type { Call } from '../call/call.js';
import type { LocalDay } from '../ports/local-day.js';
import type { PreviousAttempt, StorageWrite } from '../ports/storage-write.js';
import { type CallCount, outgoingCount } from './call-counts.js';

/** What a call is counted as. */
export interface CallMark {
  readonly count: CallCount;
  /** Local day of dialling, or of joining the queue. */
  readonly day: LocalDay | undefined;
  /** Seconds of talk so far. Ignored, as is the wait, unless an agent has or had the call. */
  readonly talkS: number;
  /** Seconds in the queue before an agent had the call. */
  readonly waitS: number;
}

/** The local day of an instant, epoch milliseconds. */
export type DayOf = (at: number) => LocalDay;

/**
 * What a call counts as once the write is done, by the words that the write puts into its row (database.md §5).
 * Undefined if the write changes nothing about it, or if it goes on with a call that isn't known.
 */
export function markAfter(
  write: StorageWrite,
  mark: CallMark | undefined,
  dayOf: DayOf,
): CallMark | undefined {
  const becomes = (fields: Partial<CallMark>): CallMark | undefined => mark && { ...mark, ...fields };
  switch (write.kind) {
    case 'call-joined':
      return { count: 'onqueue', day: dayOf(write.at), talkS: 0, waitS: 0 };
    case 'call-placed':
      return { count: 'placing', day: dayOf(write.at), talkS: 0, waitS: 0 };
    case 'call-answered':
      return becomes({ count: 'ringing' });
    case 'call-failed':
      return becomes({ count: 'failure' });
    case 'call-unanswered':
      return becomes({ count: 'noanswer' });
    case 'call-queued':
      return becomes({ count: 'onqueue' });
    case 'call-linked':
      return becomes({ count: 'success', talkS: 0, waitS: write.waitedS });
    case 'call-held':
      return becomes({ count: write.held ? 'onhold' : 'success' });
    case 'call-ended':
      return becomes({ count: endOf(write), talkS: write.durationS });
    case 'call-taken':
      return becomes({ count: write.row.kind === 'incoming' ? 'finished' : 'success', waitS: write.waitedS });
    case 'call-abandoned':
      return becomes({ count: 'abandoned' });
    case 'call-lost':
      return becomes({ count: 'losttrack' });
    case 'open-session':
    case 'open-pause':
    case 'close-audit':
    case 'call-unlinked':
    case 'call-transferred':
    case 'recording':
    case 'progress':
      return undefined;
  }
}

/** What a call counts as that is going on. */
export function markOf(call: Call, dayOf: DayOf): CallMark {
  const { origin, joinedAt, linkedAt, talkedS, phase } = call;
  return {
    count: countOf(call),
    day: dayOf(origin.kind === 'outgoing' ? origin.dialledAt : joinedAt),
    talkS: phase.kind === 'released' ? talkedS : 0,
    waitS: linkedAt === undefined ? 0 : Math.floor((linkedAt - joinedAt) / 1000),
  };
}

function countOf({ phase, linkedAt, origin }: Call): CallCount {
  switch (phase.kind) {
    case 'placing':
      return phase.stage === 'answered' ? 'ringing' : 'placing';
    case 'waiting':
      return 'onqueue';
    case 'held':
      return 'onhold';
    case 'talking':
    case 'consulting':
      return 'success';
    case 'released':
      if (linkedAt === undefined) return 'abandoned';
      return origin.kind === 'incoming' ? 'finished' : 'success';
  }
}

/** Whether the write is the last one about a call, unless it meets another agent or is dialled again. */
export function isEnd({ kind }: StorageWrite): boolean {
  return ENDS.has(kind);
}

/** What the row of a contact counts as before it is dialled again; undefined for one that was never dialled. */
export function markBefore(before: PreviousAttempt, dayOf: DayOf): CallMark | undefined {
  const count = outgoingCount(before.status);
  if (count === undefined) return undefined;
  const day = before.dialledAt === undefined ? undefined : dayOf(before.dialledAt);
  return { count, day, talkS: 0, waitS: 0 };
}

const ENDS: ReadonlySet<StorageWrite['kind']> = new Set([
  'call-failed',
  'call-unanswered',
  'call-ended',
  'call-taken',
  'call-abandoned',
  'call-lost',
]);

function endOf({ row, short }: StorageWrite & { readonly kind: 'call-ended' }): CallCount {
  if (row.kind === 'incoming') return 'finished';
  return short ? 'shortcall' : 'success';
}
