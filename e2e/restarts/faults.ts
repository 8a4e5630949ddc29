import { setTimeout as passed } from 'node:timers/promises';
import type { ProgramStage } from './program-stage.js';

/** Something that breaks, for a while. */
export interface Fault {
  /** Resolves when it is whole again, with the time since when it could be: of `performance.now()`. */
  readonly strike: (stage: ProgramStage) => Promise<number>;
  /** Nobody who was on the line is there afterwards. */
  readonly deadly: boolean;
}

/** As long as the promise says where there is time for it, else long enough to be noticed. Milliseconds. */
export const isLong = process.env['OPENECCP_LONG_FAULTS'] === '1';
const CUT_MS = isLong ? 30_000 : 2_000;
const AWAY_MS = isLong ? 60_000 : 3_000;

export const FAULTS: Readonly<Record<string, Fault>> = {
  'server killed': {
    deadly: false,
    strike: async (stage) => {
      await stage.endServer('SIGKILL');
      return startsAgain(stage);
    },
  },
  'server stopped': {
    deadly: false,
    strike: async (stage) => {
      await stage.endServer('SIGTERM');
      return startsAgain(stage);
    },
  },
  'Asterisk killed': {
    deadly: true,
    strike: async ({ backend }) => {
      await backend.restart();
      return performance.now();
    },
  },
  [`connection to Asterisk cut ${CUT_MS / 1000} s`]: {
    deadly: false,
    strike: async ({ cable }) => {
      cable.cut();
      await passed(CUT_MS);
      cable.mend();
      return performance.now();
    },
  },
  [`database stopped ${AWAY_MS / 1000} s`]: {
    deadly: false,
    strike: async ({ database }) => {
      await database.stop();
      await passed(AWAY_MS);
      await database.start();
      return performance.now();
    },
  },
};

async function startsAgain(stage: ProgramStage): Promise<number> {
  const begin = performance.now();
  await stage.startServer();
  return begin;
}
