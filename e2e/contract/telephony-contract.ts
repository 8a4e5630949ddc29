import { afterAll, afterEach, beforeAll, describe, expect } from 'vitest';
import type { Backend, BackendName, BackendOptions } from '../backends/backend.js';
import { backend as backendOf } from '../backends/index.js';
import { describeWith } from '../lab/requirements.js';
import { callScenarios, lostLineScenarios, waitingScenarios } from './call-scenarios.js';
import { callbackScenarios } from './callback-scenarios.js';
import { callbackConsultationScenarios, poolConsultationScenarios } from './consultation-scenarios.js';
import { loginScenarios } from './login-scenarios.js';
import { missedEventScenarios } from './missed-event-scenarios.js';
import { noParkingScenarios } from './no-parking-scenarios.js';
import { outgoingReconnectScenarios } from './outgoing-reconnect-scenarios.js';
import { outgoingScenarios } from './outgoing-scenarios.js';
import { comebackScenarios, defaultLotScenarios, HURRY_S, parkingScenarios } from './parking-scenarios.js';
import { reconnectScenarios } from './reconnect-scenarios.js';
import { recordingScenarios } from './recording-scenarios.js';
import { registrationScenarios } from './registration-scenarios.js';
import { ringingScenarios } from './ringing-scenarios.js';
import { Stage } from './stage.js';
import { transferScenarios } from './transfer-scenarios.js';

/**
 * What the rest of the server may rely on, whatever Asterisk is behind: each scenario has one story, and simulator,
 * Asterisk 16 and Asterisk 22 must all tell it. Facts are compared in order per subject (an agent, a call, the answers
 * to actions, an agent's queues), because facts about different subjects may come in any order.
 */
export function telephonyContract(name: BackendName): void {
  const { needs, start } = backendOf(name);

  describeWith(needs, `telephony on ${name}`, () => {
    const staged = (
      title: string,
      options: BackendOptions,
      scenarios: (stage: () => Stage) => void,
    ): void => {
      describe(title, () => {
        let backend: Backend | undefined;
        let stage: Stage | undefined;
        beforeAll(async () => {
          backend = await start(options);
          stage = await Stage.open(backend);
        });
        // What no event told is found by comparison; where none was lost there is nothing to find.
        afterEach(() => expect(stage?.takeDrifts()).toEqual([]));
        afterAll(async () => {
          await stage?.close();
          await backend?.close();
        });
        scenarios(() => {
          if (stage === undefined) throw new Error(`${name} did not start`);
          return stage;
        });
      });
    };

    staged('with our own parking lot', { parking: 'own' }, (stage) => {
      beforeAll(() => stage().log.clear());
      loginScenarios(stage);
      waitingScenarios(stage);
      callScenarios(stage);
      lostLineScenarios(stage);
      parkingScenarios(stage);
      callbackScenarios(stage);
      poolConsultationScenarios(stage);
      callbackConsultationScenarios(stage);
      transferScenarios(stage);
      outgoingScenarios(stage);
      outgoingReconnectScenarios(stage);
      recordingScenarios(stage);
      ringingScenarios(stage);
      reconnectScenarios(stage);
      registrationScenarios(stage);
      missedEventScenarios(stage);
    });
    staged('with a lot of our own in a hurry', { parking: 'own', parkingS: HURRY_S }, comebackScenarios);
    staged('with the default parking lot', { parking: 'default' }, defaultLotScenarios);
    staged('with parking off', { parking: 'none' }, noParkingScenarios);
  });
}
