import type { CallScope } from '../ports/call-scope.js';
import type { LocalDay } from '../ports/local-day.js';
import type { ContactCount, ContactsSeen, TallyChanges, TallySeed } from '../ports/tally-store.js';
import {
  type CallCount,
  INCOMING_COUNTS,
  type IncomingCount,
  OUTGOING_COUNTS,
  type OutgoingCount,
} from './call-counts.js';
import type { CallMark } from './call-mark.js';
import { WAIT_INTERVALS } from './queue-wait.js';
import { TallyCell } from './tally-cell.js';

/** Seconds. */
export interface TalkTime {
  readonly totalS: number;
  readonly longestS: number;
}

export interface Tally<Count extends string> {
  /** Every counter, zeros included. */
  readonly calls: Readonly<Record<Count, number>>;
  /** Of the calls that agents had. */
  readonly talk: TalkTime;
}

export interface QueueWaits {
  /** {@link WAIT_INTERVALS} numbers of calls that agents had. */
  readonly joined: readonly number[];
  readonly abandoned: number;
}

const NOTHING_SEEN: ContactsSeen = { upTo: 0, lists: new Map() };

/**
 * How many calls each campaign, and each queue outside campaigns, has in which state: `getcampaignstatus` and
 * `getcampaignqueuewait` are answered from here and not from a million rows (ECCP §8.5).
 *
 * Contacts that were never dialled are not counted one by one: they are the contacts less all others. So an upload is
 * one number, and it doesn't matter whether it is heard of before or after its first contact is dialled.
 */
export class CallTally {
  readonly #scopes = new Map<string, Map<string, TallyCell>>();
  readonly #contacts = new Map<number, ContactCount>();
  #seen: ContactsSeen = NOTHING_SEEN;

  /** Up to where the contacts are counted: what {@link TallyStore.tallyChanges} is to be asked with. */
  get seen(): ContactsSeen {
    return this.#seen;
  }

  /** Begins anew with what the database has. */
  seed({ rows, contacts, seen }: TallySeed): void {
    this.#scopes.clear();
    this.#contacts.clear();
    for (const row of rows) this.#cell(row.scope, row.count, row.day).addRow(row);
    for (const count of contacts) this.#contacts.set(count.owner, count);
    this.#seen = seen;
  }

  /** Takes in what other programs did. Answers false if only a new {@link seed} tells the truth. */
  apply(changes: TallyChanges): boolean {
    if (changes.kind === 'removed') return false;
    for (const count of changes.added) {
      const contacts = (this.#contacts.get(count.owner)?.contacts ?? 0) + count.contacts;
      this.#contacts.set(count.owner, { ...count, contacts });
    }
    for (const count of changes.recounted) this.#contacts.set(count.owner, count);
    this.#seen = changes.seen;
    return true;
  }

  /**
   * A call is counted otherwise than before. `from` is undefined for a call that is new or was never dialled, `to` for
   * one that is gone. What isn't counted can't be taken away: counters never fall below zero.
   */
  move(scope: CallScope, from: CallMark | undefined, to: CallMark | undefined): void {
    if (from !== undefined) this.#cell(scope, from.count, from.day).remove(from);
    if (to !== undefined) this.#cell(scope, to.count, to.day).add(to);
  }

  /** Calls of an outgoing campaign, or only those dialled on that day or later; then none is pending. */
  outgoing(campaignId: number, since?: LocalDay): Tally<OutgoingCount> {
    const tally = this.#sum({ kind: 'outgoing', campaignId }, OUTGOING_COUNTS, since);
    if (since !== undefined) return tally;
    let pending = 0;
    for (const owner of this.#contacts.values()) {
      if (owner.campaignId === campaignId) pending += owner.contacts;
    }
    for (const calls of Object.values(tally.calls)) pending -= calls;
    return { ...tally, calls: { ...tally.calls, pending: Math.max(0, pending) } };
  }

  /** Incoming calls of a campaign or of a queue outside campaigns, or only those that came on that day or later. */
  incoming(scope: CallScope, since?: LocalDay): Tally<IncomingCount> {
    return this.#sum(scope, INCOMING_COUNTS, since);
  }

  /** How long calls waited, over the whole life of the campaign. */
  queueWaits(scope: CallScope): QueueWaits {
    const joined = new Array<number>(WAIT_INTERVALS).fill(0);
    let abandoned = 0;
    for (const cell of this.#scopes.get(scopeKey(scope))?.values() ?? []) {
      if (cell.count === 'abandoned') abandoned += cell.calls;
      cell.waits.forEach((calls, interval) => {
        joined[interval] = (joined[interval] ?? 0) + calls;
      });
    }
    return { joined, abandoned };
  }

  #sum<Count extends string>(
    scope: CallScope,
    counts: readonly Count[],
    since: LocalDay | undefined,
  ): Tally<Count> {
    const calls: Record<string, number> = Object.fromEntries(counts.map((count) => [count, 0]));
    let totalS = 0;
    let longestS = 0;
    for (const cell of this.#scopes.get(scopeKey(scope))?.values() ?? []) {
      if (since !== undefined && (cell.day === undefined || cell.day < since)) continue;
      calls[cell.count] = (calls[cell.count] ?? 0) + cell.calls;
      totalS += cell.talkS;
      longestS = Math.max(longestS, cell.longestTalkS());
    }
    return { calls: calls as Record<Count, number>, talk: { totalS, longestS } };
  }

  #cell(scope: CallScope, count: CallCount, day: LocalDay | undefined): TallyCell {
    const name = scopeKey(scope);
    const cells = this.#scopes.get(name) ?? new Map<string, TallyCell>();
    this.#scopes.set(name, cells);
    const key = `${count} ${day ?? ''}`;
    const cell = cells.get(key) ?? new TallyCell(count, day);
    cells.set(key, cell);
    return cell;
  }
}

function scopeKey(scope: CallScope): string {
  return scope.kind === 'queue' ? `queue ${scope.queue}` : `${scope.kind} ${scope.campaignId}`;
}
