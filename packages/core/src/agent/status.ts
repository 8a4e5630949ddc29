import type { FloorView } from '../floor/floor.js';
import type { Agent, AgentName, LoggedIn } from './agent.js';

/** The status word of every ECCP answer (ECCP §7.1). */
export type AgentStatus = 'oncall' | 'paused' | 'ringing' | 'online' | 'offline';

/** The agent's login, if it has one. */
export function loginOf(agent: Agent): LoggedIn | undefined {
  return agent.presence.kind === 'logged-in' ? agent.presence : undefined;
}

/** First match wins: a call that is not on hold, a pause, a login (ECCP §7.1). */
export function agentStatus(floor: FloorView, agent: Agent): AgentStatus {
  const login = loginOf(agent);
  if (login === undefined) return 'offline';
  const call = login.call === undefined ? undefined : floor.calls.get(login.call);
  // D-08: on hold the status is `paused`; a break in the middle of a call leaves it `oncall`.
  if (call !== undefined && call.phase.kind !== 'held') return 'oncall';
  if (pauseReasons(floor, agent).length > 0) return 'paused';
  // D-17: clients that don't know the word are told `online`.
  return floor.settings.extended && rings(agent) ? 'ringing' : 'online';
}

function rings(agent: Agent): boolean {
  for (const { ringing } of agent.memberships.values()) if (ringing) return true;
  return false;
}

/** Whether the queues of an agent are to have it paused; undefined while it is not logged in. */
export function isToPause(floor: FloorView, name: AgentName): boolean | undefined {
  const agent = floor.agents.get(name);
  return agent === undefined || loginOf(agent) === undefined
    ? undefined
    : pauseReasons(floor, agent).length > 0;
}

/** Why an agent must get no calls from its queues. Queue membership is paused while there is a reason. */
export type PauseReason =
  | { readonly kind: 'break'; readonly name: string }
  | { readonly kind: 'hold'; readonly name: 'Hold' }
  | { readonly kind: 'consultation'; readonly name: 'Consultation' }
  | { readonly kind: 'reserved'; readonly name: '' };

/** The reasons that hold now, in the order in which Asterisk is told. A hold counts from its request on. */
export function pauseReasons(floor: FloorView, agent: Agent): readonly PauseReason[] {
  const login = loginOf(agent);
  if (login === undefined) return [];
  const reasons: PauseReason[] = [];
  if (login.break !== undefined) reasons.push({ kind: 'break', name: login.break.name });
  const call = login.call === undefined ? undefined : floor.calls.get(login.call);
  const parking = call?.phase.kind === 'talking' && call.phase.parking !== undefined;
  if (login.hold !== undefined || parking) reasons.push({ kind: 'hold', name: 'Hold' });
  // A pool agent is back in its pool between its customer and whom it consults.
  if (call?.phase.kind === 'consulting') reasons.push({ kind: 'consultation', name: 'Consultation' });
  if (login.reserved !== undefined) reasons.push({ kind: 'reserved', name: '' });
  return reasons;
}
