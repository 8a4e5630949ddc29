import { afterAll, beforeAll, expect, it } from 'vitest';
import { withTables } from '../../../packages/storage/src/testing/found-schema.js';
import { sqliteBackend } from '../../../packages/storage/src/testing/sqlite-backend.js';
import type { BackendName } from '../../backends/backend.js';
import { BackendPool } from '../../backends/backend-pool.js';
import { backend as backendOf } from '../../backends/index.js';
import { describeWith } from '../../lab/requirements.js';
import { CASTS } from './cast.js';
import { play } from './play.js';
import type { Scenario } from './scenario.js';

/** Scenarios mostly wait: for five seconds after each login alone an agent of the pool gets no call. */
const SIDE_BY_SIDE = 3;

/** Plays the scenarios of a subject on a back end, some of them side by side, on an SQLite database each. */
export function scenarioSuite(subject: string, scenarios: readonly Scenario[], name: BackendName): void {
  const { needs, start } = backendOf(name);

  describeWith(needs, `${subject} on ${name}`, () => {
    const pool = new BackendPool(() => start({ parking: true }), SIDE_BY_SIDE);
    beforeAll(() => pool.open());
    afterAll(() => pool.close());

    for (const scenario of scenarios) {
      for (const kind of scenario.casts) {
        it.concurrent(`${scenario.title} (${kind} agent)`, async () => {
          const database = await withTables(sqliteBackend, 'classic').create();
          try {
            const played = await pool.use((backend) => play(scenario, CASTS[kind], backend, database));
            expect(played).toEqual({ hears: scenario.hears, leaves: scenario.leaves, amiss: [] });
          } finally {
            await database.drop();
          }
        });
      }
    }
  });
}
