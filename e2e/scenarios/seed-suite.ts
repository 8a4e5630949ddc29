import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Backend, StartBackend } from '../backends/backend.js';
import { settled } from '../backends/channels.js';
import { describeWith, type RequirementName } from '../lab/requirements.js';
import { holdTwice, playScenario, type SeedScenario, seedScenarios } from './seed-scenarios.js';

/** Runs the 22 scenarios on one back end, each from an empty Asterisk and with a server of its own. */
export function seedSuite(name: string, needs: readonly RequirementName[], start: StartBackend): void {
  describeWith(needs, `seed scenarios on ${name}`, () => {
    for (const parking of [true, false]) {
      describe(parking ? 'with a parking lot' : 'without a parking lot', () => {
        let backend: Backend;
        beforeAll(async () => {
          backend = await start({ parking: parking ? 'own' : 'none' });
        });
        afterAll(() => backend.close());
        afterEach(() => settled(backend));

        for (const scenario of [...seedScenarios, holdTwice].filter((one) => one.parking === parking)) {
          it(`#${scenario.id} ${scenario.title}`, async () => {
            expectPrinted(await playScenario(scenario, backend), scenario);
          });
        }
      });
    }
  });
}

/** Every listed line is printed, in this order; nothing but further children of an answer stands between. */
function expectPrinted(printed: readonly string[], scenario: SeedScenario): void {
  const wanted = new Set(scenario.prints);
  const kept = printed.filter((line) => wanted.has(line) || !isFurtherChild(line));
  expect(kept).toEqual(scenario.prints);
}

/** A newer server says more about an agent than the first one did; failures and states are never "more". */
function isFurtherChild(line: string): boolean {
  return /^(channel|extension|remote_channel|onhold|callinfo\.\w+|agentloggedin\.queues\.queue)( = |$)/.test(
    line,
  );
}
