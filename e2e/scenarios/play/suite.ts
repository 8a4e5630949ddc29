import { afterAll, describe, expect, it } from 'vitest';
import type { ContractBackend } from '../../../packages/storage/src/testing/contract-backend.js';
import { withTables } from '../../../packages/storage/src/testing/found-schema.js';
import { sqliteBackend } from '../../../packages/storage/src/testing/sqlite-backend.js';
import type { BackendName, BackendOptions } from '../../backends/backend.js';
import { BackendPool } from '../../backends/backend-pool.js';
import { backend as backendOf } from '../../backends/index.js';
import { describeWith } from '../../lab/requirements.js';
import { CASTS } from './cast.js';
import { type Played, play } from './play.js';
import type { Scenario } from './scenario.js';

/** Scenarios of a subject, by its name. */
export type Subjects = Readonly<Record<string, readonly Scenario[]>>;

/** Scenarios mostly wait: for five seconds after each login alone an agent of the pool gets no call. */
const SIDE_BY_SIDE = 3;

export interface SuiteOptions {
  readonly databases?: ContractBackend;
  /** Default: our own lot. */
  readonly parking?: BackendOptions['parking'];
  /** How long a call may stay parked, Asterisk's seconds. */
  readonly parkingS?: number;
  /** Plays in the extended profile, which adds to what is heard and takes nothing away (D-17). */
  readonly extended?: boolean;
}

/** Plays scenarios on a back end, some of them side by side, each in a database of its own. */
export function scenarioSuite(
  title: string,
  subjects: Subjects,
  name: BackendName,
  options: SuiteOptions = {},
): void {
  const { databases = withTables(sqliteBackend, 'classic'), extended = false } = options;
  const { parking = 'own', parkingS } = options;
  const { needs, start } = backendOf(name);

  describeWith(needs, `${title} on ${name}`, () => {
    const pool = new BackendPool(
      () => start({ parking, ...(parkingS === undefined ? {} : { parkingS }) }),
      SIDE_BY_SIDE,
    );
    afterAll(() => pool.close());

    describe.concurrent.each(Object.entries(subjects))('%s', (_, scenarios) => {
      for (const scenario of scenarios) {
        it.each(scenario.casts)(`${scenario.title} (%s)`, async (kind) => {
          const database = await databases.create();
          try {
            const run = (told: Scenario): Promise<Played> =>
              pool.use((backend) => play(told, CASTS[kind], backend, database));
            if (extended)
              expect(plain(await run(inExtendedProfile(scenario)))).toEqual(plain(heardOf(scenario)));
            else expect(await run(scenario)).toEqual({ ...heardOf(scenario), leaves: scenario.leaves });
          } finally {
            await database.drop();
          }
        });
      }
    });
  });
}

const OF_THE_EXTENDED_PROFILE =
  /\b(?:agentstatechange|consultationstart|consultationend|holdwarning|unholdfailed|callprogress Transfer)(?:, in a campaign)?$/;

function inExtendedProfile(scenario: Scenario): Scenario {
  return { ...scenario, server: { ...scenario.server, extended: true } };
}

type HeardAlone = Omit<Played, 'leaves'>;

function heardOf({ hears }: Scenario): HeardAlone {
  return { hears, amiss: [] };
}

/** What the plain profile would have told. The progress log of a transferred call differs, so rows are not compared. */
function plain({ hears, amiss }: HeardAlone): HeardAlone {
  const lines = hears.filter((line) => !OF_THE_EXTENDED_PROFILE.test(line));
  return {
    hears: lines.map((line) => line.replace(/^getagentstatus: ringing$/, 'getagentstatus: online')),
    amiss,
  };
}
