import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { AGENT, CALLBACK, Stage } from './stage.js';

/** Agents whom a queue calls and who have not answered. */
export function ringingScenarios(stage: () => Stage): void {
  const rings = async (agent: string, ...queues: readonly string[]): Promise<void> =>
    expect(await stage().log.rang(agent, queues.length)).toEqual(queues);

  describe('a callback agent in two queues', () => {
    beforeAll(async () => {
      stage().joinQueues(['8000', '8001']);
      await stage().next('login-started');
      await stage().next('memberships', 2);
      stage().log.clear();
    });
    afterEach(async () => {
      await stage().backend.phoneAnswers('101', 'by-itself');
      await stage().backend.customerHangsUp();
      await stage().quiet(0);
      stage().log.clear();
    });
    afterAll(async () => {
      stage().perform({ kind: 'leave-queues', agent: CALLBACK, queues: ['8000', '8001'] });
      await stage().next('memberships', 2);
      await stage().clear();
    });

    it('rings until it answers', async () => {
      await stage().customerTalks('8000');
      await rings(CALLBACK, '8000, 8001', 'none');
    });

    it('rings until the caller gives up', async () => {
      await stage().backend.phoneAnswers('101', 'never');
      await stage().customerWaits('8000');
      await rings(CALLBACK, '8000, 8001');
      await stage().backend.customerHangsUp();
      await rings(CALLBACK, '8000, 8001', 'none');
    });

    it('rings until it refuses the call', async () => {
      await stage().backend.phoneAnswers('101', 'never');
      await stage().customerWaits('8000');
      await rings(CALLBACK, '8000, 8001');
      await stage().backend.phoneHangsUp('101');
      expect((await stage().log.rang(CALLBACK, 2)).slice(0, 2)).toEqual(['8000, 8001', 'none']);
    });

    it('is seen ringing by a server that starts meanwhile', async () => {
      await stage().backend.phoneAnswers('101', 'never');
      await stage().customerWaits('8000');
      await rings(CALLBACK, '8000, 8001');
      await using later = await Stage.open(stage().backend);
      const { snapshot } = await later.next('telephony-up');
      expect([...(snapshot.memberships.get(CALLBACK) ?? [])].sort()).toEqual([
        ['8000', { paused: false, ringing: true }],
        ['8001', { paused: false, ringing: true }],
      ]);
      await stage().backend.customerHangsUp();
      expect(await later.log.rang(CALLBACK, 1)).toEqual(['none']);
    });
  });

  describe('a pool agent', () => {
    afterEach(() => stage().clear());

    it('rings while it hears that a call is coming', async () => {
      await stage().logIn();
      await stage().customerTalks('9000');
      await rings(AGENT, '8000, 8001, 9000', 'none');
    });
  });
}
