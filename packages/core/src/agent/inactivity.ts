import type { Change } from '../floor/change.js';
import { type CommandId, DONE, refused } from '../floor/command.js';
import type { AgentName } from './agent.js';
import { endLogin } from './logout.js';
import { loginOf, pauseReasons } from './status.js';

/** `pingagent`: restarts the inactivity clock, logged in or not (ECCP §8.2). */
export function ping(change: Change, command: CommandId, name: AgentName): void {
  if (!change.agents.has(name)) return change.reply(command, refused({ kind: 'agent-not-loaded' }));
  touch(change, name);
  change.reply(command, DONE);
}

/** Something happened that counts as activity: the clock starts anew. */
export function touch(change: Change, name: AgentName): void {
  const agent = change.agents.get(name);
  const login = agent && loginOf(agent);
  if (login === undefined) return;
  change.setLogin(name, { lastActivity: change.present });
  armInactivity(change, name, login.inactivityLimitS);
}

/** Asks to be woken when the limit will have passed. */
export function armInactivity(change: Change, name: AgentName, limitS: number | undefined): void {
  if (limitS === undefined) return;
  change.setTimer({ kind: 'inactivity', agent: name }, change.present + limitS * 1000);
}

/** Logs off an agent without call and pause whose limit has passed (ECCP §7.1). */
export function checkInactivity(change: Change, name: AgentName): void {
  const agent = change.agents.get(name);
  const login = agent && loginOf(agent);
  if (agent === undefined || login?.inactivityLimitS === undefined) return;
  const due = login.lastActivity + login.inactivityLimitS * 1000;
  const busy = login.call !== undefined || pauseReasons(change, agent).length > 0;
  if (!busy && change.now >= due) endLogin(change, agent, login);
  // Asked for again in any case: if Asterisk misses the log-off, the next wake-up repeats it.
  armInactivity(change, name, login.inactivityLimitS);
}
