import type { CallId, CallOrderTarget } from '@openeccp/core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { ringing } from '../backends/channels.js';
import { AGENT, CALLBACK, type Stage } from './stage.js';

/** Calls that we place: to phones, to trunks, and through the dial plan. */
export function outgoingScenarios(stage: () => Stage): void {
  const place = (dial: string, exten: string, order: Partial<CallOrderTarget> = {}): CallId =>
    stage().placeCall(dial, exten, order);
  const abort = (call: CallId): void => stage().abortCall(call);

  describe('a customer who is called', () => {
    afterEach(() => stage().clear());

    it('answers and hangs up', async () => {
      place('PJSIP/customer', '990');
      await stage().next('call-answered');
      await stage().backend.customerHangsUp();
      await stage().tells({
        'call 1': [...REACHED, 'ended'],
      });
    });

    it('has the variables of the call', async () => {
      place('PJSIP/customer', '990', { variables: new Map([['NOTE', 'a,b "c" = (d)']]) });
      const { customer } = await stage().next('call-answered');
      const variables = await stage().telephony.channelVariables(customer);
      expect(variables).toContainEqual({ name: 'NOTE', value: 'a,b "c" = (d)' });
    });

    it('does not answer', async () => {
      place('PJSIP/104', '990', { ringMs: 1_500 });
      await stage().tells({ 'call 1': ['dialling: PJSIP/104#1', 'failed: 19'] });
    });

    it('is busy', async () => {
      place('PJSIP/104', '990');
      await ringing(stage().backend, 'PJSIP/104');
      await stage().backend.phoneHangsUp('104');
      await stage().tells({ 'call 1': ['dialling: PJSIP/104#1', 'failed: 17'] });
    });

    it('is not there', async () => {
      place('PJSIP/105', '990');
      await stage().tells({ 'call 1': ['failed: no cause'] });
    });

    it('is not called for a place that does not exist', async () => {
      place('PJSIP/customer', '990', { context: 'nowhere' });
      await stage().tells({ 'call 1': ['failed: no cause'] });
    });

    it('is not called with what no action can carry', async () => {
      place('PJSIP/customer', '990', { callerId: '1\r\nApplication: System' });
      await stage().tells({ 'call 1': ['failed: no cause'] });
    });

    it('is given up while the phone rings', async () => {
      const call = place('PJSIP/104', '990');
      await ringing(stage().backend, 'PJSIP/104');
      abort(call);
      await stage().tells({
        'answer to hang-up': ['hang-up accepted'],
        'call 1': ['dialling: PJSIP/104#1', 'failed: no cause'],
      });
    });

    it('is given up before the phone rings', async () => {
      abort(place('PJSIP/104', '990'));
      await stage().next('call-failed');
      await stage().quiet(0);
      expect(stage().log.story['answer to hang-up']).toEqual(['hang-up accepted']);
    });

    it('is given up after the answer', async () => {
      const call = place('PJSIP/customer', '990');
      await stage().next('call-answered');
      abort(call);
      await stage().tells({
        'answer to hang-up': ['hang-up accepted'],
        'call 1': [...REACHED, 'ended'],
      });
    });

    it('is given up when it is gone', async () => {
      const call = place('PJSIP/105', '990');
      await stage().next('call-failed');
      abort(call);
      await stage().tells({
        'answer to hang-up': ['hang-up refused: the call is not there any more'],
        'call 1': ['failed: no cause'],
      });
    });

    it('waits in a queue and gives up', async () => {
      place('PJSIP/customer', '9000');
      await stage().next('caller-joined');
      await stage().backend.customerHangsUp();
      await stage().tells({
        'call 1': [...REACHED, 'joined 9000: PJSIP/customer#1, number 5550199', 'gave up', 'ended'],
      });
    });
  });

  describe('a customer who is called through the dial plan', () => {
    afterEach(() => stage().clear());

    it('answers behind a trunk and hangs up', async () => {
      place('Local/5300001@from-internal', '990');
      await stage().next('call-answered');
      await stage().backend.customerHangsUp();
      await stage().tells({
        'call 1': [...REACHED, 'ended'],
      });
    });

    it('answers behind the second trunk', async () => {
      place('Local/5200001@from-internal', '990');
      await stage().next('call-answered');
      await stage().backend.customerHangsUp();
      await stage().tells({
        'call 1': ['dialling: PJSIP/104#1', ...REACHED, 'ended'],
      });
    });

    it('is reached after the dial plan has answered', async () => {
      place('Local/5100001@from-internal', '990');
      await stage().next('customer-moved');
      await stage().backend.customerHangsUp();
      await stage().tells({
        'call 1': ['answered: Local/5100001@from-internal;1#1', 'moved to PJSIP/customer#1', 'ended'],
      });
    });

    it('is somebody in the dial plan itself', async () => {
      place('Local/5500001@from-internal', '990');
      const { customer } = await stage().next('call-answered');
      stage().hangUp(customer);
      await stage().tells({
        'answer to hang-up': ['hang-up accepted'],
        'call 1': ['answered: Local/5500001@from-internal;1#1', 'ended'],
      });
    });

    for (const [what, number, cause] of [
      ['is busy', '5700001', '17'],
      ['is not reached for want of lines', '5900001', '34'],
      ['does not answer', '5800001', '19'],
      ['has a number that does not exist', '3333', 'no cause'],
    ] as const) {
      it(what, async () => {
        place(`Local/${number}@from-internal`, '990', { ringMs: 1_500 });
        await stage().tells({ 'call 1': [`failed: ${cause}`] });
      });
    }

    it('does not answer behind a trunk', async () => {
      place('Local/104@from-internal', '990', { ringMs: 1_500 });
      await stage().tells({ 'call 1': ['dialling: PJSIP/104#1', 'failed: 19'] });
    });

    it('is busy behind a trunk', async () => {
      place('Local/104@from-internal', '990');
      await ringing(stage().backend, 'PJSIP/104');
      await stage().backend.phoneHangsUp('104');
      await stage().tells({ 'call 1': ['dialling: PJSIP/104#1', 'failed: 17'] });
    });

    it('is not there', async () => {
      place('Local/105@from-internal', '990');
      await stage().tells({ 'call 1': ['failed: 3'] });
    });

    it('is given up while the phone rings', async () => {
      const call = place('Local/104@from-internal', '990');
      await ringing(stage().backend, 'PJSIP/104');
      abort(call);
      await stage().tells({
        'answer to hang-up': ['hang-up accepted'],
        'call 1': ['dialling: PJSIP/104#1', 'failed: no cause'],
      });
    });

    it('is given up after the answer', async () => {
      const call = place('Local/5300001@from-internal', '990');
      await stage().next('call-answered');
      abort(call);
      await stage().tells({
        'answer to hang-up': ['hang-up accepted'],
        'call 1': [...REACHED, 'ended'],
      });
    });
  });

  const REACHED = ['dialling: PJSIP/customer#1', 'answered: PJSIP/customer#1'];

  describe('a customer who is called for a pool agent', () => {
    beforeAll(async () => {
      await stage().logIn();
      await stage().clear(1);
    });
    afterEach(() => stage().clear(1));
    afterAll(() => stage().clear());

    const CONNECTED = 'connected to Agent/412: PJSIP/412#1';

    // Whom the dial plan reaches shows its own number.
    for (const [how, dial, number] of [
      ['at once', 'PJSIP/customer', '5550199'],
      ['through the dial plan', 'Local/5300001@from-internal', '5550171'],
      ['through the dial plan, which stays between them', 'Local/5300001@from-internal/n', '5550171'],
    ] as const) {
      const JOINED = `joined 9000: PJSIP/customer#1, number ${number}`;

      it(`${how}, talks and hangs up`, async () => {
        place(dial, '9000');
        await stage().next('call-connected');
        await stage().backend.customerHangsUp();
        await stage().tells({ 'call 1': [...REACHED, JOINED, CONNECTED, 'ended'] }, 1);
      });

      it(`${how} and without a queue, talks and hangs up`, async () => {
        const variables = new Map([
          ['OPENECCP_DIAL', 'Local/412@openeccp-agent'],
          ['OPENECCP_RING', '10'],
        ]);
        stage().placeCall(dial, '9000', { context: 'openeccp-transfer', variables });
        await stage().next('call-connected');
        await stage().backend.customerHangsUp();
        await stage().tells({ 'call 1': [...REACHED, CONNECTED, 'ended'] }, 1);
      });

      it(`${how}, is held, taken back and hung up on`, async () => {
        const call = place(dial, '9000');
        const { customer, phone } = await stage().next('caller-joined');
        await stage().next('call-connected');
        await stage().park({ call, customer, phone });
        // The agent is back in its pool when the Local channels are gone.
        await stage().quiet(2);
        stage().retrieve(AGENT, { call, customer, phone });
        await stage().next('call-connected', 2);
        stage().hangUp(customer);
        await stage().tells(
          {
            'answer to call 1': ['retrieval accepted'],
            'answer to hang-up': ['hang-up accepted'],
            'call 1': [...REACHED, JOINED, CONNECTED, 'parked: slot', CONNECTED, 'ended'],
          },
          1,
        );
      });
    }
  });

  describe('a customer who is called for a callback agent without a queue', () => {
    afterEach(() => stage().clear());

    it('talks, and the agent hangs up', async () => {
      place('PJSIP/customer', '101');
      await stage().next('call-connected');
      await stage().backend.phoneHangsUp('101');
      await stage().tells({
        'call 1': [
          ...REACHED,
          `connected to ${CALLBACK}: PJSIP/101#1`,
          `separated from ${CALLBACK}`,
          'ended',
        ],
      });
    });
  });
}
