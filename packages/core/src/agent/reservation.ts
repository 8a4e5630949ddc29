import type { Change } from '../floor/change.js';
import type { AgentName, Reservation } from './agent.js';
import { touch } from './inactivity.js';
import { withPauseSync } from './pause.js';
import { loginOf } from './status.js';

/** Keeps an agent free for a call that is on its way to it: its queues give it none. */
export function reserve(change: Change, name: AgentName, reservation: Reservation): void {
  withPauseSync(change, name, () => change.setLogin(name, { reserved: reservation }));
  change.setTimer({ kind: 'reservation', agent: name }, reservation.until);
  touch(change, name);
}

/** Ends a reservation of that kind, if the agent has one. */
export function freeReserved(change: Change, name: AgentName, kind: Reservation['for']): void {
  const agent = change.agents.get(name);
  if (agent === undefined || loginOf(agent)?.reserved?.for !== kind) return;
  withPauseSync(change, name, () => change.setLogin(name, { reserved: undefined }));
}

/** The call that the agent was kept free for did not come. */
export function reservationOver(change: Change, name: AgentName): void {
  const agent = change.agents.get(name);
  const login = agent && loginOf(agent);
  if (login?.reserved === undefined || login.awaited !== undefined) return;
  if (change.now >= login.reserved.until) freeReserved(change, name, login.reserved.for);
}

/**
 * Scheduled calls are due for these agents and no others (dialer.md §9.2). A level, not an edge: an agent that is not named
 * any more is free again, and one that nobody names again is so at `until`.
 */
export function reservationsChanged(change: Change, until: ReadonlyMap<AgentName, number>): void {
  for (const agent of change.agents.values()) {
    const login = loginOf(agent);
    if (login === undefined) continue;
    const wanted = until.get(agent.name);
    if (wanted === undefined) {
      if (login.awaited === undefined) freeReserved(change, agent.name, 'scheduled-call');
    } else if (login.reserved?.for === 'scheduled-call') {
      change.setLogin(agent.name, { reserved: { for: 'scheduled-call', until: wanted } });
      change.setTimer({ kind: 'reservation', agent: agent.name }, wanted);
    } else if (login.reserved === undefined) {
      reserve(change, agent.name, { for: 'scheduled-call', until: wanted });
    }
  }
}
