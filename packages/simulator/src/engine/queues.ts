import type { Pbx } from './pbx.js';
import { Queue, type QueueSeed } from './queue.js';
import { type MemberSeed, QueueMember } from './queue-member.js';

/** What became of a change to a queue's members. */
export type MemberChange = 'done' | 'no-such-queue' | 'already-there' | 'not-there' | 'not-dynamic';

/** All queues of the PBX. */
export class Queues {
  readonly #pbx: Pbx;
  readonly #queues: ReadonlyMap<string, Queue>;

  constructor(pbx: Pbx, seeds: readonly QueueSeed[]) {
    this.#pbx = pbx;
    this.#queues = new Map(seeds.map((seed) => [seed.name, new Queue(pbx, seed)]));
  }

  get all(): readonly Queue[] {
    return [...this.#queues.values()];
  }

  find(name: string): Queue | undefined {
    return this.#queues.get(name);
  }

  /** The state of a device changed: every member that goes by it says so. */
  deviceChanged(device: string): void {
    for (const queue of this.#queues.values()) {
      for (const member of queue.members) if (member.stateInterface === device) queue.tellStatus(member);
    }
  }

  /** `QueueAdd`. */
  add(queueName: string, seed: MemberSeed, paused: boolean): MemberChange {
    const queue = this.#queues.get(queueName);
    if (queue === undefined) return 'no-such-queue';
    if (queue.member(seed.interface) !== undefined) return 'already-there';
    const member = new QueueMember(seed, 'dynamic', this.#pbx.kernel.seconds());
    member.paused = paused;
    queue.members.push(member);
    this.#pbx.emit('QueueMemberAdded', 'agent', member.eventFields(this.#pbx, queue.name));
    queue.tellAvailability();
    return 'done';
  }

  /** `QueueRemove`; a static member cannot be removed. */
  remove(queueName: string, interfaceName: string): MemberChange {
    const queue = this.#queues.get(queueName);
    if (queue === undefined) return 'no-such-queue';
    const member = queue.member(interfaceName);
    if (member === undefined) return 'not-there';
    if (member.membership === 'static') return 'not-dynamic';
    queue.members.splice(queue.members.indexOf(member), 1);
    this.#pbx.emit('QueueMemberRemoved', 'agent', member.eventFields(this.#pbx, queue.name));
    queue.tellAvailability();
    return 'done';
  }

  /** `QueuePause` in one queue or, without a name, in all; true if the interface is a member anywhere there. */
  pause(queueName: string | undefined, interfaceName: string, paused: boolean, reason: string): boolean {
    let found = false;
    for (const queue of this.#queues.values()) {
      if (queueName !== undefined && queue.name !== queueName) continue;
      const member = queue.member(interfaceName);
      if (member === undefined) continue;
      found = true;
      this.#pauseMember(queue, member, paused, reason);
    }
    return found;
  }

  #pauseMember(queue: Queue, member: QueueMember, paused: boolean, reason: string): void {
    member.paused = paused;
    member.pausedReason = paused ? reason : '';
    if (paused) member.lastPause = this.#pbx.kernel.seconds();
    const lamp = `Queue:${queue.name}_pause_${member.interface}`;
    if (paused || member.lastPause > 0) this.#pbx.devices.set(lamp, paused ? 'INUSE' : 'NOT_INUSE');
    queue.tellAvailability();
    const fields = [...member.eventFields(this.#pbx, queue.name)];
    // 16 repeats the reason under its old name; 22 no longer does.
    if (this.#pbx.version === '16' && member.pausedReason !== '') {
      fields.push(['Reason', member.pausedReason]);
    }
    this.#pbx.emit('QueueMemberPause', 'agent', fields);
  }
}
