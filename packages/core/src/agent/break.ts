import type { Change } from '../floor/change.js';
import { type CommandId, DONE, refused } from '../floor/command.js';
import type { Agent, AgentName, LoggedIn } from './agent.js';
import { touch } from './inactivity.js';
import { withPauseSync } from './pause.js';

/** `pauseagent`: opens a break, also in the middle of a call (ECCP §8.2). The same break again changes nothing. */
export function startBreak(change: Change, command: CommandId, name: AgentName, breakId: number): void {
  const chosen = change.breaks.get(breakId);
  if (chosen === undefined || chosen.kind !== 'break' || !chosen.active) {
    return change.reply(command, refused({ kind: 'break-unknown' }));
  }
  const agent = change.agents.get(name);
  if (agent === undefined) return change.reply(command, refused({ kind: 'agent-not-loaded' }));
  const login = agent.presence;
  if (login.kind !== 'logged-in') return change.reply(command, refused({ kind: 'not-logged-in' }));
  if (login.break !== undefined) {
    return change.reply(command, login.break.breakId === breakId ? DONE : refused({ kind: 'other-break' }));
  }
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
