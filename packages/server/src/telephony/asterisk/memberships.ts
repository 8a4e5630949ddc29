import type { AmiMessage } from '@openeccp/ami';
import {
  type AgentName,
  agentKind,
  type Membership,
  type QueueName,
  type TelephonyFact,
} from '@openeccp/core';
import { type AgentContexts, agentOfInterface } from './agent-interfaces.js';

/** How a queue has an agent. */
export interface Member {
  readonly paused: boolean;
  /** As the queue's file writes it, `Local/412@agents/n`: actions name it letter by letter. */
  readonly interface: string;
}

/** How an agent's queues have it. */
export type Members = ReadonlyMap<QueueName, Member>;

type Facts = readonly TelephonyFact[];

const NONE: Members = new Map();
const NOTHING: Facts = [];

/** The agent that a `QueueMember…` or `Agent…` event, or an entry of a list, is about. */
export function memberOf(message: AmiMessage, contexts: AgentContexts): AgentName | undefined {
  return agentOfInterface(interfaceIn(message), contexts);
}

function interfaceIn(message: AmiMessage): string {
  return message.get('Interface') ?? message.get('Location') ?? '';
}

/** What a `QueueMember…` event, or an entry of a list, says of a member. */
export function memberIn(message: AmiMessage): Member {
  return { paused: message.get('Paused') === '1', interface: interfaceIn(message) };
}

/**
 * Whether a member's phone can't be reached: its device is invalid or unavailable (telephony.md §3.3). Undefined where
 * that is not said, or says nothing of a phone: an agent of the pool is unavailable while it is not on its line.
 */
export function isUnreachable(message: AmiMessage, agent: AgentName): boolean | undefined {
  const status = message.get('Status');
  if (status === undefined || agentKind(agent) === 'pool') return undefined;
  return status === '4' || status === '5';
}

/**
 * Which queues each agent is in, as Asterisk tells it event by event, and now and then in a list; and whether one of
 * them rings it. The states of devices do not say that: pool agents have none that means it, and 22 calls a phone busy
 * that rings. So an agent rings, in all its queues, from `AgentCalled` until the leg of that call has an end. What the
 * states do say is whether a callback agent's phone can be reached.
 */
export class Memberships {
  readonly #contexts: AgentContexts;
  readonly #queues = new Map<AgentName, Members>();
  /** Legs by which queues call agents, by uniqueid. */
  readonly #legs = new Map<string, AgentName>();
  readonly #unreachable = new Set<AgentName>();
  /** What events have told about since a reading began; about these the list may be older. */
  #told: Map<AgentName, Set<QueueName>> | undefined;

  constructor(contexts: AgentContexts) {
    this.#contexts = contexts;
  }

  get all(): ReadonlyMap<AgentName, ReadonlyMap<QueueName, Membership>> {
    return new Map([...this.#queues.keys()].map((agent) => [agent, this.#of(agent)]));
  }

  /** What was told last of each agent. */
  get told(): Facts {
    return [...this.#queues.keys()].flatMap((agent) => this.#news(agent));
  }

  /** How many calls to agents are known. */
  get size(): number {
    return this.#legs.size;
  }

  clear(): void {
    this.#queues.clear();
    this.#unreachable.clear();
    this.#legs.clear();
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
  endReading(listed: ReadonlyMap<AgentName, Members>): Facts {
    const told = this.#told;
    this.#told = undefined;
    // Everything was forgotten in the meantime, with the connection on which the list was asked for.
    if (told === undefined) return NOTHING;
    return [...new Set([...this.#queues.keys(), ...listed.keys()])].flatMap((agent) => {
      const newer = told.get(agent) ?? new Set();
      const old = [...(listed.get(agent) ?? NONE)].filter(([queue]) => !newer.has(queue));
      const recent = [...(this.#queues.get(agent) ?? NONE)].filter(([queue]) => newer.has(queue));
      return this.#replace(agent, new Map([...old, ...recent]));
    });
  }

  /** `QueueMemberAdded`, `…Status`, `…Pause`. */
  changed(event: AmiMessage): Facts {
    const agent = memberOf(event, this.#contexts);
    const queue = event.get('Queue');
    if (agent === undefined || queue === undefined) return NOTHING;
    const news = this.phoneIs(agent, isUnreachable(event, agent));
    const put = this.put(agent, queue, memberIn(event));
    return put.length > 0 ? put : news;
  }

  /** `QueueMemberRemoved`. */
  removed(event: AmiMessage): Facts {
    const agent = memberOf(event, this.#contexts);
    return agent === undefined ? NOTHING : this.remove(agent, event.get('Queue') ?? '');
  }

  /** Records one membership; answers with a fact when that changed anything. */
  put(agent: AgentName, queue: QueueName, member: Member): Facts {
    this.#tell(agent, queue);
    const queues = this.#queues.get(agent) ?? NONE;
    const known = queues.get(queue)?.paused;
    this.#queues.set(agent, new Map(queues).set(queue, member));
    return known === member.paused ? NOTHING : this.#news(agent);
  }

  remove(agent: AgentName, queue: QueueName): Facts {
    this.#tell(agent, queue);
    const queues = new Map(this.#queues.get(agent) ?? NONE);
    if (!queues.delete(queue)) return NOTHING;
    // Nobody tells of the phone of an agent who is in no queue.
    if (queues.size === 0) this.#unreachable.delete(agent);
    return this.#replace(agent, queues);
  }

  /** Whether the phone of an agent is out of reach now; undefined leaves that as it is. */
  phoneIs(agent: AgentName, unreachable: boolean | undefined): Facts {
    if (unreachable === undefined || unreachable === this.isUnreachable(agent)) return NOTHING;
    if (unreachable) this.#unreachable.add(agent);
    else this.#unreachable.delete(agent);
    return this.#news(agent);
  }

  isUnreachable(agent: AgentName): boolean {
    return this.#unreachable.has(agent);
  }

  /** A queue calls an agent on that leg. */
  called(agent: AgentName, leg: string): Facts {
    const rang = this.#rings(agent);
    this.#legs.set(leg, agent);
    return rang ? NOTHING : this.#news(agent);
  }

  /** Somebody has answered on a leg, or nobody will. */
  over(leg: string): Facts {
    const agent = this.#legs.get(leg);
    this.#legs.delete(leg);
    return agent === undefined || this.#rings(agent) ? NOTHING : this.#news(agent);
  }

  /** Legs by which queues call agents, by uniqueid. */
  get legs(): Iterable<string> {
    return this.#legs.keys();
  }

  /** Whether a channel is such a leg. */
  isLeg(uniqueid: string): boolean {
    return this.#legs.has(uniqueid);
  }

  /** Whether an agent is paused in a queue; undefined if it is not in it. */
  pausedIn(agent: AgentName, queue: QueueName): boolean | undefined {
    return this.#queues.get(agent)?.get(queue)?.paused;
  }

  /** What the queue calls an agent that is in it. */
  interfaceIn(agent: AgentName, queue: QueueName): string | undefined {
    return this.#queues.get(agent)?.get(queue)?.interface;
  }

  /** All that its queues call an agent. */
  interfacesOf(agent: AgentName): ReadonlySet<string> {
    return new Set([...(this.#queues.get(agent) ?? NONE).values()].map((member) => member.interface));
  }

  /** The agents in a queue. */
  of(queue: QueueName): readonly AgentName[] {
    return [...this.#queues].flatMap(([agent, queues]) => (queues.has(queue) ? [agent] : []));
  }

  #rings(agent: AgentName): boolean {
    for (const called of this.#legs.values()) if (called === agent) return true;
    return false;
  }

  #of(agent: AgentName): ReadonlyMap<QueueName, Membership> {
    const ringing = this.#rings(agent);
    const phone = this.isUnreachable(agent) ? ({ unreachable: true } as const) : {};
    return new Map(
      [...(this.#queues.get(agent) ?? NONE)].map(([queue, { paused }]) => [
        queue,
        { paused, ringing, ...phone },
      ]),
    );
  }

  #tell(agent: AgentName, queue: QueueName): void {
    this.#told?.set(agent, (this.#told.get(agent) ?? new Set()).add(queue));
  }

  #replace(agent: AgentName, queues: Members): Facts {
    this.#queues.set(agent, queues);
    return this.#news(agent);
  }

  #news(agent: AgentName): Facts {
    return [{ kind: 'memberships', agent, memberships: this.#of(agent) }];
  }
}
