import {
  type Agent,
  type AgentName,
  agentKind,
  isAtWork,
  LOGGED_OUT,
  type QueueName,
} from '../agent/agent.js';
import type { AgentRecord } from '../ports/records.js';
import type { Change } from './change.js';
import type { Input } from './input.js';

const NO_QUEUES: ReadonlyMap<QueueName, number> = new Map();

/** Master data was read (again). Agents that are at work stay until they log out, even if their row is gone. */
export function directoryLoaded(change: Change, directory: Input & { kind: 'directory' }): void {
  change.setQueues(new Map(directory.queues.map((queue) => [queue.name, queue])));
  change.setBreaks(new Map(directory.breaks.map((row) => [row.id, row])));
  const loaded = new Set<AgentName>();
  for (const record of directory.agents) {
    loaded.add(record.name);
    putAgent(change, record, directory.assignments.get(record.name) ?? NO_QUEUES);
  }
  for (const agent of change.agents.values()) {
    if (!loaded.has(agent.name) && !isAtWork(agent)) change.removeAgent(agent.name);
  }
}

function putAgent(change: Change, record: AgentRecord, assignedQueues: ReadonlyMap<QueueName, number>): void {
  const known = change.agents.get(record.name);
  // The row of an agent at work stays the one that its open rows in the database belong to.
  const rowId = known !== undefined && isAtWork(known) ? known.rowId : record.rowId;
  const isAsBefore =
    known?.rowId === rowId &&
    known.displayName === record.displayName &&
    isSame(known.assignedQueues, assignedQueues);
  // It is read every minute, and whatever changes is journaled.
  if (isAsBefore) return;
  const agent: Agent = {
    name: record.name,
    kind: agentKind(record.name),
    rowId,
    displayName: record.displayName,
    presence: known?.presence ?? LOGGED_OUT,
    memberships: known?.memberships ?? new Map(),
    assignedQueues,
  };
  change.setAgent(agent);
}

function isSame(before: Agent['assignedQueues'], now: Agent['assignedQueues']): boolean {
  return before.size === now.size && [...before].every(([queue, penalty]) => now.get(queue) === penalty);
}
