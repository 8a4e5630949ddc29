import { DEFAULT_LOT } from '../engine/parking-lot.js';
import type { PhoneSeed } from '../engine/phone.js';
import type { MemberSeed } from '../engine/queue-member.js';
import type { World } from '../engine/world.js';
import { LAB_CONTEXTS } from './lab-contexts.js';

/** Phones that are there: the first picks up by itself, 104 only rings. */
const REGISTERED: readonly PhoneSeed[] = [
  { number: '101', registered: true, answers: 'auto' },
  { number: '102', registered: true, answers: 'auto' },
  { number: '103', registered: true, answers: 'auto' },
  { number: '104', registered: true, answers: 'manual' },
  { number: '412', registered: true, answers: 'auto' },
];

/** Known to the PBX, but no phone is plugged in. */
const UNREGISTERED: readonly PhoneSeed[] = ['105', '106', '107', '108', '109', '110'].map((number) => ({
  number,
  registered: false,
  answers: 'auto',
}));

/** The far ends of the world: a customer's phone and a trunk that reaches any number. */
const OUTSIDE: readonly PhoneSeed[] = [
  { ...outside('customer'), caller: { number: '5550171', name: 'Customer' } },
  { ...outside('trunk'), caller: { number: '', name: '' }, lines: 'many' },
];

const SALES: readonly MemberSeed[] = ['412', '9000', '9001', '9002', '9003'].map((number) =>
  poolMember(number, `Agente ${number}`),
);

/** The PBX on which OpenECCP is developed: phones 101–110 and 412, agents 9000–9009 and 412, queues 8000, 8001, 9000. */
export const labWorld: World = {
  systemName: 'sim',
  phones: [...REGISTERED, ...UNREGISTERED, ...OUTSIDE],
  agents: [
    ...['412', '9000', '9001', '9002', '9003', '9004', '9005', '9008', '9009'].map((number) => ({
      number,
      name: `Agent ${number}`,
    })),
    { number: '9006', name: 'Agent 9006 ack' },
    { number: '9007', name: 'Agent 9007 wrapup 5s' },
  ],
  queues: [
    {
      name: '9000',
      members: [
        poolMember('412', 'Agente 412'),
        poolMember('9008', 'Agent 9008'),
        poolMember('9009', 'Agent 9009'),
      ],
    },
    { name: '8001', timeout: 4, members: SALES },
    { name: '8000', members: SALES },
    { name: '9001', members: [], recorded: true },
  ],
  parkingLots: [
    {
      name: DEFAULT_LOT,
      context: 'parkedcalls',
      hints: true,
      comebackContext: undefined,
      firstSpace: 701,
      lastSpace: 720,
      timeoutSeconds: 300,
    },
    // As `openeccp init` writes it.
    {
      name: 'openeccp',
      context: 'openeccp-parked',
      hints: false,
      comebackContext: 'openeccp-comeback',
      firstSpace: 1,
      lastSpace: 999,
      timeoutSeconds: 86_400,
    },
  ],
  contexts: LAB_CONTEXTS,
  database: {
    '/QPENALTY/8000/agents/P101': '0',
    '/QPENALTY/8000/agents/P102': '0',
    '/QPENALTY/8000/agents/P103': '0',
    '/QPENALTY/8000/agents/S201': '0',
    '/QPENALTY/8001/agents/P101': '0',
    '/QPENALTY/8001/agents/P102': '0',
    '/QPENALTY/8001/agents/P103': '0',
    '/QPENALTY/8001/agents/S201': '0',
  },
};

function outside(number: string): PhoneSeed {
  return { number, registered: true, answers: 'auto', context: 'from-trunk' };
}

function poolMember(number: string, name: string): MemberSeed {
  return { interface: `Local/${number}@agents`, name, stateInterface: `Agent:${number}` };
}
