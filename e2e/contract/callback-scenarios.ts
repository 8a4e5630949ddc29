import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { together } from '../backends/channels.js';
import { callbackAgentInQueue } from './callback-agent.js';
import { CALLBACK, Stage } from './stage.js';

const JOINED = 'joined 8000: PJSIP/customer#1, number 5550171';
const CONNECTED = 'connected to PJSIP/101: PJSIP/101#1';
const RECONNECTED = 'connected to PJSIP/101: PJSIP/101#2';

/** Agents that are phones: called for each call, and called again to take a caller back. */
export function callbackScenarios(stage: () => Stage): void {
  describe('a callback agent', () => {
    it('joins its queues and leaves them', async () => {
      stage().joinQueues(['8000', '8001']);
      await stage().next('memberships', 2);
      await stage().tells({
        'answer to PJSIP/101': ['login accepted'],
        'queues of PJSIP/101': ['8000, 8001'],
      });
      stage().perform({ kind: 'leave-queues', agent: CALLBACK, queues: ['8000', '8001'] });
      await stage().next('memberships', 4);
      await stage().tells({
        'answer to PJSIP/101': ['login accepted'],
        'queues of PJSIP/101': ['none'],
      });
      await stage().clear();
    });

    it('is in the same queues when they are asked for again, and so are all others', async () => {
      stage().joinQueues(['8000']);
      await stage().tells({ 'answer to PJSIP/101': ['login accepted'], 'queues of PJSIP/101': ['8000'] });
      await using later = await Stage.open(stage().backend);
      later.log.clear();
      await later.telephony.rereadMemberships();
      expect(later.log.story).toEqual({
        'queues of PJSIP/101': ['8000'],
        'queues of Agent/412': ['8000, 8001, 9000'],
        'queues of Agent/9000': ['8000, 8001'],
        'queues of Agent/9001': ['8000, 8001'],
        'queues of Agent/9002': ['8000, 8001'],
        'queues of Agent/9003': ['8000, 8001'],
        'queues of Agent/9008': ['9000'],
        'queues of Agent/9009': ['9000'],
      });
      stage().perform({ kind: 'leave-queues', agent: CALLBACK, queues: ['8000'] });
      await stage().next('memberships', 2);
      await stage().clear();
    });

    it('changes its queues when it joins', async () => {
      stage().joinQueues(['8001']);
      await stage().next('memberships');
      stage().joinQueues(['8000'], ['8001']);
      await stage().next('memberships', 3);
      await stage().tells({
        'answer to PJSIP/101': ['login accepted', 'login accepted'],
        'queues of PJSIP/101': ['8000'],
      });
      stage().perform({ kind: 'leave-queues', agent: CALLBACK, queues: ['8000'] });
      await stage().next('memberships', 4);
      await stage().clear();
    });

    it('is refused by a queue that does not exist', async () => {
      stage().joinQueues(['7777']);
      await stage().tells({
        'answer to PJSIP/101': ['login refused: error: Unable to add interface to queue: No such queue'],
      });
      await stage().clear();
    });

    it('leaves its queues before it has been seen in them', async () => {
      stage().joinQueues(['8000', '8001']);
      stage().perform({ kind: 'leave-queues', agent: CALLBACK, queues: ['8000', '8001'] });
      await stage().next('memberships', 4);
      await stage().tells({
        'answer to PJSIP/101': ['login accepted'],
        'queues of PJSIP/101': ['none'],
      });
      await stage().clear();
    });
  });

  describe('a phone in a queue that is no agent’s', () => {
    const STRANGER = [
      ['Queue', '8000'],
      ['Interface', 'PJSIP/103'],
    ] as const;
    beforeEach(() => stage().telephony.client.action('QueueAdd', STRANGER));
    afterEach(async () => {
      await stage().telephony.client.action('QueueRemove', STRANGER);
      await stage().clear();
    });

    it('takes a caller, who hangs up', async () => {
      await stage().customerWaits('8000');
      await stage().next('caller-taken');
      await stage().backend.customerHangsUp();
      await stage().next('call-ended');
      await stage().quiet(0);
      expect(stage().log.story['call 1']).toEqual([JOINED, 'taken by somebody', 'ended']);
    });

    it('has taken a caller while nobody listened', async () => {
      await stage().whileAway(async () => {
        await stage().backend.customerCalls('8000');
        await together(stage().backend, 'PJSIP/customer', '103');
      });
      const { snapshot } = await stage().next('telephony-up');
      expect(snapshot.calls.map(({ state }) => state)).toEqual([{ kind: 'elsewhere', taken: true }]);
    });
  });

  describe('a callback agent in a queue', () => {
    callbackAgentInQueue(stage);

    it('talks to a caller, who hangs up', async () => {
      await stage().customerTalks('8000');
      await stage().backend.customerHangsUp();
      await stage().tells({ 'call 1': [JOINED, CONNECTED, 'ended'] });
    });

    it('talks to a caller and hangs up', async () => {
      await stage().customerTalks('8000');
      await stage().backend.phoneHangsUp('101');
      await stage().tells({ 'call 1': [JOINED, CONNECTED, 'separated from PJSIP/101', 'ended'] });
    });

    it('talks to a caller and ends the call', async () => {
      const { customer } = await stage().customerTalks('8000');
      stage().hangUp(customer);
      await stage().tells({
        'answer to hang-up': ['hang-up accepted'],
        'call 1': [JOINED, CONNECTED, 'ended'],
      });
    });

    it('holds a caller, is called again and talks on', async () => {
      const staged = await stage().customerTalks('8000');
      await stage().park(staged);
      stage().retrieve(CALLBACK, staged);
      await stage().next('call-connected', 2);
      await stage().backend.phoneHangsUp('101');
      await stage().tells({
        'answer to call 1': ['retrieval accepted'],
        'call 1': [JOINED, CONNECTED, 'parked: slot', RECONNECTED, 'separated from PJSIP/101', 'ended'],
      });
    });

    it('does not answer when it is called again', async () => {
      const staged = await stage().customerTalks('8000');
      await stage().park(staged);
      await stage().backend.phoneAnswers('101', 'never');
      stage().retrieve(CALLBACK, staged);
      await stage().next('retrieval-failed');
      await stage().backend.customerHangsUp();
      await stage().tells({
        'answer to call 1': ['retrieval accepted'],
        'call 1': [JOINED, CONNECTED, 'parked: slot', 'retrieval failed', 'ended'],
      });
    });

    it('loses a caller who hangs up on hold', async () => {
      const staged = await stage().customerTalks('8000');
      await stage().park(staged);
      await stage().backend.customerHangsUp();
      await stage().tells({ 'call 1': [JOINED, CONNECTED, 'parked: slot', 'ended'] });
    });

    it('has a phone that is lost, and comes back', async () => {
      await stage().backend.phoneIsRegistered('101', false);
      await stage().tells({ 'queues of PJSIP/101': ['8000 unreachable'] });
      await stage().backend.phoneIsRegistered('101', true);
      await stage().next('memberships', 2);
      await stage().tells({ 'queues of PJSIP/101': ['8000'] });
      stage().log.clear();
    });

    it('has a phone that is lost, and comes back, while nobody listens', async () => {
      const phoneIs = (registered: boolean) => stage().backend.phoneIsRegistered('101', registered);
      await stage().whileAway(() => phoneIs(false));
      const lost = await stage().next('telephony-up');
      expect(lost.snapshot.memberships.get(CALLBACK)).toMatchObject(
        new Map([['8000', { unreachable: true }]]),
      );
      stage().log.clear();
      await stage().whileAway(() => phoneIs(true));
      const back = await stage().next('telephony-up');
      expect(back.snapshot.memberships.get(CALLBACK)).toEqual(
        new Map([['8000', { paused: false, ringing: false }]]),
      );
      stage().log.clear();
    });

    it('is paused and taken back from pause', async () => {
      stage().setPaused(CALLBACK, true);
      await stage().tells({ 'queues of PJSIP/101': ['8000 paused'] });
      stage().setPaused(CALLBACK, false);
      await stage().next('memberships', 2);
      await stage().tells({ 'queues of PJSIP/101': ['8000'] });
      stage().log.clear();
    });
  });
}
