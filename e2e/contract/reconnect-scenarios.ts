import { afterEach, describe, expect, it } from 'vitest';
import { membershipsText } from './fact-text.js';
import { AGENT, CALLBACK, Stage } from './stage.js';

/** Somebody else connects, or the server again: one snapshot says all that is going on. */
export function reconnectScenarios(stage: () => Stage): void {
  describe('a server that starts while Asterisk is at work', () => {
    afterEach(() => stage().clear());

    it('sees nothing where nothing goes on, and who is in which queue', async () => {
      await using later = await Stage.open(stage().backend);
      expect(later.log.story).toEqual({ telephony: ['up: parking'] });
      const { snapshot } = await later.next('telephony-up');
      const queues = [...snapshot.memberships].map(([agent, of]) => `${agent}: ${membershipsText(of)}`);
      expect(queues.sort()).toEqual([
        'Agent/412: 8000, 8001, 9000',
        'Agent/9000: 8000, 8001',
        'Agent/9001: 8000, 8001',
        'Agent/9002: 8000, 8001',
        'Agent/9003: 8000, 8001',
        'Agent/9008: 9000',
        'Agent/9009: 9000',
      ]);
    });

    it('sees a caller who waits, and goes on from there', async () => {
      await stage().customerWaits('9000');
      await using later = await Stage.open(stage().backend);
      await stage().backend.customerHangsUp();
      await later.tells({
        telephony: ['up: parking; call 1 of 9000: PJSIP/customer#1 waiting'],
        'call 1': ['gave up', 'ended'],
      });
    });

    it('sees an agent and its call, through hold and retrieval', async () => {
      const line = await stage().logIn();
      const staged = await stage().customerTalks('9000');
      const present = 'Agent/412 in: PJSIP/412#1';

      await using during = await Stage.open(stage().backend);
      expect(during.log.story).toEqual({
        telephony: [
          `up: parking; ${present}; call 1 of 9000: PJSIP/customer#1 talking to Agent/412: PJSIP/412#1`,
        ],
      });
      await during.park(staged);

      await using onHold = await Stage.open(stage().backend);
      expect(onHold.log.story).toEqual({
        telephony: [`up: parking; ${present}; call 1 of 9000: PJSIP/customer#1 parked: slot`],
      });
      const { snapshot } = await onHold.next('telephony-up');
      const state = snapshot.calls[0]?.state;
      if (state?.kind !== 'parked') throw new Error('the call is not parked');
      onHold.retrieve(AGENT, staged);
      await onHold.next('call-connected');

      await using again = await Stage.open(stage().backend);
      again.perform({ kind: 'end-line', agent: AGENT, channel: line });
      const end = {
        'Agent/412': ['out: PJSIP/412#1'],
        'call 1': ['separated from Agent/412', 'ended'],
      };
      const connected = 'connected to Agent/412: PJSIP/412#1';
      await again.tells({
        ...end,
        telephony: [
          `up: parking; ${present}; call 1 of 9000: PJSIP/customer#1 talking to Agent/412: PJSIP/412#1`,
        ],
      });
      expect(onHold.log.story['call 1']).toEqual([connected, ...end['call 1']]);
      expect(during.log.story['call 1']).toEqual(['parked: slot', connected, ...end['call 1']]);
    });

    it('sees a callback agent and its call', async () => {
      stage().joinQueues(['8000']);
      await stage().next('memberships');
      await stage().customerTalks('8000');
      await using during = await Stage.open(stage().backend);
      const { snapshot } = await during.next('telephony-up');
      expect(membershipsText(snapshot.memberships.get(CALLBACK) ?? new Map())).toBe('8000');
      await during.backend.phoneHangsUp('101');
      await during.tells({
        telephony: ['up: parking; call 1 of 8000: PJSIP/customer#1 talking to PJSIP/101: PJSIP/101#1'],
        'call 1': ['separated from PJSIP/101', 'ended'],
      });
      stage().perform({ kind: 'leave-queues', agent: CALLBACK, queues: ['8000'] });
      await stage().next('memberships', 2);
    });
  });

  describe('a server that starts during a consultation', () => {
    afterEach(() => stage().clear());

    it('sees the customer, and the agent come back to it', async () => {
      await stage().logIn();
      stage().consult(await stage().customerTalks('9000'), '103');
      await stage().next('consultation-answered');
      const present = 'up: parking; Agent/412 in: PJSIP/412#1; call 1 of 9000: PJSIP/customer#1';

      await using during = await Stage.open(stage().backend);
      await stage().backend.phoneHangsUp('103');
      await during.next('call-connected');

      await using after = await Stage.open(stage().backend);
      await stage().backend.customerHangsUp();
      await after.tells(
        { telephony: [`${present} talking to Agent/412: PJSIP/412#1`], 'call 1': ['ended'] },
        1,
      );
      expect(during.log.story).toEqual({
        telephony: [`${present} elsewhere`],
        'call 1': ['connected to Agent/412: PJSIP/412#1', 'ended'],
      });
    });
  });

  describe('an Asterisk that dies in a call', () => {
    it('is missed, and comes back empty', async () => {
      await stage().logIn();
      await stage().customerTalks('9000');
      stage().log.clear();
      await stage().backend.restart();
      await stage().next('telephony-up');
      await stage().tells({ telephony: ['down', 'up: parking'] });
      await stage().clear();
    });

    it('takes calls again', async () => {
      await stage().logIn();
      await stage().customerTalks('9000');
      await stage().backend.phoneHangsUp('412');
      await stage().next('call-ended');
      await stage().clear();
    });
  });
}
