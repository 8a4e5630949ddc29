import type { Change } from '../floor/change.js';
import type { Agent, AgentName } from './agent.js';
import { endLogin } from './logout.js';
import { loginOf, pauseReasons } from './status.js';

/** Whether Asterisk can't reach the agent's phone: its queues all say the same of it. */
export function phoneIsLost({ memberships }: Agent): boolean {
  return [...memberships.values()].some(({ unreachable }) => unreachable === true);
}

/** An agent at work has a phone that is lost, since now: it has its time to come back. */
export function waitForPhone(change: Change, name: AgentName): void {
  const { lostPhoneMs } = change.settings;
  const agent = change.agents.get(name);
  if (lostPhoneMs === undefined || agent === undefined || loginOf(agent) === undefined) return;
  if (phoneIsLost(agent)) change.setTimer({ kind: 'lost-phone', agent: name }, change.present + lostPhoneMs);
}

/**
 * Logs off an agent whose phone did not come back. Whoever has a call or is paused gets none that could fail, and is
 * left alone until that is over.
 */
export function phoneOverdue(change: Change, name: AgentName): void {
  const agent = change.agents.get(name);
  const login = agent && loginOf(agent);
  if (agent === undefined || login === undefined || !phoneIsLost(agent)) return;
  const busy = login.call !== undefined || pauseReasons(change, agent).length > 0;
  if (!busy && change.telephony.kind === 'up') {
    change.publish({ kind: 'phone-lost', agent: name });
    endLogin(change, agent, login);
  }
  // Asked for again in any case: if Asterisk misses the log-off, the next wake-up repeats it.
  waitForPhone(change, name);
}
