import type {
  Agent,
  AgentName,
  Call,
  CallId,
  FloorImage,
  JournalEntry,
  RowIds,
  StorageWrite,
  Telephony,
  TimerSetting,
} from '@openeccp/core';
import { isAtWork, timerKey } from '@openeccp/core';
import type { NumberedWrite, Renumbering, WriteJournal } from '@openeccp/storage';
import { beforeEndOfTurn, type ServerJournal } from 'openeccp';

/** What is in the file of the journal: it outlives every server. */
export class JournalFile {
  readonly agents = new Map<AgentName, Agent>();
  readonly calls = new Map<CallId, Call>();
  readonly timers = new Map<string, TimerSetting>();
  readonly writes = new Map<number, StorageWrite>();
  readonly renumberings: Renumbering[] = [];
  note: Note | undefined;
  newest = 0;
  /** Every write that was ever in it, in order. */
  readonly asked: StorageWrite[] = [];
}

/** What is noted with every step. */
interface Note {
  readonly at: number;
  readonly ids: RowIds;
  readonly attempts: number;
  readonly telephony: Telephony;
  readonly lastCommand: number;
}

/**
 * The journal of one life of the server: as `Journal` of packages/storage keeps it, with a file in memory. What a turn of the event
 * loop has taken is in the file at its end, whole, unless the server is dead by then.
 */
export class MemoryJournal implements ServerJournal, WriteJournal {
  readonly found: { readonly image: FloorImage; readonly lastCommand: number } | undefined;
  readonly isFull = false;
  readonly #file: JournalFile;
  readonly #isAlive: () => boolean;
  #batch: (() => void)[] = [];
  #newest: number;
  #size: number;

  constructor(file: JournalFile, isAlive: () => boolean) {
    this.#file = file;
    this.#isAlive = isAlive;
    this.#newest = file.newest;
    this.#size = file.writes.size;
    const { note } = file;
    this.found = note && {
      image: {
        agents: [...file.agents.values()],
        calls: [...file.calls.values()],
        timers: [...file.timers.values()],
        ids: note.ids,
        attempts: note.attempts,
        seenAt: note.at,
        asterisk: {
          knownUntil: note.telephony.kind === 'up' ? note.at : note.telephony.since,
          startedAt: note.telephony.startedAt,
        },
      },
      lastCommand: note.lastCommand,
    };
  }

  get size(): number {
    return this.#size;
  }

  get renumberings(): readonly Renumbering[] {
    return this.#file.renumberings;
  }

  append(entry: JournalEntry): number {
    const first = this.#newest + 1;
    this.#newest += entry.writes.length;
    this.#size += entry.writes.length;
    // The floor goes on changing; its numbers of now are what counts.
    const { ids, attempts, telephony } = entry.floor;
    const note = { at: entry.at, ids, attempts, telephony, lastCommand: entry.lastCommand };
    this.#put(() => this.#write(entry, first, note));
    return first;
  }

  settled(numbers: readonly number[]): void {
    this.#size -= numbers.length;
    this.#put(() => {
      for (const number of numbers) this.#file.writes.delete(number);
    });
  }

  renumbered(renumbering: Renumbering): void {
    this.#put(() => this.#file.renumberings.push(renumbering));
    this.#commit();
  }

  after(number: number, limit: number): readonly NumberedWrite[] {
    this.#commit();
    return [...this.#file.writes]
      .filter(([one]) => one > number)
      .slice(0, limit)
      .map(([one, write]) => ({ number: one, write }));
  }

  left(): Iterable<StorageWrite> {
    this.#commit();
    return [...this.#file.writes.values()];
  }

  beat(now: number): void {
    this.#put(() => {
      const { note } = this.#file;
      if (note !== undefined) this.#file.note = { ...note, at: now };
    });
  }

  close(): void {
    this.#commit();
  }

  #put(change: () => void): void {
    this.#batch.push(change);
    if (this.#batch.length === 1) beforeEndOfTurn(() => this.#commit());
  }

  #commit(): void {
    const batch = this.#batch;
    this.#batch = [];
    if (this.#isAlive()) for (const change of batch) change();
  }

  #write(entry: JournalEntry, first: number, note: Note): void {
    const { agents, calls, timers, writes, asked } = this.#file;
    if (entry.over !== undefined) timers.delete(timerKey(entry.over));
    for (const setting of entry.timers) timers.set(timerKey(setting.timer), setting);
    for (const [name, agent] of entry.delta.agents) {
      if (agent !== undefined && isAtWork(agent)) agents.set(name, agent);
      else agents.delete(name);
    }
    for (const [id, call] of entry.delta.calls) {
      if (call === undefined) calls.delete(id);
      else calls.set(id, call);
    }
    entry.writes.forEach((write, index) => {
      writes.set(first + index, write);
      asked.push(write);
    });
    this.#file.newest = Math.max(this.#file.newest, first + entry.writes.length - 1);
    this.#file.note = note;
  }
}
