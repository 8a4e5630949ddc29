import type { Change } from '../floor/change.js';
import { ALREADY_LOGGED_IN, type Command, type CommandId, LOGGING, refused } from '../floor/command.js';
import {
  type Agent,
  type AgentName,
  agentNumber,
  type Calling,
  type Channel,
  type Extension,
  LOGGED_OUT,
  type LoginOrigin,
} from './agent.js';
import { armInactivity } from './inactivity.js';

/**
 * `loginagent` for an agent that has proved who it is (ECCP §8.2). The answer comes when Asterisk has accepted
 * the login call, which is long before the phone is answered.
 */
export function logIn(change: Change, command: CommandId, wish: Command & { kind: 'log-in' }): void {
  const agent = change.agents.get(wish.agent);
  if (agent === undefined) return change.reply(command, refused({ kind: 'agent-not-loaded' }));
  const { presence } = agent;
  const sameExtension = presence.kind !== 'logged-out' && presence.extension.dial === wish.extension.dial;

  switch (presence.kind) {
    case 'logged-in': {
      const accepted =
        change.settings.sameExtensionLogin === 'accept' && sameExtension && presence.origin === 'eccp';
      // D-07: by default an agent that is logged in is refused, whatever the extension.
      return change.reply(
        command,
        accepted ? ALREADY_LOGGED_IN : refused({ kind: 'already-connected', extension: presence.extension }),
      );
    }
    case 'calling':
    case 'logging':
      // D-26: a second request while the phone rings starts no second call.
      return change.reply(
        command,
        sameExtension ? LOGGING : refused({ kind: 'already-connected', extension: presence.extension }),
      );
    case 'logged-out':
      return startLogin(change, command, agent, wish);
  }
}

function startLogin(
  change: Change,
  command: CommandId,
  agent: Agent,
  wish: Command & { kind: 'log-in' },
): void {
  if (change.telephony.kind === 'down') return change.reply(command, refused({ kind: 'telephony-down' }));
  const holder = holderOf(change, wish.extension);
  if (holder !== undefined) return change.reply(command, refused({ kind: 'extension-in-use', by: holder }));
  // D-21: a callback agent without queues could never take a call.
  if (agent.kind === 'callback' && agent.assignedQueues.size === 0) {
    return change.reply(command, refused({ kind: 'no-queue' }));
  }
  const attempt = change.nextAttempt();
  const presence: Calling = {
    kind: 'calling',
    extension: wish.extension,
    attempt,
    since: change.now,
    inactivityLimitS: wish.inactivityLimitS,
    command,
  };
  change.setAgent({ ...agent, presence });
  change.setTimer(
    { kind: 'login', agent: agent.name, attempt },
    change.now + change.settings.loginDeadlineMs,
  );
  change.ask(
    agent.kind === 'pool'
      ? { kind: 'call-phone-to-log-in', agent: agent.name, attempt, extension: wish.extension }
      : {
          kind: 'join-queues',
          agent: agent.name,
          attempt,
          displayName: agent.displayName,
          leave: [...agent.memberships.keys()],
          join: agent.assignedQueues,
        },
  );
}

/** The agent that uses this phone now. Two agents on one phone would hear each other's callers. */
function holderOf(change: Change, extension: Extension): AgentName | undefined {
  for (const agent of change.agents.values()) {
    if (agent.presence.kind !== 'logged-out' && agent.presence.extension.dial === extension.dial)
      return agent.name;
  }
  return undefined;
}

/** Asterisk took or refused the login call. */
export function loginStarted(
  change: Change,
  fact: {
    readonly agent: AgentName;
    readonly attempt: number;
    readonly accepted: boolean;
    readonly message: string;
  },
): void {
  const agent = change.agents.get(fact.agent);
  if (agent?.presence.kind !== 'calling' || agent.presence.attempt !== fact.attempt) return;
  const { command } = agent.presence;
  if (fact.accepted) {
    change.setAgent({ ...agent, presence: { ...agent.presence, command: undefined } });
    if (command !== undefined) change.reply(command, LOGGING);
    return;
  }
  change.setAgent({ ...agent, presence: LOGGED_OUT });
  // The request itself says that it failed, so there is no `agentfailedlogin` (ECCP §9).
  if (command !== undefined) {
    change.reply(command, refused({ kind: 'telephony-refused', message: fact.message }));
  }
}

/** The phone was answered; app_agent_pool has not confirmed the agent yet. */
export function phoneAnswered(
  change: Change,
  fact: { readonly agent: AgentName; readonly attempt: number; readonly channel: Channel },
): void {
  const agent = change.agents.get(fact.agent);
  if (agent?.presence.kind !== 'calling' || agent.presence.attempt !== fact.attempt) return;
  const { extension, attempt, since, inactivityLimitS, command } = agent.presence;
  if (command !== undefined) change.reply(command, LOGGING);
  change.setAgent({
    ...agent,
    presence: { kind: 'logging', extension, attempt, since, inactivityLimitS, channel: fact.channel },
  });
}

/** The login came to nothing: not answered, hung up, cancelled or pending for too long (D-10). */
export function loginEnded(change: Change, name: AgentName, attempt: number): void {
  const agent = change.agents.get(name);
  const presence = agent?.presence;
  if (agent === undefined || (presence?.kind !== 'calling' && presence?.kind !== 'logging')) return;
  if (presence.attempt !== attempt) return;
  cancelLogin(change, agent, presence);
}

/** Gives up a login: whatever was started in Asterisk is stopped, listeners hear of the failure. */
export function cancelLogin(
  change: Change,
  agent: Agent,
  presence: Agent['presence'] & { kind: 'calling' | 'logging' },
): void {
  const { name } = agent;
  if (agent.kind === 'callback') leaveQueues(change, agent);
  else {
    const channel = presence.kind === 'logging' ? presence.channel : undefined;
    change.ask({ kind: 'cancel-login', agent: name, attempt: presence.attempt, channel });
  }
  // ECCP §9: the agent is logged out before the event, so that a client may try again at once.
  change.setAgent({ ...agent, presence: LOGGED_OUT });
  if (presence.kind === 'calling' && presence.command !== undefined) change.reply(presence.command, LOGGING);
  change.publish({ kind: 'agent-login-failed', agent: name });
}

/** Takes a callback agent out of the queues where it is seen, and out of those that it has just been put into. */
export function leaveQueues(change: Change, { name, memberships, assignedQueues }: Agent): void {
  const queues = new Set([...memberships.keys(), ...assignedQueues.keys()]);
  change.ask({ kind: 'leave-queues', agent: name, queues: [...queues] });
}

/** Asterisk has the agent: on its line in the pool, or in a queue of its own for a callback agent. */
export function agentLoggedIn(change: Change, name: AgentName, channel: Channel | undefined): void {
  const agent = change.agents.get(name);
  if (agent === undefined) return;
  const { presence } = agent;
  switch (presence.kind) {
    case 'logged-in':
      if (channel !== undefined && presence.channel?.uniqueid !== channel.uniqueid) {
        change.setLogin(name, { channel });
      }
      return;
    case 'calling':
      if (presence.command !== undefined) change.reply(presence.command, LOGGING);
      return enter(change, agent, channel, 'eccp', presence.extension, presence.inactivityLimitS);
    case 'logging':
      return enter(
        change,
        agent,
        channel ?? presence.channel,
        'eccp',
        presence.extension,
        presence.inactivityLimitS,
      );
    case 'logged-out':
      return enter(change, agent, channel, 'external', extensionOf(agent, channel), undefined);
  }
}

function enter(
  change: Change,
  agent: Agent,
  channel: Channel | undefined,
  origin: LoginOrigin,
  extension: Extension,
  inactivityLimitS: number | undefined,
): void {
  const { name } = agent;
  const sessionId = change.nextId('audit');
  change.setAgent({
    ...agent,
    presence: Object.freeze({
      kind: 'logged-in',
      origin,
      extension,
      channel,
      since: change.now,
      sessionId,
      inactivityLimitS,
      lastActivity: change.now,
      break: undefined,
      hold: undefined,
      reserved: undefined,
      call: undefined,
      awaited: undefined,
    }),
  });
  change.store({
    kind: 'open-session',
    id: sessionId,
    agentRowId: agent.rowId,
    at: change.now,
    extension: extension.dial,
  });
  armInactivity(change, name, inactivityLimitS);
  // A pause that an earlier login left behind in the queues would keep the agent without calls.
  if ([...agent.memberships.values()].some((membership) => membership.paused)) {
    change.ask({ kind: 'set-paused', agent: name, paused: false, reason: '' });
  }
  // D-09: the queues go with the event. A callback agent joins its queues one after another, this is the first.
  const queues = new Set([...agent.memberships.keys(), ...agent.assignedQueues.keys()]);
  change.publish({ kind: 'agent-logged-in', agent: name, queues: [...queues] });
}

/** The phone of a login that nobody asked for: the line's device, or the callback agent's own. */
function extensionOf(agent: Agent, channel: Channel | undefined): Extension {
  const dial = channel === undefined ? agent.name : channel.name.replace(/-[0-9a-f]+$/i, '');
  return { number: agentNumber(dial as AgentName), dial };
}
