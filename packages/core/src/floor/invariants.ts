import type { Agent, AgentName } from '../agent/agent.js';
import { loginOf } from '../agent/status.js';
import { agentOf, type Call } from '../call/call.js';
import type { FloorView } from './floor.js';

/** One thing that must never be: what, and of whom. */
export interface Violation {
  readonly rule:
    | 'agent-call-mutual'
    | 'hold-matches-call'
    | 'awaited-call-mutual'
    | 'linked-call-has-current-row'
    | 'audit-row-unique'
    | 'row-ids-below-next';
  readonly subject: string;
}

/** Everything that is broken in the floor; empty in a sound one. Checked after every step in tests. */
export function violations(floor: FloorView): readonly Violation[] {
  const found: Violation[] = [];
  const auditRows = new Set<number>();
  for (const agent of floor.agents.values()) checkAgent(floor, agent, auditRows, found);
  for (const call of floor.calls.values()) checkCall(floor, call, found);
  return found;
}

function checkAgent(floor: FloorView, agent: Agent, auditRows: Set<number>, found: Violation[]): void {
  const login = loginOf(agent);
  if (login === undefined) return;
  const call = login.call === undefined ? undefined : floor.calls.get(login.call);
  if (login.call !== undefined && (call === undefined || agentOf(call) !== agent.name)) {
    found.push({ rule: 'agent-call-mutual', subject: agent.name });
  }
  if ((login.hold !== undefined) !== (call?.phase.kind === 'held')) {
    found.push({ rule: 'hold-matches-call', subject: agent.name });
  }
  const awaited = login.awaited === undefined ? undefined : floor.calls.get(login.awaited);
  if (login.awaited !== undefined && (awaited === undefined || scheduledFor(awaited) !== agent.name)) {
    found.push({ rule: 'awaited-call-mutual', subject: agent.name });
  }
  for (const id of [login.sessionId, login.break?.auditId, login.hold?.auditId]) {
    if (id === undefined) continue;
    if (auditRows.has(id)) found.push({ rule: 'audit-row-unique', subject: agent.name });
    if (id >= floor.ids.audit) found.push({ rule: 'row-ids-below-next', subject: agent.name });
    auditRows.add(id);
  }
}

function checkCall(floor: FloorView, call: Call, found: Violation[]): void {
  const name = agentOf(call);
  const agent = name === undefined ? undefined : floor.agents.get(name);
  if (name !== undefined && (agent === undefined || loginOf(agent)?.call !== call.id)) {
    found.push({ rule: 'agent-call-mutual', subject: call.id });
  }
  if ((call.currentRowId !== undefined) !== (name !== undefined)) {
    found.push({ rule: 'linked-call-has-current-row', subject: call.id });
  }
  if (call.origin.kind === 'incoming' && call.rowId >= floor.ids.callEntry)
    found.push({ rule: 'row-ids-below-next', subject: call.id });
}

/** The agent that waits for this call, which is still on its way. */
function scheduledFor({ origin, phase }: Call): AgentName | undefined {
  const onItsWay = phase.kind === 'placing' || phase.kind === 'waiting';
  return origin.kind === 'outgoing' && onItsWay ? origin.scheduledFor : undefined;
}
