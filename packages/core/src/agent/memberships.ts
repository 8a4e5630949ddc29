import type { Change } from '../floor/change.js';
import type { Agent, AgentName, Membership, QueueName } from './agent.js';
import { agentLoggedIn } from './login.js';
import { agentLoggedOut } from './logout.js';
import { phoneIsLost, waitForPhone } from './lost-phone.js';
import { loginOf, pauseReasons } from './status.js';

/**
 * The queues that Asterisk has an agent in are these now. For a callback agent they are the login itself: in one
 * of its own queues it is logged in, in none it is logged out (telephony.md §2.2).
 */
export function membershipsChanged(
  change: Change,
  name: AgentName,
  memberships: ReadonlyMap<QueueName, Membership>,
): void {
  const agent = change.agents.get(name);
  if (agent === undefined) return;
  const moved = !sameQueues(agent.memberships, memberships);
  const grown = [...memberships.keys()].some((queue) => !agent.memberships.has(queue));
  const next: Agent = { ...agent, memberships };
  change.setAgent(next);

  if (agent.kind === 'callback') followCallbackLogin(change, next);
  // Queues of a callback agent are configured, not joined: logging in raises no `queuemembership` (ECCP §9).
  else if (moved)
    change.publish({ kind: 'membership-changed', agent: name, queues: [...memberships.keys()] });

  tellRinging(change, agent, memberships);
  // The time of a phone that was lost before is running.
  if (loginOf(agent) === undefined || !phoneIsLost(agent)) waitForPhone(change, name);

  const reason = pauseReasons(change, change.agents.get(name) ?? next)[0];
  if (grown && reason !== undefined && [...memberships.values()].some((membership) => !membership.paused)) {
    change.ask({ kind: 'set-paused', agent: name, paused: true, reason: reason.name });
  }
}

/** Whether a callback agent is logged in: a member of one of the queues that are assigned to it. */
export function isInOwnQueue(agent: Agent, memberships: ReadonlyMap<QueueName, unknown>): boolean {
  return [...agent.assignedQueues.keys()].some((queue) => memberships.has(queue));
}

function followCallbackLogin(change: Change, agent: Agent): void {
  const own = isInOwnQueue(agent, agent.memberships);
  const loggedIn = agent.presence.kind === 'logged-in';
  if (own && !loggedIn) agentLoggedIn(change, agent.name, undefined);
  else if (!own && loggedIn) agentLoggedOut(change, agent.name, undefined);
}

/** One event for each queue that began or stopped to ring an agent at work (ECCP §9 agentstatechange). */
function tellRinging(change: Change, before: Agent, memberships: ReadonlyMap<QueueName, Membership>): void {
  if (change.agents.get(before.name)?.presence.kind !== 'logged-in') return;
  for (const [queue, { ringing }] of memberships) {
    if ((before.memberships.get(queue)?.ringing ?? false) === ringing) continue;
    change.publish({ kind: 'ringing-changed', agent: before.name, queue, ringing });
  }
}

function sameQueues(a: ReadonlyMap<QueueName, unknown>, b: ReadonlyMap<QueueName, unknown>): boolean {
  return a.size === b.size && [...a.keys()].every((queue) => b.has(queue));
}
