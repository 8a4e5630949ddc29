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

export type CastName = 'pool' | 'callback';

/** All of them take calls of queue 8000. */
export const CASTS: Readonly<Record<CastName, Cast>> = {
  pool: {
    agent: { name: 'Agent/412', extension: '412' },
    colleague: { name: 'Agent/9000', extension: '103' },
  },
  callback: {
    agent: { name: 'PJSIP/101', extension: '101' },
    colleague: { name: 'PJSIP/102', extension: '102' },
  },
};

/** Of every agent of the demonstration data. */
export const PASSWORD = '1234';

/** The role of an agent, by its name. */
export function roleOf(name: string, cast: Cast): Role | undefined {
  if (name === cast.agent.name) return 'agent';
  return name === cast.colleague.name ? 'colleague' : undefined;
}
