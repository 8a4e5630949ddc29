import { dropCall } from '../call/end.js';
import type { Change } from '../floor/change.js';
import { type CommandId, DONE, refused } from '../floor/command.js';
import { type Agent, type AgentName, type Channel, LOGGED_OUT, type LoggedIn } from './agent.js';
import { closeBreak } from './break.js';
import { cancelLogin, leaveQueues } from './login.js';

/** `logoutagent`: answered at once; the log-off is complete when Asterisk confirms it (ECCP §8.2). */
export function logOut(change: Change, command: CommandId, name: AgentName): void {
  const agent = change.agents.get(name);
  if (agent === undefined) return change.reply(command, refused({ kind: 'agent-not-loaded' }));
  const { presence } = agent;
  switch (presence.kind) {
    case 'logged-out':
      break;
    case 'calling':
    case 'logging':
      cancelLogin(change, agent, presence);
      break;
    case 'logged-in':
      endLogin(change, agent, presence);
      break;
  }
  change.reply(command, DONE);
}

/** Asks Asterisk to end the login, by whatever makes the agent logged in. */
export function endLogin(change: Change, agent: Agent, login: LoggedIn): void {
  if (agent.kind === 'pool') {
    return change.ask({ kind: 'end-line', agent: agent.name, channel: login.channel });
  }
  const call = login.call === undefined ? undefined : change.calls.get(login.call);
  // In a consultation the phone still has both, and whoever it is handed to; a customer on hold goes to its queue.
  if (call !== undefined && call.phase.kind !== 'consulting' && call.phase.kind !== 'held')
    change.ask({ kind: 'hang-up', channel: call.customer, command: undefined });
  leaveQueues(change, agent);
}

/**
 * Asterisk has let the agent go, whoever wanted it. Everything that hung on the login ends with it: hold, call,
 * break, session — in the order in which clients expect the events (ECCP §6.2).
 */
export function agentLoggedOut(change: Change, name: AgentName, channel: Channel | undefined): void {
  const agent = change.agents.get(name);
  if (agent === undefined) return;
  const { presence } = agent;
  if (presence.kind === 'logging' || presence.kind === 'calling') return cancelLogin(change, agent, presence);
  if (presence.kind === 'logged-out') return;
  // A late log-off of an earlier line says nothing about this one.
  if (
    channel !== undefined &&
    presence.channel !== undefined &&
    channel.uniqueid !== presence.channel.uniqueid
  ) {
    return;
  }

  dropCall(change, name);
  if (presence.awaited !== undefined) {
    change.ask({ kind: 'abort-call', call: presence.awaited, command: undefined });
  }
  const idle = change.agents.get(name);
  if (idle?.presence.kind === 'logged-in') closeBreak(change, idle, idle.presence);
  change.store({
    kind: 'close-audit',
    id: presence.sessionId,
    agentRowId: agent.rowId,
    openedAt: presence.since,
    at: change.now,
  });
  const last = change.agents.get(name) ?? agent;
  change.setAgent({ ...last, presence: LOGGED_OUT });
  change.publish({ kind: 'agent-logged-out', agent: name });
}
