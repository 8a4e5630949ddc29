/** Somebody who takes calls, and the phone at its desk. */
export interface Player {
  readonly name: string;
  readonly extension: string;
}

/** Who plays. Scenarios name roles, so that one scenario serves agents of both kinds. */
export interface Cast {
  readonly agent: Player;
  readonly colleague: Player;
}

export type Role = keyof Cast;

export type CastName =
  | 'pool'
  | 'callback'
  | 'pool with a callback colleague'
  | 'callback with a pool colleague'
  | 'callback without a queue';

/** A phone inside that is nobody's of the cast: it only rings, and the second caller calls from it. */
export const SPARE_PHONE = '104';

/** A phone inside that answers; of the pool's colleague, when that one has logged in. */
export const OTHER_PHONE = '103';

const POOL: Player = { name: 'Agent/412', extension: '412' };
const CALLBACK: Player = { name: 'PJSIP/101', extension: '101' };
const POOL_COLLEAGUE: Player = { name: 'Agent/9000', extension: OTHER_PHONE };
const CALLBACK_COLLEAGUE: Player = { name: 'PJSIP/102', extension: '102' };

/** All of them but one take calls of queue 8000. */
export const CASTS: Readonly<Record<CastName, Cast>> = {
  pool: { agent: POOL, colleague: POOL_COLLEAGUE },
  callback: { agent: CALLBACK, colleague: CALLBACK_COLLEAGUE },
  'pool with a callback colleague': { agent: POOL, colleague: CALLBACK_COLLEAGUE },
  'callback with a pool colleague': { agent: CALLBACK, colleague: POOL_COLLEAGUE },
  'callback without a queue': { agent: { name: 'PJSIP/104', extension: '104' }, colleague: POOL },
};

/** Of every agent of the demonstration data. */
export const PASSWORD = '1234';

/** The role of an agent, by its name. */
export function roleOf(name: string, cast: Cast): Role | undefined {
  if (name === cast.agent.name) return 'agent';
  return name === cast.colleague.name ? 'colleague' : undefined;
}
