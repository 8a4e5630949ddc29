import type { AmiClient } from '@openeccp/ami';
import { type AgentName, agentKind, agentNumber, type QueueName } from '@openeccp/core';

/** Which queues each callback agent joins at login, with its penalty. */
export type Assignments = ReadonlyMap<AgentName, ReadonlyMap<QueueName, number>>;

const ENTRY = /^\/QPENALTY\/([^/\s]+)\/agents\/([A-Z])(\w+)\s*:\s*(-?\d+)\s*$/;

/**
 * Reads the lines of `database show QPENALTY`, where the PBX keeps the dynamic members of its queues: a letter for
 * the type of agent, its number, its penalty (database.md §9.2).
 */
export function parseQueuePenalties(lines: readonly string[], agents: Iterable<AgentName>): Assignments {
  const byKey = new Map<string, AgentName>();
  for (const name of agents) {
    if (agentKind(name) === 'callback') byKey.set(`${name.charAt(0)}${agentNumber(name)}`, name);
  }
  const assignments = new Map<AgentName, Map<QueueName, number>>();
  for (const line of lines) {
    const [, queue, letter, number, penalty] = ENTRY.exec(line) ?? [];
    const name = byKey.get(`${letter}${number}`);
    if (queue === undefined || name === undefined) continue;
    const queues = assignments.get(name) ?? new Map<QueueName, number>();
    assignments.set(name, queues.set(queue, Number(penalty)));
  }
  return assignments;
}

/**
 * Assignments of the configuration, completed by those of Asterisk's own database. Undefined when Asterisk did not
 * answer: an answer that failed must never be read as "no queues".
 */
export async function readAssignments(
  client: AmiClient,
  configured: Assignments,
  agents: Iterable<AgentName>,
): Promise<Assignments | undefined> {
  const answer = await client.command('database show QPENALTY');
  if (answer.kind !== 'output') return undefined;
  const merged = new Map(parseQueuePenalties(answer.lines, agents));
  for (const [name, queues] of configured) merged.set(name, queues);
  return merged;
}
