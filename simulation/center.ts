import type { AgentName, BreakRecord, Directory, QueueRecord } from '@openeccp/core';
import { md5Hex } from '@openeccp/eccp';
import { LAB_CONTEXTS, labWorld, type MemberSeed, type PhoneSeed, type World } from '@openeccp/simulator';
import type { ServerConfig } from 'openeccp';
import { configFrom } from '../packages/server/src/config/load-config.js';

/** The call center that is simulated: as many agents as a seed's callers keep busy, and all kinds of them. */

/** A seat: an agent, and the phone on its desk. */
export interface Seat {
  readonly agent: AgentName;
  readonly rowId: number;
  /** Number of the phone, its extension. */
  readonly phone: string;
  readonly kind: 'pool' | 'callback';
}

const pool = (number: number, phone: number, rowId: number): Seat => ({
  agent: `Agent/${number}` as AgentName,
  rowId,
  phone: String(phone),
  kind: 'pool',
});

const callback = (number: number, rowId: number): Seat => ({
  agent: `PJSIP/${number}` as AgentName,
  rowId,
  phone: String(number),
  kind: 'callback',
});

export const SEATS: readonly Seat[] = [
  pool(9001, 401, 1),
  pool(9002, 402, 2),
  pool(9003, 403, 3),
  pool(9004, 404, 4),
  pool(9005, 405, 5),
  callback(101, 6),
  callback(102, 7),
  callback(103, 8),
  callback(104, 9),
];

export const PASSWORD = '1234';
export const CLIENT = 'console';

/** Who is nobody's agent and can be called by them: answers, only rings, is refused, is busy, does not exist. */
export const OTHERS: readonly string[] = ['150', '151', '666', '667', '668', '3333'];

/** Followed by the server. The first has agents of the pool, the second callback agents, the third both. */
export const QUEUES: readonly QueueRecord[] = ['9000', '8000', '8002'].map((name, index) => ({
  rowId: index + 1,
  name,
  campaigns: [],
}));

export const BREAKS: readonly BreakRecord[] = [
  { id: 1, name: 'Hold', description: 'Hold', active: true, kind: 'hold' },
  { id: 2, name: 'Lunch', description: 'Lunch', active: true, kind: 'break' },
  { id: 3, name: 'Coffee', description: 'Coffee', active: true, kind: 'break' },
];

/** The master data of the database. */
export const DIRECTORY: Directory = {
  agents: SEATS.map(({ rowId, agent }) => ({ rowId, name: agent, displayName: agent })),
  secrets: SEATS.map(({ agent }) => ({ name: agent, eccpPassword: PASSWORD })),
  breaks: BREAKS,
  queues: QUEUES,
  clients: [{ kind: 'md5', username: CLIENT, md5Password: md5Hex(CLIENT) }],
};

export const MANAGER = { name: 'openeccp', secret: 'openeccp' } as const;

const phone = (number: string, answers: PhoneSeed['answers'] = 'auto'): PhoneSeed => ({
  number,
  registered: true,
  answers,
  answerAfterMs: 800,
});

const outside = (number: string): PhoneSeed => ({
  ...phone(number),
  context: 'from-trunk',
  lines: 'many',
});

const members = (kind: Seat['kind']): readonly MemberSeed[] =>
  SEATS.filter((seat) => seat.kind === kind).map(({ agent }) => {
    const number = agent.slice(agent.indexOf('/') + 1);
    return { interface: `Local/${number}@agents`, name: agent, stateInterface: `Agent:${number}` };
  });

/** How its Asterisk is set up. */
export const WORLD: World = {
  systemName: 'sim',
  phones: [
    ...SEATS.map((seat) => phone(seat.phone)),
    phone('150'),
    phone('151', 'manual'),
    outside('customer'),
    outside('trunk'),
  ],
  agents: SEATS.flatMap(({ agent, kind }) =>
    kind === 'pool' ? [{ number: agent.slice('Agent/'.length), name: agent }] : [],
  ),
  queues: [
    { name: '9000', timeout: 6, retry: 1, members: members('pool') },
    { name: '8000', timeout: 6, retry: 1, members: [] },
    { name: '8002', timeout: 6, retry: 1, members: members('pool'), recorded: true },
  ],
  parkingLots: labWorld.parkingLots.map((lot) => ({ ...lot, timeoutSeconds: 45 })),
  contexts: LAB_CONTEXTS,
  database: {
    '/QPENALTY/8000/agents/P101': '0',
    '/QPENALTY/8000/agents/P102': '0',
    '/QPENALTY/8000/agents/P103': '0',
    '/QPENALTY/8000/agents/P104': '1',
    '/QPENALTY/8002/agents/P101': '0',
    '/QPENALTY/8002/agents/P104': '0',
  },
};

/** How its server is set up. */
export function serverConfig(protocol: ServerConfig['protocol']): ServerConfig {
  return configFrom({
    asterisk: { user: MANAGER.name, secret: MANAGER.secret, ringSeconds: 10 },
    database: { url: 'sqlite::memory:' },
    eccp: { maxOutboxBytes: 64 * 1024 },
    extensions: Object.fromEntries(SEATS.map((seat) => [seat.phone, `PJSIP/${seat.phone}`])),
    protocol: { ...protocol },
    http: 'off',
    log: { level: 'silent' },
  }).server;
}
