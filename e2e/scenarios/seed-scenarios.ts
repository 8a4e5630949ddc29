import type { AgentName, FloorView } from '@openeccp/core';
import { connect, type EccpClient } from '@openeccp/eccp';
import type { Backend } from '../backends/backend.js';
import { until } from '../lab/deadline.js';
import {
  type ServerTestOptions,
  type ServerUnderTest,
  startServerUnderTest,
} from '../server/server-under-test.js';
import { runScript, type ScriptName, type ScriptSettings } from './seed-script.js';

/** One row of the table: what is the case before, which script runs, what it prints. */
export interface SeedScenario {
  /** Number in the starting document's order. */
  readonly id: number;
  readonly title: string;
  readonly script: ScriptName;
  /** Whether the back end has a parking lot. */
  readonly parking: boolean;
  readonly server?: ServerTestOptions;
  /** What differs from the constants of the scripts. */
  readonly settings?: Partial<ScriptSettings>;
  /** Brings about the state that the scenario begins with. */
  arrange(stage: Stage): Promise<void>;
  /** Lines that must be printed, in this order; further children of an answer may come in between. */
  readonly prints: readonly string[];
}

/** Everything that a scenario may set up. */
export interface Stage {
  readonly backend: Backend;
  readonly server: ServerUnderTest;
  readonly supervisor: EccpClient;
}

const AGENT = 'Agent/412';
const PASSWORD = '1234';

const CONSTANTS: Omit<ScriptSettings, 'port'> = {
  user: 'agentconsole',
  password: 'agentconsole',
  agent: AGENT,
  agentPassword: PASSWORD,
  extension: '412',
};

const nothing = async (): Promise<void> => {};

const WRONG_CREDENTIALS = {
  settings: { password: 'wrong' },
  parking: true,
  arrange: nothing,
  prints: ['Connect...', 'ECCPBadRequestException 401 Unauthorized (request 2)'],
};

const UNKNOWN_AGENT = { server: { without: [AGENT] }, parking: true, arrange: nothing };

const UNKNOWN_AGENT_STATUS = [
  'Connect...',
  'status = offline',
  'failure.code = 404',
  'failure.message = Invalid agent number',
];

const NOT_THROUGH_ECCP = [
  'failure.code = 404',
  'failure.message = Agent not found or not logged in through ECCP',
  'Disconnect...',
];

/** The 22 acceptance scenarios of the starting document; D-01 to D-09 say where other sources differ. */
export const seedScenarios: readonly SeedScenario[] = [
  {
    id: 1,
    title: 'agent logs in',
    script: 'agentlogin',
    parking: true,
    arrange: nothing,
    prints: [
      'Connect...',
      'status = offline',
      'Login agent',
      'status = logging',
      'agentloggedin.agent = Agent/412',
      'agentloggedin.queues.queue = 9000',
    ],
  },
  { id: 2, title: 'agentlogin with wrong credentials', script: 'agentlogin', ...WRONG_CREDENTIALS },
  {
    id: 3,
    title: 'the service is stopped',
    script: 'agentlogin',
    parking: true,
    arrange: ({ server }) => server.close(),
    prints: ['Connect...', 'ECCPConnFailedException 111'],
  },
  {
    id: 4,
    title: 'login on an extension that does not exist',
    script: 'agentlogin',
    parking: true,
    server: { extensions: new Map([['101', 'PJSIP/101']]) },
    arrange: nothing,
    prints: [
      'Connect...',
      'status = offline',
      'Login agent',
      'status = logged-out',
      'failure.code = 404',
      'failure.message = Specified extension not found',
      'Disconnect...',
    ],
  },
  {
    id: 5,
    title: 'login of an agent that does not exist',
    script: 'agentlogin',
    ...UNKNOWN_AGENT,
    prints: [
      ...UNKNOWN_AGENT_STATUS,
      'Login agent',
      'status = logged-out',
      'failure.code = 404',
      'failure.message = Specified agent not found',
      'Disconnect...',
    ],
  },
  {
    id: 6,
    title: 'agent is logged in already',
    script: 'agentlogin',
    parking: true,
    arrange: logIn,
    prints: [
      'Connect...',
      'status = online',
      'Login agent',
      'status = logged-out',
      'failure.code = 409',
      'failure.message = Specified agent already connected to extension: 412',
      'Disconnect...',
    ],
  },
  {
    id: 7,
    title: 'agent hangs up its call',
    script: 'hangup',
    parking: true,
    arrange: takeCall,
    prints: ['Connect...', 'status = oncall', 'Hangup...', 'success', 'Disconnect...'],
  },
  { id: 8, title: 'hangup with wrong credentials', script: 'hangup', ...WRONG_CREDENTIALS },
  {
    id: 9,
    title: 'hangup without a login',
    script: 'hangup',
    parking: true,
    server: { extensions: new Map() },
    arrange: nothing,
    prints: [
      'Connect...',
      'status = offline',
      'Hangup...',
      'failure.code = 417',
      'failure.message = Agent not in call',
      'Disconnect...',
    ],
  },
  {
    id: 10,
    title: 'hangup of an agent that does not exist',
    script: 'hangup',
    ...UNKNOWN_AGENT,
    prints: [
      ...UNKNOWN_AGENT_STATUS,
      'Hangup...',
      'failure.code = 404',
      'failure.message = Specified agent not found',
      'Disconnect...',
    ],
  },
  {
    id: 11,
    title: 'agent puts its call on hold',
    script: 'hold',
    parking: true,
    arrange: takeCall,
    prints: ['Connect...', 'status = oncall', 'Hold...', 'success', 'Disconnect...'],
  },
  {
    id: 12,
    title: 'hold of an agent that logged in by phone',
    script: 'hold',
    parking: true,
    arrange: takeCallAfterPhoneLogin,
    prints: ['Connect...', 'status = oncall', 'Hold...', ...NOT_THROUGH_ECCP],
  },
  {
    id: 13,
    title: 'hold without a parking lot',
    script: 'hold',
    parking: false,
    arrange: logIn,
    prints: [
      'Connect...',
      'status = online',
      'Hold...',
      'failure.code = 500',
      'failure.message = Parked call extension is disabled',
      'Disconnect...',
    ],
  },
  {
    id: 14,
    title: 'hold without a call',
    script: 'hold',
    parking: true,
    arrange: logIn,
    prints: [
      'Connect...',
      'status = online',
      'Hold...',
      'failure.code = 417',
      'failure.message = Agent currenty not handling a call',
      'Disconnect...',
    ],
  },
  { id: 15, title: 'hold with wrong credentials', script: 'hold', ...WRONG_CREDENTIALS },
  {
    id: 16,
    title: 'hold without a login',
    script: 'hold',
    parking: true,
    server: { extensions: new Map() },
    arrange: nothing,
    prints: ['Connect...', 'status = offline', 'Hold...', ...NOT_THROUGH_ECCP],
  },
  {
    id: 17,
    title: 'hold of an agent that does not exist',
    script: 'hold',
    ...UNKNOWN_AGENT,
    prints: [
      ...UNKNOWN_AGENT_STATUS,
      'Hold...',
      'failure.code = 404',
      'failure.message = Specified agent not found',
      'Disconnect...',
    ],
  },
  {
    id: 18,
    title: 'agent takes its call back from hold',
    script: 'unhold',
    parking: true,
    arrange: holdCall,
    prints: ['Connect...', 'status = paused', 'unhold...', 'success', 'Disconnect...'],
  },
  {
    id: 19,
    title: 'unhold a second time',
    script: 'unhold',
    parking: true,
    arrange: takeCall,
    prints: [
      'Connect...',
      'status = oncall',
      'unhold...',
      'failure.code = 417',
      'failure.message = Agent currenty handling a call',
      'Disconnect...',
    ],
  },
  { id: 20, title: 'unhold with wrong credentials', script: 'unhold', ...WRONG_CREDENTIALS },
  {
    id: 21,
    title: 'unhold without a login',
    script: 'unhold',
    parking: true,
    server: { extensions: new Map() },
    arrange: nothing,
    prints: ['Connect...', 'status = offline', 'unhold...', ...NOT_THROUGH_ECCP],
  },
  {
    id: 22,
    title: 'unhold of an agent that does not exist',
    script: 'unhold',
    ...UNKNOWN_AGENT,
    prints: [
      ...UNKNOWN_AGENT_STATUS,
      'unhold...',
      'failure.code = 404',
      'failure.message = Specified agent not found',
      'Disconnect...',
    ],
  },
];

/** Hold executed twice, the other half of scenario 14: the call is on hold when the script begins. */
export const holdTwice: SeedScenario = {
  id: 14,
  title: 'hold of a call that is on hold',
  script: 'hold',
  parking: true,
  arrange: holdCall,
  prints: [
    'Connect...',
    'status = paused',
    'Hold...',
    'failure.code = 417',
    'failure.message = Agent currenty not handling a call',
    'Disconnect...',
  ],
};

/** Plays a scenario on a back end of its kind and answers with what the script printed. */
export async function playScenario(scenario: SeedScenario, backend: Backend): Promise<readonly string[]> {
  await using server = await startServerUnderTest(backend, scenario.server);
  const supervisor = await connect({ port: server.port, user: 'agentconsole', password: 'agentconsole' });
  const stage: Stage = { backend, server, supervisor };
  try {
    await scenario.arrange(stage);
    const { printed } = await runScript(scenario.script, {
      ...CONSTANTS,
      ...scenario.settings,
      port: server.port,
    });
    return printed;
  } finally {
    await backend.customerHangsUp();
    await backend.phoneHangsUp('412');
    await supervisor.close();
  }
}

/** Logs agent 412 in through ECCP and waits until it is. */
async function logIn({ server, supervisor }: Stage): Promise<void> {
  const agent = supervisor.agent(AGENT, PASSWORD);
  const outcome = await agent.login('412');
  if (outcome.kind === 'refused') throw new Error(`login refused: ${outcome.failure.message}`);
  await floorShows(server, 'the login', (floor) => loginOf(floor) !== undefined);
}

async function takeCall(stage: Stage): Promise<void> {
  await logIn(stage);
  await callArrives(stage);
}

async function takeCallAfterPhoneLogin(stage: Stage): Promise<void> {
  await stage.backend.phoneDials('412', '*11412');
  await floorShows(stage.server, 'the login by phone', (floor) => loginOf(floor) !== undefined);
  await callArrives(stage);
}

async function callArrives({ backend, server }: Stage): Promise<void> {
  await backend.customerCalls('9000');
  await floorShows(server, 'the call', (floor) => loginOf(floor)?.call !== undefined);
}

async function holdCall(stage: Stage): Promise<void> {
  await takeCall(stage);
  const outcome = await stage.supervisor.agent(AGENT, PASSWORD).hold();
  if (outcome.kind === 'refused') throw new Error(`hold refused: ${outcome.failure.message}`);
}

function loginOf(floor: FloorView) {
  const presence = floor.agents.get(AGENT as AgentName)?.presence;
  return presence?.kind === 'logged-in' ? presence : undefined;
}

async function floorShows(
  { server }: ServerUnderTest,
  what: string,
  holds: (floor: FloorView) => boolean,
): Promise<void> {
  await until(what, 15_000, () => (holds(server.floor) ? true : undefined));
}
