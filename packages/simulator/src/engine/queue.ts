import { type Channel, channelFields } from './channel.js';
import type { Pbx } from './pbx.js';
import { type MemberSeed, QueueMember } from './queue-member.js';

/** A queue of `queues.conf`. */
export interface QueueSeed {
  readonly name: string;
  /** Seconds one member is rung. Default 15. */
  readonly timeout?: number;
  /** Seconds between two attempts. Default 2. */
  readonly retry?: number;
  readonly members: readonly MemberSeed[];
  /** `monitor-format` is set: calls are recorded from their connection on. Default false. */
  readonly recorded?: boolean;
}

/** One who waits. */
export interface QueueEntry {
  readonly channel: Channel;
  /** Simulated ms since the epoch. */
  readonly joinedAt: number;
  readonly originalPosition: number;
  /** The higher the further ahead (`QUEUE_PRIO`). */
  readonly priority: number;
}

/** A waiting line and the members who serve it (`rrmemory`, `autofill=yes`). */
export class Queue {
  readonly name: string;
  readonly timeoutMs: number;
  readonly retryMs: number;
  readonly recorded: boolean;
  readonly #pbx: Pbx;
  readonly members: QueueMember[];
  readonly entries: QueueEntry[] = [];
  completed = 0;
  abandoned = 0;
  holdTime = 0;
  talkTime = 0;
  #turn = 0;
  #hadAvailable = false;

  constructor(pbx: Pbx, seed: QueueSeed) {
    this.#pbx = pbx;
    this.name = seed.name;
    this.timeoutMs = (seed.timeout ?? 15) * 1000;
    this.retryMs = (seed.retry ?? 2) * 1000;
    this.recorded = seed.recorded ?? false;
    const now = pbx.kernel.seconds();
    this.members = seed.members.map((member) => new QueueMember(member, 'static', now));
  }

  member(interfaceName: string): QueueMember | undefined {
    return this.members.find((member) => member.interface === interfaceName);
  }

  join(channel: Channel): QueueEntry {
    const priority = Number(channel.variables.get('QUEUE_PRIO') ?? 0) || 0;
    const behind = this.entries.findIndex((other) => other.priority < priority);
    const position = behind === -1 ? this.entries.length + 1 : behind + 1;
    const joinedAt = this.#pbx.kernel.now();
    const entry: QueueEntry = { channel, joinedAt, originalPosition: position, priority };
    this.entries.splice(position - 1, 0, entry);
    this.#pbx.devices.set(`Queue:${this.name}`, 'RINGING');
    this.#pbx.emit('QueueCallerJoin', 'agent', [
      ...channelFields(channel),
      ['Queue', this.name],
      ['Position', String(position)],
      ['Count', String(this.entries.length)],
    ]);
    return entry;
  }

  /** Takes the caller out of the line, served or not. */
  leave(entry: QueueEntry): void {
    const position = this.position(entry);
    if (position === 0) return;
    this.entries.splice(position - 1, 1);
    if (this.entries.length === 0) this.#pbx.devices.set(`Queue:${this.name}`, 'NOT_INUSE');
    this.#pbx.emit('QueueCallerLeave', 'agent', [
      ...channelFields(entry.channel),
      ['Queue', this.name],
      ['Position', String(position)],
      ['Count', String(this.entries.length)],
    ]);
  }

  /** 1 for the first in the line, 0 for one who is not in it. */
  position(entry: QueueEntry): number {
    return this.entries.indexOf(entry) + 1;
  }

  /** With autofill, as many callers are served at once as members are available. */
  isTurnOf(entry: QueueEntry): boolean {
    const available = this.members.filter((member) => member.available(this.#pbx)).length;
    return available >= this.position(entry);
  }

  /** The members to ring, best first: lowest penalty, then round robin from the one after the last. */
  ringOrder(): readonly QueueMember[] {
    const available: { member: QueueMember; rank: number }[] = [];
    this.members.forEach((member, index) => {
      if (!member.available(this.#pbx)) return;
      const rank = (index - this.#turn + this.members.length) % Math.max(1, this.members.length);
      available.push({ member, rank });
    });
    available.sort((a, b) => a.member.penalty - b.member.penalty || a.rank - b.rank);
    return available.map(({ member }) => member);
  }

  /** The next search begins after this member. */
  rang(member: QueueMember): void {
    const index = this.members.indexOf(member);
    if (index >= 0) this.#turn = (index + 1) % this.members.length;
  }

  /** Tells a member's state, and whether anybody is available at all. */
  tellStatus(member: QueueMember): void {
    this.#pbx.emit('QueueMemberStatus', 'agent', member.eventFields(this.#pbx, this.name));
    this.tellAvailability();
  }

  tellAvailability(): void {
    const available = this.members.some((member) => member.available(this.#pbx));
    if (available === this.#hadAvailable) return;
    this.#hadAvailable = available;
    this.#pbx.devices.set(`Queue:${this.name}_avail`, available ? 'NOT_INUSE' : 'INUSE');
  }
}
