import type { AmiMessage } from '@openeccp/ami';
import type { AgentName, Membership, QueueName, TelephonyFact } from '@openeccp/core';

type Queues = ReadonlyMap<QueueName, Membership>;

const NONE: Queues = new Map();

/** Device states of a queue member that rings, idle or in a call (telephony.md §3.3). */
const RINGING: ReadonlySet<string | undefined> = new Set(['6', '7']);

/** What a `QueueMember…` event or list entry says of the membership. */
export function membershipOf(message: AmiMessage): Membership {
  return { paused: message.get('Paused') === '1', ringing: RINGING.has(message.get('Status')) };
}

/** Which queues each agent is in, as Asterisk tells it event by event. */
export class Memberships {
  readonly #queues = new Map<AgentName, Queues>();

  get all(): ReadonlyMap<AgentName, Queues> {
    return this.#queues;
  }

  clear(): void {
    this.#queues.clear();
  }

  /** Records one membership; answers with a fact when that changed anything. */
  put(agent: AgentName, queue: QueueName, membership: Membership): readonly TelephonyFact[] {
    const queues = this.#queues.get(agent) ?? NONE;
    const known = queues.get(queue);
    if (known?.paused === membership.paused && known.ringing === membership.ringing) return [];
    return this.#replace(agent, new Map(queues).set(queue, membership));
  }

  remove(agent: AgentName, queue: QueueName): readonly TelephonyFact[] {
    const queues = new Map(this.#queues.get(agent) ?? NONE);
    return queues.delete(queue) ? this.#replace(agent, queues) : [];
  }

  #replace(agent: AgentName, memberships: Queues): readonly TelephonyFact[] {
    this.#queues.set(agent, memberships);
    return [{ kind: 'memberships', agent, memberships }];
  }
}
