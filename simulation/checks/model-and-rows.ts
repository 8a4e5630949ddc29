import { agentOf, type Call, callKey, type FloorView, loginOf, rowOf } from '@openeccp/core';
import { mirrorKey, type OpenRows } from '../database/rows.js';

/** Where open rows of the database are not what the server's model has open. */
export function* rowDifferences(floor: FloorView, rows: OpenRows): Iterable<string> {
  yield* auditDifferences(floor, rows);
  const open = new Map(
    [...floor.calls.values()]
      .filter(({ phase }) => phase.kind !== 'released')
      .map((call) => [callKey(rowOf(call)), call]),
  );
  for (const [key, call] of open) {
    if (!rows.calls.has(key)) yield `row ${key} is closed, its call ${call.id} is ${call.phase.kind}`;
  }
  for (const [key, status] of rows.calls) {
    if (!open.has(key)) yield `row ${key} says ${status}, and there is no such call`;
  }
  const mirrored = new Map([...open.values()].map((call) => [mirrorOf(call), call]));
  for (const [id, { row, held }] of rows.mirrors) {
    const call = mirrored.get(id);
    if (call === undefined || callKey(rowOf(call)) !== callKey(row)) {
      yield `mirror row ${id} shows ${callKey(row)}, which no agent has`;
    } else if (held !== (call.phase.kind === 'held')) {
      yield `mirror row ${id} has hold ${held}, its call is ${call.phase.kind}`;
    }
  }
  for (const call of open.values()) {
    if (agentOf(call) !== undefined && !rows.mirrors.has(mirrorOf(call)))
      yield `call ${call.id} of ${agentOf(call)} has no row in the mirror`;
  }
}

function mirrorOf(call: Call): string {
  return mirrorKey(call.origin.kind, call.currentRowId ?? 0);
}

function* auditDifferences(floor: FloorView, rows: OpenRows): Iterable<string> {
  const open = new Set<number>();
  for (const agent of floor.agents.values()) {
    const login = loginOf(agent);
    if (login === undefined) continue;
    for (const id of [login.sessionId, login.break?.auditId, login.hold?.auditId]) {
      if (id === undefined) continue;
      open.add(id);
      if (rows.audits.get(id)?.agentRowId !== agent.rowId)
        yield `audit row ${id} of ${agent.name} is not open`;
    }
  }
  for (const [id, { agentRowId, breakId }] of rows.audits) {
    if (!open.has(id)) yield `audit row ${id} (agent ${agentRowId}, break ${breakId}) is open for nobody`;
  }
}
