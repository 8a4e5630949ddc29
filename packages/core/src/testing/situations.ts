import type { Agent, AgentName, Extension, LoggedIn } from '../agent/agent.js';
import { agentStatus } from '../agent/status.js';
import type { Call, CallId } from '../call/call.js';
import type { Command, CommandId, Outcome } from '../floor/command.js';
import type { Input, LiveCall, TelephonySnapshot } from '../floor/input.js';
import { caller, EMPTY_SNAPSHOT, type FloorHarness, line, POOL_AGENT, summary } from './floor-harness.js';

/** The phone that {@link line} belongs to. */
export function phoneOf(name: AgentName): Extension {
  const number = name.slice(name.indexOf('/') + 1);
  return { number, dial: `PJSIP/${number}` };
}

/** The whole `log-in` command of an agent on its own phone. */
export function logInCommand(name: AgentName, inactivityLimitS?: number): Command & { kind: 'log-in' } {
  return { kind: 'log-in', agent: name, extension: phoneOf(name), inactivityLimitS };
}

/** What an input did, in order and in short. */
export function seen(floor: FloorHarness, input: Input): readonly string[] {
  return summary(floor.input(input));
}

/** What a command did, in order and in short; the answer is in it. */
export function asked(floor: FloorHarness, command: Command): readonly string[] {
  return summary(floor.command(command).effects);
}

/** The one outcome that a command must have by now. */
export function outcomeOf(floor: FloorHarness, id: CommandId): Outcome {
  const outcomes = floor.outcomes.get(id) ?? [];
  const [outcome] = outcomes;
  if (outcome === undefined || outcomes.length > 1)
    throw new Error(`command ${id} has ${outcomes.length} outcomes`);
  return outcome;
}

/** Carries out a command that is answered at once. */
export function answerTo(floor: FloorHarness, command: Command): Outcome {
  return outcomeOf(floor, floor.command(command).id);
}

/** Why a command was refused at once; undefined if it was not. */
export function refusalOf(floor: FloorHarness, command: Command): string | undefined {
  const outcome = answerTo(floor, command);
  return outcome.kind === 'refused' ? outcome.refusal.kind : undefined;
}

/** Logs a pool agent in through `loginagent`, to the end. */
export function logIn(floor: FloorHarness, name: AgentName = POOL_AGENT, inactivityLimitS?: number): void {
  floor.command(logInCommand(name, inactivityLimitS));
  floor.input({
    kind: 'login-started',
    agent: name,
    attempt: floor.floor.attempts,
    accepted: true,
    message: '',
  });
  floor.input({
    kind: 'phone-answered',
    agent: name,
    attempt: floor.floor.attempts,
    channel: line(name),
  });
  floor.input({ kind: 'agent-in', agent: name, channel: line(name) });
  floor.effects.length = 0;
}

/** Logs an agent in by its phone, without a request. */
export function logInByPhone(floor: FloorHarness, name: AgentName = POOL_AGENT): void {
  floor.input({ kind: 'agent-in', agent: name, channel: line(name) });
  floor.effects.length = 0;
}

/** A caller enters queue 9000. */
export function queueCaller(floor: FloorHarness, id = 'c1'): void {
  floor.input({ kind: 'caller-joined', ...caller(id), queue: '9000', phone: '5550171' });
  floor.effects.length = 0;
}

/** A caller meets an agent. */
export function connect(floor: FloorHarness, id = 'c1', name: AgentName = POOL_AGENT): readonly string[] {
  return seen(floor, { kind: 'call-connected', call: id as CallId, agent: name, agentChannel: line(name) });
}

/** The agent is logged in and talks to a caller. */
export function talking(floor: FloorHarness, id = 'c1', name: AgentName = POOL_AGENT): void {
  if (loginOf(floor, name) === undefined) logIn(floor, name);
  queueCaller(floor, id);
  connect(floor, id, name);
  floor.effects.length = 0;
}

/** The agent's caller waits in slot 701. */
export function held(floor: FloorHarness, id = 'c1', name: AgentName = POOL_AGENT): void {
  talking(floor, id, name);
  floor.command({ kind: 'hold', agent: name });
  floor.input({ kind: 'call-parked', call: id as CallId, slot: '701', ours: true });
  floor.effects.length = 0;
}

export function agentOf(floor: FloorHarness, name: AgentName = POOL_AGENT): Agent {
  const agent = floor.floor.agents.get(name);
  if (agent === undefined) throw new Error(`${name} is not loaded`);
  return agent;
}

export function loginOf(floor: FloorHarness, name: AgentName = POOL_AGENT): LoggedIn | undefined {
  const { presence } = agentOf(floor, name);
  return presence.kind === 'logged-in' ? presence : undefined;
}

export function callOf(floor: FloorHarness, id = 'c1'): Call | undefined {
  return floor.floor.calls.get(id as CallId);
}

export function statusOf(floor: FloorHarness, name: AgentName = POOL_AGENT): string {
  return agentStatus(floor.floor, agentOf(floor, name));
}

/** Asterisk comes back with this to show; what is left out is as at the start of a test. */
export function reconnect(floor: FloorHarness, snapshot: Partial<TelephonySnapshot> = {}): readonly string[] {
  floor.input({ kind: 'telephony-down' });
  return seen(floor, { kind: 'telephony-up', epoch: 2, snapshot: { ...EMPTY_SNAPSHOT, ...snapshot } });
}

/** A caller of queue 9000 as a snapshot shows it. */
export function live(id: string, state: LiveCall['state']): LiveCall {
  return { ...caller(id), queue: '9000', phone: '5550171', state };
}
