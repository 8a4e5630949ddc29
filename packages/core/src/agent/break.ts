import type { Change } from '../floor/change.js';
import { type CommandId, DONE, type Refusal, refused } from '../floor/command.js';
import type { FloorView } from '../floor/floor.js';
import type { BreakRecord } from '../ports/records.js';
import type { Agent, AgentName, LoggedIn } from './agent.js';
import { touch } from './inactivity.js';
import { withPauseSync } from './pause.js';
import { loginOf } from './status.js';

/** What stands in the way of a break, or what it needs. `open`: the agent is in this very break. */
type Opening =
  | { readonly kind: 'refused'; readonly refusal: Refusal }
  | { readonly kind: 'open' }
  | { readonly kind: 'ready'; readonly agent: Agent; readonly chosen: BreakRecord };

function opening(floor: FloorView, name: AgentName, breakId: number): Opening {
  const chosen = floor.breaks.get(breakId);
  if (chosen === undefined || chosen.kind !== 'break' || !chosen.active) {
    return { kind: 'refused', refusal: { kind: 'break-unknown' } };
  }
  const agent = floor.agents.get(name);
  if (agent === undefined) return { kind: 'refused', refusal: { kind: 'agent-not-loaded' } };
  const login = loginOf(agent);
  if (login === undefined) return { kind: 'refused', refusal: { kind: 'not-logged-in' } };
  if (login.break === undefined) return { kind: 'ready', agent, chosen };
  return login.break.breakId === breakId
    ? { kind: 'open' }
    : { kind: 'refused', refusal: { kind: 'other-break' } };
}

/** Why `pauseagent` would be refused now; undefined when it would not. */
export function breakRefusal(floor: FloorView, name: AgentName, breakId: number): Refusal | undefined {
  const found = opening(floor, name, breakId);
  return found.kind === 'refused' ? found.refusal : undefined;
}

/** `pauseagent`: opens a break, also in the middle of a call (ECCP §8.2). The same break again changes nothing. */
export function startBreak(change: Change, command: CommandId, name: AgentName, breakId: number): void {
  const found = opening(change, name, breakId);
  if (found.kind === 'refused') return change.reply(command, refused(found.refusal));
  if (found.kind === 'open') return change.reply(command, DONE);
  const { agent, chosen } = found;
  const auditId = change.nextId('audit');
  change.store({ kind: 'open-pause', id: auditId, agentRowId: agent.rowId, breakId, at: change.now });
  withPauseSync(change, name, () =>
    change.setLogin(name, { break: { breakId, name: chosen.name, since: change.now, auditId } }),
  );
  touch(change, name);
  change.publish({
    kind: 'pause-started',
    agent: name,
    pause: { kind: 'break', breakId, name: chosen.name },
    since: change.now,
  });
  change.reply(command, DONE);
}

/** `unpauseagent`: closes the break; without one it changes nothing. A hold goes on (ECCP §8.2). */
export function endBreak(change: Change, command: CommandId, name: AgentName): void {
  const agent = change.agents.get(name);
  if (agent === undefined) return change.reply(command, refused({ kind: 'agent-not-loaded' }));
  const login = agent.presence;
  if (login.kind !== 'logged-in') return change.reply(command, refused({ kind: 'not-logged-in' }));
  closeBreak(change, agent, login);
  change.reply(command, DONE);
}

/** Ends the open break, if any. */
export function closeBreak(change: Change, agent: Agent, login: LoggedIn): void {
  const open = login.break;
  if (open === undefined) return;
  change.store({
    kind: 'close-audit',
    id: open.auditId,
    agentRowId: agent.rowId,
    openedAt: open.since,
    at: change.now,
  });
  withPauseSync(change, agent.name, () => change.setLogin(agent.name, { break: undefined }));
  touch(change, agent.name);
  change.publish({
    kind: 'pause-ended',
    agent: agent.name,
    pause: { kind: 'break', breakId: open.breakId, name: open.name },
    since: open.since,
    at: change.now,
  });
}
