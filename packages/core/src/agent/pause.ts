import type { Change } from '../floor/change.js';
import type { AgentName } from './agent.js';
import { pauseReasons } from './status.js';

/**
 * Runs `mutate` and tells Asterisk when the agent's first reason to be paused appeared or its last one went.
 * Reasons in between change nothing in the queues, and an agent that is in no queue can't be paused there.
 */
export function withPauseSync(change: Change, name: AgentName, mutate: () => void): void {
  const before = reasonsOf(change, name);
  mutate();
  const after = reasonsOf(change, name);
  const agent = change.agents.get(name);
  if (agent === undefined || agent.memberships.size === 0) return;
  const [first] = after;
  if (before.length === 0 && first !== undefined) {
    change.ask({ kind: 'set-paused', agent: name, paused: true, reason: first.name });
  } else if (before.length > 0 && first === undefined) {
    change.ask({ kind: 'set-paused', agent: name, paused: false, reason: '' });
  }
}

function reasonsOf(change: Change, name: AgentName) {
  const agent = change.agents.get(name);
  return agent === undefined ? [] : pauseReasons(change, agent);
}
