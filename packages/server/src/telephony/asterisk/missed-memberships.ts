import type { AmiMessage } from '@openeccp/ami';
import type { AgentName, QueueName } from '@openeccp/core';
import { type AgentContexts, memberInterface } from './agent-interfaces.js';
import type { Memberships } from './memberships.js';
import { type MissedEvent, membershipKey, missed } from './missed-events.js';
import { membersOf, unreachableOf } from './snapshot.js';

/** Whether the floor wants an agent paused; undefined while it is not logged in. */
export type IsToPause = (agent: AgentName) => boolean | undefined;

/** An agent that is paused, or is not, where the floor wants it the other way round. */
export interface WrongPause {
  readonly agent: AgentName;
  /** The same in two looks that show the same. */
  readonly key: string;
  readonly about: readonly string[];
}

/** What `QueueStatus` of one queue says against what is known of its members. */
export interface QueueDoubts {
  readonly events: readonly MissedEvent[];
  readonly pauses: readonly WrongPause[];
}

/** Compares one queue with the answer to `QueueStatus`. A queue that is not in it is no more. */
export function missedMemberships(
  memberships: Memberships,
  queue: QueueName,
  items: readonly AmiMessage[],
  contexts: AgentContexts,
  isToPause: IsToPause,
): QueueDoubts {
  const events: MissedEvent[] = [];
  const pauses: WrongPause[] = [];
  const listed = membersOf(items, contexts);
  const about = (agent: AgentName): readonly string[] => [membershipKey(agent, queue)];
  const fields = (agent: AgentName) => ({
    Queue: queue,
    Interface: listed.get(agent)?.get(queue)?.interface ?? memberInterface(agent, contexts),
  });

  for (const agent of memberships.of(queue)) {
    if (listed.get(agent)?.has(queue) !== true) {
      events.push(missed('QueueMemberRemoved', fields(agent), about(agent)));
    }
  }
  for (const [agent, queues] of listed) {
    const paused = queues.get(queue)?.paused;
    if (paused === undefined) continue;
    const known = memberships.pausedIn(agent, queue);
    if (known === paused) {
      const wanted = isToPause(agent) ?? paused;
      if (wanted !== paused)
        pauses.push({ agent, about: about(agent), key: `pause ${about(agent)} ${wanted}` });
      continue;
    }
    const name = known === undefined ? 'QueueMemberAdded' : 'QueueMemberPause';
    events.push(missed(name, { ...fields(agent), Paused: paused ? '1' : '0' }, about(agent), String(paused)));
  }
  for (const [agent, unreachable] of unreachableOf(items, contexts)) {
    const paused = listed.get(agent)?.get(queue)?.paused;
    if (paused === undefined || memberships.isUnreachable(agent) === unreachable) continue;
    const member = { ...fields(agent), Paused: paused ? '1' : '0', Status: unreachable ? '5' : '1' };
    events.push(missed('QueueMemberStatus', member, about(agent), String(unreachable)));
  }
  return { events, pauses };
}
