import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { AGENT, type Stage } from './stage.js';

const JOINED = 'joined 9000: PJSIP/customer#1, number 5550171';
const CONNECTED = 'connected to Agent/412: PJSIP/412#1';

/** Calls of a queue with a pool agent whose line stays: one login for all of them. */
export function callScenarios(stage: () => Stage): void {
  describe('a pool agent on the line', () => {
    beforeAll(async () => {
      await stage().logIn();
      await stage().clear(1);
    });
    afterEach(() => stage().clear(1));
    afterAll(() => stage().clear());

    it('talks to a caller, who hangs up', async () => {
      await stage().customerTalks('9000');
      await stage().backend.customerHangsUp();
      await stage().tells({ 'call 1': [JOINED, CONNECTED, 'ended'] }, 1);
    });

    it('talks to a caller and ends the call', async () => {
      const { customer } = await stage().customerTalks('9000');
      stage().hangUp(customer);
      await stage().tells(
        { 'answer to hang-up': ['hang-up accepted'], 'call 1': [JOINED, CONNECTED, 'ended'] },
        1,
      );
    });

    it('hears that a channel is gone already', async () => {
      const { customer } = await stage().customerTalks('9000');
      await stage().backend.customerHangsUp();
      await stage().next('call-ended');
      stage().hangUp(customer);
      await stage().tells(
        {
          'answer to hang-up': ['hang-up refused: error: No such channel'],
          'call 1': [JOINED, CONNECTED, 'ended'],
        },
        1,
      );
    });

    it('holds a caller and takes it back', async () => {
      const staged = await stage().customerTalks('9000');
      await stage().park(staged);
      stage().retrieve(AGENT, staged);
      await stage().next('call-connected', 2);
      await stage().backend.customerHangsUp();
      await stage().tells(
        {
          'answer to call 1': ['retrieval accepted'],
          'call 1': [JOINED, CONNECTED, 'parked: slot', CONNECTED, 'ended'],
        },
        1,
      );
    });

    it('holds a caller twice', async () => {
      const staged = await stage().customerTalks('9000');
      await stage().park(staged);
      stage().retrieve(AGENT, staged);
      await stage().next('call-connected', 2);
      await stage().park(staged, 2);
      stage().retrieve(AGENT, staged);
      await stage().next('call-connected', 3);
      stage().hangUp(staged.customer);
      const held = ['parked: slot', CONNECTED];
      await stage().tells(
        {
          'answer to call 1': ['retrieval accepted', 'retrieval accepted'],
          'answer to hang-up': ['hang-up accepted'],
          'call 1': [JOINED, CONNECTED, ...held, ...held, 'ended'],
        },
        1,
      );
    });

    it('loses a caller who hangs up on hold', async () => {
      const staged = await stage().customerTalks('9000');
      await stage().park(staged);
      await stage().backend.customerHangsUp();
      await stage().tells({ 'call 1': [JOINED, CONNECTED, 'parked: slot', 'ended'] }, 1);
    });

    it('comes too late for a caller who hung up on hold', async () => {
      const staged = await stage().customerTalks('9000');
      await stage().park(staged);
      await stage().backend.customerHangsUp();
      await stage().next('call-ended');
      stage().retrieve(AGENT, staged);
      await stage().tells(
        {
          'answer to call 1': ['retrieval refused: the caller is parked no more'],
          'call 1': [JOINED, CONNECTED, 'parked: slot', 'ended'],
        },
        1,
      );
    });

    it('is paused in its queues and taken back from pause', async () => {
      stage().setPaused(AGENT, true);
      await stage().tells({ 'queues of Agent/412': ['8000 paused, 8001 paused, 9000 paused'] }, 1);
      stage().setPaused(AGENT, false);
      await stage().next('memberships', 6);
      await stage().tells({ 'queues of Agent/412': ['8000, 8001, 9000'] }, 1);
    });

    it('gets no caller while it is paused', async () => {
      stage().setPaused(AGENT, true);
      await stage().next('memberships', 3);
      await stage().customerWaits('9000');
      stage().setPaused(AGENT, false);
      await stage().next('call-connected');
      await stage().backend.customerHangsUp();
      await stage().tells(
        { 'queues of Agent/412': ['8000, 8001, 9000'], 'call 1': [JOINED, CONNECTED, 'ended'] },
        1,
      );
    });
  });
}

/** Calls that end with the agent's line, each with a login of its own, and so each through the five seconds after it. */
export function lostLineScenarios(stage: () => Stage): void {
  describe('a pool agent that loses its line', () => {
    afterEach(() => stage().clear());

    const IN = ['phone answered: PJSIP/412#1', 'in: PJSIP/412#1'];
    const OUT = 'out: PJSIP/412#1';
    const LOGIN = { 'answer to Agent/412': ['login accepted'], 'Agent/412': [...IN, OUT] };

    it('hangs up its phone in a call', async () => {
      await stage().logIn();
      await stage().customerTalks('9000');
      await stage().backend.phoneHangsUp('412');
      await stage().tells({ ...LOGIN, 'call 1': [JOINED, CONNECTED, 'separated from Agent/412', 'ended'] });
    });

    it('is logged off in a call', async () => {
      const line = await stage().logIn();
      await stage().customerTalks('9000');
      stage().perform({ kind: 'end-line', agent: AGENT, channel: line });
      await stage().tells({ ...LOGIN, 'call 1': [JOINED, CONNECTED, 'separated from Agent/412', 'ended'] });
    });

    it('is logged off by its number in a call', async () => {
      await stage().logIn();
      await stage().customerTalks('9000');
      stage().perform({ kind: 'end-line', agent: AGENT, channel: undefined });
      await stage().tells({ ...LOGIN, 'call 1': [JOINED, CONNECTED, 'separated from Agent/412', 'ended'] });
    });

    it('hangs up its phone during a hold and cannot take the caller back', async () => {
      await stage().logIn();
      const staged = await stage().customerTalks('9000');
      await stage().park(staged);
      await stage().backend.phoneHangsUp('412');
      await stage().next('agent-out');
      stage().retrieve(AGENT, staged);
      await stage().next('retrieval-failed');
      await stage().backend.customerHangsUp();
      await stage().tells({
        ...LOGIN,
        'answer to call 1': ['retrieval accepted'],
        'call 1': [JOINED, CONNECTED, 'parked: slot', 'retrieval failed', 'ended'],
      });
    });
  });
}

/** Callers of a queue that no agent is in. */
export function waitingScenarios(stage: () => Stage): void {
  describe('a caller', () => {
    afterEach(() => stage().clear());

    it('gives up in the queue', async () => {
      await stage().customerWaits('9000');
      await stage().backend.customerHangsUp();
      await stage().tells({ 'call 1': [JOINED, 'gave up', 'ended'] });
    });

    it('is hung up on in the queue', async () => {
      const { customer } = await stage().customerWaits('9000');
      stage().hangUp(customer);
      await stage().tells({
        'answer to hang-up': ['hang-up accepted'],
        'call 1': [JOINED, 'gave up', 'ended'],
      });
    });

    it('has variables as long as it is there', async () => {
      const { customer } = await stage().customerWaits('8000');
      const variables = await stage().telephony.channelVariables(customer);
      expect(variables).toContainEqual({ name: 'QUEUENUM', value: '8000' });
      await stage().backend.customerHangsUp();
      await stage().next('call-ended');
      expect(await stage().telephony.channelVariables(customer)).toBeUndefined();
    });
  });
}
