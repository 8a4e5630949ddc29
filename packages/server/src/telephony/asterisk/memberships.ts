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

/** Which queues each agent is in, as Asterisk tells it event by event, and now and then in a list. */
export class Memberships {
  readonly #queues = new Map<AgentName, Queues>();
  /** What events have told about since a reading began; about these the list may be older. */
  #told: Map<AgentName, Set<QueueName>> | undefined;

  get all(): ReadonlyMap<AgentName, Queues> {
    return this.#queues;
  }

  clear(): void {
    this.#queues.clear();
    this.#told = undefined;
  }

  /** A list is asked for; what is told from now on is newer than what it will say. */
  beginReading(): void {
    this.#told = new Map();
  }

  /**
   * The list is there. Answers with the queues of everybody, also where nothing has changed: an agent may have been
   * hired since its queues were told, and nobody has listened then.
   */
  endReading(listed: ReadonlyMap<AgentName, Queues>): readonly TelephonyFact[] {
    const told = this.#told;
    this.#told = undefined;
    // Everything was forgotten in the meantime, with the connection on which the list was asked for.
    if (told === undefined) return [];
    return [...new Set([...this.#queues.keys(), ...listed.keys()])].flatMap((agent) => {
      const newer = told.get(agent) ?? new Set();
      const old = [...(listed.get(agent) ?? NONE)].filter(([queue]) => !newer.has(queue));
      const recent = [...(this.#queues.get(agent) ?? NONE)].filter(([queue]) => newer.has(queue));
      return this.#replace(agent, new Map([...old, ...recent]));
    });
  }

  /** Records one membership; answers with a fact when that changed anything. */
  put(agent: AgentName, queue: QueueName, membership: Membership): readonly TelephonyFact[] {
    this.#tell(agent, queue);
    const queues = this.#queues.get(agent) ?? NONE;
    const known = queues.get(queue);
    if (known?.paused === membership.paused && known.ringing === membership.ringing) return [];
    return this.#replace(agent, new Map(queues).set(queue, membership));
  }

  remove(agent: AgentName, queue: QueueName): readonly TelephonyFact[] {
    this.#tell(agent, queue);
    const queues = new Map(this.#queues.get(agent) ?? NONE);
    return queues.delete(queue) ? this.#replace(agent, queues) : [];
  }

  #tell(agent: AgentName, queue: QueueName): void {
    this.#told?.set(agent, (this.#told.get(agent) ?? new Set()).add(queue));
  }

  #replace(agent: AgentName, memberships: Queues): readonly TelephonyFact[] {
    this.#queues.set(agent, memberships);
    return [{ kind: 'memberships', agent, memberships }];
  }
}
