import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ContractBackend } from '../../../packages/storage/src/testing/contract-backend.js';
import { withTables } from '../../../packages/storage/src/testing/found-schema.js';
import { sqliteBackend } from '../../../packages/storage/src/testing/sqlite-backend.js';
import type { BackendName } from '../../backends/backend.js';
import { BackendPool } from '../../backends/backend-pool.js';
import { backend as backendOf } from '../../backends/index.js';
import { describeWith } from '../../lab/requirements.js';
import { CASTS } from './cast.js';
import { play } from './play.js';
import type { Scenario } from './scenario.js';

/** Scenarios of a subject, by its name. */
export type Subjects = Readonly<Record<string, readonly Scenario[]>>;

/** Scenarios mostly wait: for five seconds after each login alone an agent of the pool gets no call. */
const SIDE_BY_SIDE = 3;

/** Plays scenarios on a back end, some of them side by side, each in a database of its own. */
export function scenarioSuite(
  title: string,
  subjects: Subjects,
  name: BackendName,
  databases: ContractBackend = withTables(sqliteBackend, 'classic'),
): void {
  const { needs, start } = backendOf(name);

  describeWith(needs, `${title} on ${name}`, () => {
    const pool = new BackendPool(() => start({ parking: true }), SIDE_BY_SIDE);
    beforeAll(() => pool.open());
    afterAll(() => pool.close());

    describe.concurrent.each(Object.entries(subjects))('%s', (_, scenarios) => {
      for (const scenario of scenarios) {
        it.each(scenario.casts)(`${scenario.title} (%s)`, async (kind) => {
          const database = await databases.create();
          try {
            const played = await pool.use((backend) => play(scenario, CASTS[kind], backend, database));
            expect(played).toEqual({ hears: scenario.hears, leaves: scenario.leaves, amiss: [] });
          } finally {
            await database.drop();
          }
        });
      }
    });
  });
}
