import type { SeededRandom } from '@openeccp/simulator';
import { OTHERS, QUEUES, SEATS } from './center.js';

/** What can go wrong, each to be switched off. */
export const FAULTS = [
  /** Asterisk's threads tell their news in another order, by milliseconds. */
  'reorder',
  /** A message comes twice. */
  'duplicate',
  /** Nothing comes for a while, and then all at once. */
  'late',
  /** A message never comes. */
  'lost',
  /** The connection to Asterisk breaks. */
  'cut',
  /** Asterisk is restarted. */
  'asterisk-restart',
  /** The server is killed and started again. */
  'kill',
  /** The server is stopped and started again. */
  'stop',
  /** The database is away, locked or slow, or breaks the connection after it did what it was asked. */
  'database',
  /** Clients die, or read nothing. */
  'clients',
  /** Phones are unplugged, do not answer or refuse. */
  'phones',
] as const;

export type Fault = (typeof FAULTS)[number];

/** The events after which a caller may hang up in the very moment. */
export const WORST_MOMENTS = [
  'AgentCalled',
  'BridgeEnter',
  'ParkedCall',
  'UnParkedCall',
  'LocalOptimizationEnd',
  'BridgeLeave',
] as const;

export interface Caller {
  readonly queue: string;
  readonly number: string;
  /** How long it waits. Milliseconds. */
  readonly patienceMs: number;
  /** How long it stays once somebody has answered. */
  readonly talkMs: number;
  /** Hangs up so long after such an event of its own. */
  readonly worst: { readonly event: (typeof WORST_MOMENTS)[number]; readonly afterMs: number } | undefined;
}

/** One thing that happens. `pick`s are in [0, 1) and choose among what is possible at that moment. */
export type Deed =
  | { readonly kind: 'caller'; readonly caller: Caller }
  /** A request: of that agent, or of the next one that has a call. */
  | {
      readonly kind: 'agent';
      readonly seat: number;
      readonly busy: boolean;
      readonly pick: number;
      readonly other: string;
    }
  | { readonly kind: 'handset'; readonly seat: number; readonly deed: 'hang-up' | 'pick-up' | 'dial-in' }
  /** The customer of that agent hangs up. */
  | { readonly kind: 'customer-hangs-up'; readonly seat: number }
  | { readonly kind: 'target-hangs-up'; readonly number: string }
  | {
      readonly kind: 'phone';
      readonly number: string;
      readonly change: 'unplugged' | 'silent' | 'rejects';
      readonly ms: number;
    }
  | { readonly kind: 'stall' | 'cut'; readonly ms: number }
  | { readonly kind: 'asterisk-restart'; readonly ms: number }
  | { readonly kind: 'kill'; readonly afterWrites: number; readonly ms: number }
  | { readonly kind: 'stop'; readonly ms: number }
  | {
      readonly kind: 'database';
      readonly trouble: 'away' | 'locked' | 'slow' | 'answer-lost';
      readonly ms: number;
    }
  | {
      readonly kind: 'client';
      readonly client: number;
      readonly deed: 'dies' | 'stops-reading';
      readonly ms: number;
    };

/** A deed and when it is done, in milliseconds from the start. */
export interface Move {
  readonly at: number;
  readonly deed: Deed;
}

/** Who serves as a client: one for each of these connections. */
export const CONSOLES = 3;

/** Mean time between two callers. Milliseconds. */
const CALLER_EVERY_MS = 2_800;
/** Deeds of agents for each call: on some days they let things take their time, on others they never do. */
const DEEDS_PER_CALL = [0.8, 2, 4] as const;
/** Before the first caller the agents come. */
const OPENING_MS = 12_000;

/** Everything that happens in a run: the same for the same random numbers. */
export function plan(random: SeededRandom, calls: number, faults: ReadonlySet<Fault>): readonly Move[] {
  const endMs = OPENING_MS + calls * CALLER_EVERY_MS;
  const moves: Move[] = [];
  const add = (at: number, deed: Deed): void => {
    moves.push({ at: Math.floor(at), deed });
  };
  const some = (count: number, deed: () => Deed): void => {
    for (let n = 0; n < count; n++) add(OPENING_MS + random.next() * (endMs - OPENING_MS), deed());
  };
  const ms = (from: number, to: number): number => random.between(from, to);
  const among = <T>(values: readonly T[]): T => values[random.between(0, values.length - 1)] as T;
  const anySeat = (): number => random.between(0, SEATS.length - 1);

  SEATS.forEach((_, seat) => {
    add(ms(500, OPENING_MS / 2), { kind: 'agent', seat, busy: false, pick: 0.5, other: '' });
  });
  some(calls, () => ({ kind: 'caller', caller: caller(random) }));
  const chance = (share: number): boolean => random.next() < share;
  const request = (at: number, seat: number): void => {
    const other = chance(0.3) ? among(SEATS).phone : among(OTHERS);
    add(at, { kind: 'agent', seat, busy: chance(0.5), pick: random.next(), other });
  };
  const deeds = calls * among(DEEDS_PER_CALL);
  for (let n = 0; n < deeds; n++) {
    const at = OPENING_MS + random.next() * (endMs - OPENING_MS);
    const seat = anySeat();
    request(at, seat);
    // Whatever can happen to an agent happens best while something else is under way.
    const soon = (): number => at + (chance(0.3) ? 0 : ms(0, 80));
    if (chance(0.25)) request(soon(), seat);
    if (chance(0.1)) request(at + ms(0, 1_500), seat);
    if (chance(0.1)) add(soon(), { kind: 'customer-hangs-up', seat });
    if (chance(0.06)) add(soon(), { kind: 'handset', seat, deed: 'hang-up' });
    if (faults.has('phones') && chance(0.04)) {
      const change = among(['silent', 'rejects', 'unplugged'] as const);
      add(soon(), { kind: 'phone', number: SEATS[seat]?.phone ?? '', change, ms: ms(5_000, 50_000) });
    }
    if (faults.has('cut') && chance(0.015)) add(soon(), { kind: 'cut', ms: chance(0.7) ? 0 : ms(0, 20_000) });
    if (faults.has('late') && chance(0.02)) add(soon(), { kind: 'stall', ms: ms(20, 8_000) });
    if (faults.has('kill') && chance(0.01)) add(soon(), { kind: 'kill', afterWrites: 1, ms: ms(0, 2_000) });
  }
  some(calls * 0.15, () => ({
    kind: 'handset',
    seat: anySeat(),
    deed: among(['hang-up', 'hang-up', 'pick-up', 'dial-in']),
  }));
  some(calls * 0.1, () => ({ kind: 'target-hangs-up', number: among(['150', '151']) }));

  /** One of a kind for so many calls, and at least one. */
  const oneFor = (fault: Fault, each: number, deed: () => Deed): void => {
    if (faults.has(fault)) some(Math.max(1, Math.round(calls / each)), deed);
  };
  oneFor('phones', 20, () => ({
    kind: 'phone',
    number: among([...SEATS.map(({ phone }) => phone), '150']),
    change: among(['unplugged', 'silent', 'rejects']),
    ms: ms(2_000, 40_000),
  }));
  oneFor('late', 40, () => ({ kind: 'stall', ms: random.next() < 0.1 ? ms(20_000, 40_000) : ms(50, 4_000) }));
  oneFor('cut', 70, () => ({ kind: 'cut', ms: random.next() < 0.3 ? ms(10_000, 40_000) : ms(0, 3_000) }));
  oneFor('asterisk-restart', 150, () => ({ kind: 'asterisk-restart', ms: ms(0, 20_000) }));
  oneFor('kill', 70, () => ({ kind: 'kill', afterWrites: ms(1, 12), ms: ms(0, 5_000) }));
  oneFor('stop', 100, () => ({ kind: 'stop', ms: ms(0, 5_000) }));
  oneFor('database', 50, () => ({
    kind: 'database',
    trouble: among(['away', 'locked', 'slow', 'answer-lost']),
    ms: ms(100, 60_000),
  }));
  oneFor('clients', 30, () => ({
    kind: 'client',
    client: random.between(0, CONSOLES),
    deed: among(['dies', 'stops-reading']),
    ms: ms(1_000, 60_000),
  }));
  return moves.sort((one, other) => one.at - other.at);
}

/** When the last deed of a plan may be done. Milliseconds from the start. */
export function planEnds(calls: number): number {
  return OPENING_MS + calls * CALLER_EVERY_MS;
}

function caller(random: SeededRandom): Caller {
  const queue = QUEUES[random.between(0, QUEUES.length - 1)]?.name ?? '';
  const hasty = random.next() < 0.2;
  const worst = WORST_MOMENTS[random.between(0, WORST_MOMENTS.length - 1)];
  return {
    queue,
    number: `55${random.between(10_000, 99_999)}`,
    patienceMs: hasty ? random.between(0, 3_000) : random.between(5_000, 60_000),
    talkMs: talkMs(random),
    worst:
      random.next() < 0.3 && worst !== undefined
        ? { event: worst, afterMs: random.next() < 0.5 ? 0 : random.between(0, 60) }
        : undefined,
  };
}

/** Some hang up at once, and some stay for as long as it takes. */
function talkMs(random: SeededRandom): number {
  const share = random.next();
  if (share < 0.2) return random.between(0, 500);
  return share < 0.85 ? random.between(1_000, 40_000) : random.between(60_000, 110_000);
}

/** A contact that is to be called for one agent, and when. Milliseconds from the start. */
export interface Contact {
  readonly at: number;
  readonly seat: number;
  readonly phone: string;
  readonly trunk: string | undefined;
}

/** Customers who answer, are busy, do not answer, are refused, or are dialled through the trunk. */
const PREFIXES = ['55', '55', '56', '57', '58', '59', '53', '54'] as const;

/** The calls that are scheduled for agents. */
export function contacts(random: SeededRandom, calls: number): readonly Contact[] {
  const endMs = planEnds(calls);
  return Array.from({ length: Math.ceil(calls / 12) }, () => ({
    at: random.between(OPENING_MS, endMs),
    seat: random.between(0, SEATS.length - 1),
    phone: `${PREFIXES[random.between(0, PREFIXES.length - 1)]}${random.between(100, 999)}`,
    trunk: random.next() < 0.3 ? 'PJSIP/trunk' : undefined,
  }));
}
