import type { CastName } from '../scenarios/play/cast.js';
import { OTHER_PHONE } from '../scenarios/play/cast.js';
import type { Step } from '../scenarios/play/scenario.js';
import {
  asks,
  breakBegins,
  breakEnds,
  consultedHangsUp,
  consults,
  customerCalls,
  customerHangsUp,
  hears,
  holding,
  isOnTheLine,
  logsIn,
  phoneIsNotAnswered,
  phoneRings,
  talking,
} from '../scenarios/play/steps.js';
import type { Picture } from './program-stage.js';

/** Where an agent is when something breaks. */
export interface Situation {
  readonly casts: readonly CastName[];
  readonly arrange: readonly Step[];
  readonly picture: Picture;
  /** Goes on as if nothing had happened, up to an agent without call and break. */
  readonly finish: readonly Step[];
  /** What the database says after that, in the words of `ProgramStage.rows`. */
  readonly leaves: string;
  /** And when Asterisk died instead: nobody saw how its call ended. */
  readonly dead: string;
}

const BOTH = ['pool', 'callback'] as const;
const ONLINE: Picture = { status: 'online', onHold: false, inCall: false };
const TALKS = { status: 'oncall', onHold: false, inCall: true };
const HANGS_UP = [asks('hangup'), hears('agentunlinked')];

function rows(sessions: string, pauses: string, calls: string): string {
  return `${sessions} sessions, ${pauses} pauses, calls: ${calls}, with agents: 0`;
}

export const SITUATIONS: Readonly<Record<string, Situation>> = {
  idle: {
    casts: BOTH,
    arrange: [logsIn()],
    picture: ONLINE,
    finish: [customerCalls(), hears('agentlinked'), ...HANGS_UP],
    leaves: rows('1 open of 1', '0 open of 0', 'terminada'),
    dead: rows('0 open of 1', '0 open of 0', 'none'),
  },
  ringing: {
    // A line of the pool does not ring.
    casts: ['callback'],
    arrange: [logsIn(), phoneIsNotAnswered(), customerCalls(), hears('callprogress OnQueue'), phoneRings()],
    picture: ONLINE,
    finish: [customerHangsUp, hears('callprogress Abandoned')],
    leaves: rows('1 open of 1', '0 open of 0', 'abandonada'),
    dead: rows('0 open of 1', '0 open of 0', 'fin-monitoreo'),
  },
  talking: {
    casts: BOTH,
    arrange: talking,
    picture: TALKS,
    finish: HANGS_UP,
    leaves: rows('1 open of 1', '0 open of 0', 'terminada'),
    dead: rows('0 open of 1', '0 open of 0', 'fin-monitoreo'),
  },
  held: {
    casts: BOTH,
    arrange: holding,
    picture: { status: 'paused', onHold: true, inCall: true },
    finish: [asks('unhold'), hears('callprogress OffHold'), ...HANGS_UP],
    leaves: rows('1 open of 1', '0 open of 1', 'terminada'),
    dead: rows('0 open of 1', '0 open of 1', 'fin-monitoreo'),
  },
  'in break': {
    casts: BOTH,
    arrange: [logsIn(), breakBegins],
    picture: { status: 'paused', onHold: false, inCall: false },
    finish: [breakEnds],
    leaves: rows('1 open of 1', '0 open of 1', 'none'),
    dead: rows('0 open of 1', '0 open of 1', 'none'),
  },
  'attended transfer': {
    casts: BOTH,
    arrange: [...talking, consults(OTHER_PHONE), isOnTheLine(OTHER_PHONE)],
    picture: TALKS,
    finish: [...HANGS_UP, ...consultedHangsUp],
    leaves: rows('1 open of 1', '0 open of 0', 'terminada'),
    dead: rows('0 open of 1', '0 open of 0', 'fin-monitoreo'),
  },
};

export const IDLE: Picture = ONLINE;
