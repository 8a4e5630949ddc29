import type { Backend } from '../backends/backend.js';
import {
  type ServerTestOptions,
  type ServerUnderTest,
  startServerUnderTest,
} from '../server/server-under-test.js';
import { Wire } from '../server/wire.js';

/** An agent as the scenarios use it. */
export interface AgentCase {
  readonly name: string;
  readonly password: string;
  readonly extension: string;
  /** A queue that it takes calls from. */
  readonly queue: string;
}

export const POOL_AGENT: AgentCase = {
  name: 'Agent/412',
  password: '1234',
  extension: '412',
  queue: '9000',
};

export const CALLBACK_AGENT: AgentCase = {
  name: 'PJSIP/101',
  password: '1234',
  extension: '101',
  queue: '8000',
};

/** What a scenario has at hand: one console's connection that hears everything. */
export interface Console {
  readonly wire: Wire;
  readonly backend: Backend;
  /** Asks for the agent. */
  act(request: string, argument?: string): Promise<readonly string[]>;
  logIn(): Promise<void>;
  /** A customer calls and the agent takes it. */
  takeCall(): Promise<void>;
  hold(): Promise<void>;
  logOut(): Promise<void>;
  status(): Promise<string>;
}

/** Starts a server on the back end and a console on the server, plays, and leaves nothing behind. */
export async function withConsole<T>(
  backend: Backend,
  agent: AgentCase,
  play: (console: Console, server: ServerUnderTest) => Promise<T>,
  options: ServerTestOptions = {},
): Promise<T> {
  await using server = await startServerUnderTest(backend, options);
  const wire = await Wire.open(server.port);
  try {
    await wire.login('agentconsole', 'agentconsole');
    await wire.ask('callprogress', '<enable>1</enable>');
    const result = await play(consoleOf(wire, backend, agent), server);
    await server.written();
    return result;
  } finally {
    wire.close();
    await backend.customerHangsUp();
    await backend.phoneHangsUp(agent.extension);
  }
}

function consoleOf(wire: Wire, backend: Backend, agent: AgentCase): Console {
  const act = (request: string, argument = ''): Promise<readonly string[]> =>
    wire.askFor(agent.name, agent.password, request, argument);
  return {
    wire,
    backend,
    act,
    logIn: async () => {
      await act('loginagent', `<extension>${agent.extension}</extension>`);
      await wire.event(/^agentloggedin\./);
    },
    takeCall: async () => {
      await backend.customerCalls(agent.queue);
      await wire.event(/^agentlinked\./);
    },
    hold: async () => {
      await act('hold');
      await wire.event(/^pausestart\.pause_class = hold/);
    },
    logOut: async () => {
      await act('logoutagent');
      await wire.event(/^agentloggedout\./);
    },
    status: async () => {
      const lines = await wire.ask('getagentstatus', `<agent_number>${agent.name}</agent_number>`);
      return lines[0] ?? '';
    },
  };
}

/** The agent logs in, takes a call, holds it, resumes it, hangs up, logs out. */
export async function workThrough(console: Console): Promise<void> {
  await console.logIn();
  await console.takeCall();
  await console.hold();
  await console.act('unhold');
  await console.wire.event(/^callprogress\.new_status = OffHold/);
  await console.act('hangup');
  await console.wire.event(/^agentunlinked\./);
  await console.logOut();
}
