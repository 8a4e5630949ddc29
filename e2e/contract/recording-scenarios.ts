import type { CallId, Channel, CommandId } from '@openeccp/core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { CALLBACK, Stage } from './stage.js';

const UNRECORDED = 'error: Cannot set mute flag';

/** Calls that the dial plan or their queue records. */
export function recordingScenarios(stage: () => Stage): void {
  const mute = (call: CallId, channel: Channel, muted: boolean): void =>
    stage().perform({ kind: 'mute-recording', call, channel, muted, command: 1 as CommandId });
  const recorded = async (): Promise<string> => (await stage().next('recording-started')).file;

  describe('a caller of a queue that records', () => {
    beforeEach(async () => {
      stage().joinQueues(['9001']);
      await stage().next('login-started');
      await stage().next('memberships');
      stage().log.clear();
    });
    afterEach(async () => {
      stage().perform({ kind: 'leave-queues', agent: CALLBACK, queues: ['9001'] });
      await stage().next('memberships');
      await stage().clear();
    });

    it('is recorded from the connection on, muted, and heard again', async () => {
      const { call, customer } = await stage().customerTalks('9001');
      expect(await recorded()).toMatch(/^\/.*\.wav$/);
      mute(call, customer, true);
      await stage().next('mute-answered');
      mute(call, customer, false);
      await stage().next('mute-answered', 2);
      await stage().backend.customerHangsUp();
      await stage().tells({
        'call 1': [
          'joined 9001: PJSIP/customer#1, number 5550171',
          'connected to PJSIP/101: PJSIP/101#1',
          'ended',
        ],
        'recording of call 1': ['PJSIP/customer#1'],
        'answer to mute': ['mute accepted', 'unmute accepted'],
      });
    });
  });

  describe('a caller who is recorded before it joins a queue', () => {
    afterEach(() => stage().clear());

    const JOINED = 'joined 9000: PJSIP/customer#1, number 5550171';

    it('is recorded', async () => {
      await stage().customerWaits('9100');
      expect(await recorded()).toMatch(/^\/.*\/before-.*\.wav$/);
      await stage().backend.customerHangsUp();
      await stage().tells({
        'call 1': [JOINED, 'gave up', 'ended'],
        'recording of call 1': ['PJSIP/customer#1'],
      });
    });

    it('is recorded as it was when the connection has been lost', async () => {
      await stage().customerWaits('9100');
      await recorded();
      await stage().whileAway(async () => {});
      await stage().telephony.client.action('Ping');
      await stage().backend.customerHangsUp();
      await stage().tells({
        telephony: ['down', 'up: parking; call 1 of 9000: PJSIP/customer#1 waiting'],
        'call 1': [JOINED, 'gave up', 'ended'],
        'recording of call 1': ['PJSIP/customer#1'],
      });
    });

    it('is found recorded by a server that starts later', async () => {
      await stage().customerWaits('9100');
      await using later = await Stage.open(stage().backend);
      expect((await later.next('recording-started')).file).toBe(await recorded());
    });
  });

  describe('a caller whom nobody records', () => {
    afterEach(() => stage().clear());

    it('cannot be muted', async () => {
      const { call, customer } = await stage().customerWaits('9000');
      mute(call, customer, true);
      await stage().next('mute-answered');
      expect(stage().log.story['answer to mute']).toEqual([`mute refused: ${UNRECORDED}`]);
    });
  });

  describe('a customer who is called through the dial plan and recorded for a pool agent', () => {
    beforeAll(async () => {
      await stage().logIn();
      await stage().clear(1);
    });
    afterEach(() => stage().clear(1));
    afterAll(() => stage().clear());

    const LOCAL = 'Local/5300001@from-internal;1#1';
    const TALK = [
      'dialling: PJSIP/customer#1',
      'answered: PJSIP/customer#1',
      'joined 9000: PJSIP/customer#1, number 5550171',
      'connected to Agent/412: PJSIP/412#1',
    ];

    it('is recorded and muted on the Local channel, which stays between them', async () => {
      const call = stage().placeCall('Local/5300001@from-internal', '9100');
      const { customer } = await stage().next('caller-joined');
      await stage().next('call-connected');
      await recorded();
      mute(call, customer, true);
      const { channel } = await stage().next('mute-answered');
      mute(call, channel, false);
      await stage().next('mute-answered', 2);
      await stage().backend.customerHangsUp();
      await stage().tells(
        {
          'call 1': [...TALK, 'ended'],
          'recording of call 1': [LOCAL],
          'answer to mute': ['mute accepted', 'unmute accepted'],
        },
        1,
      );
    });

    it('is held and hung up on', async () => {
      const call = stage().placeCall('Local/5300001@from-internal', '9100');
      const { customer, phone } = await stage().next('caller-joined');
      await stage().next('call-connected');
      await recorded();
      await stage().park({ call, customer, phone });
      stage().hangUp(customer);
      await stage().tells(
        {
          'answer to hang-up': ['hang-up accepted'],
          'call 1': [...TALK, 'parked: slot', 'ended'],
          'recording of call 1': [LOCAL],
        },
        1,
      );
    });
  });
}
