import { afterEach, describe, expect, it } from 'vitest';
import { AGENT, type Stage } from './stage.js';

const UNKNOWN = 'Invalid/unknown command: Park. Use Action: ListCommands to show available commands.';

/** An Asterisk without a parking lot, where nobody can be held. */
export function noParkingScenarios(stage: () => Stage): void {
  describe('without a parking lot', () => {
    afterEach(() => stage().clear());

    it('says so', async () => {
      const { snapshot } = await stage().next('telephony-up');
      expect(snapshot.parking).toBe(false);
    });

    it('refuses to park a caller, who stays where he is', async () => {
      const { call, customer } = await stage().customerWaits('9000');
      stage().perform({ kind: 'park', call, agent: AGENT, customer });
      await stage().next('park-refused');
      await stage().backend.customerHangsUp();
      await stage().tells({
        'call 1': ['joined 9000: PJSIP/customer#1, number 5550171', 'gave up', 'ended'],
        'answer to call 1': [`park refused: ${UNKNOWN}`],
      });
    });
  });
}
