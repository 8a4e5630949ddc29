import type { AmiMessage } from '@openeccp/ami';
import { afterAll, afterEach, beforeAll, describe, it } from 'vitest';
import { connectObserver, ringing, untilChannels } from '../backends/channels.js';
import { AGENT, type Stage } from './stage.js';

/** Calls of ours that go on, or end, while nobody listens to Asterisk. */
export function outgoingReconnectScenarios(stage: () => Stage): void {
  /** Is away until the channels are as they should be; `meanwhile` happens first. */
  const away = (
    what: string,
    holds: (channels: readonly AmiMessage[]) => boolean,
    meanwhile: () => Promise<unknown> = async () => {},
  ): Promise<void> =>
    stage().whileAway(async () => {
      await meanwhile();
      await untilChannels(stage().backend, what, holds);
    });
  const unchanged = (): Promise<void> => stage().whileAway(async () => {});
  const up = (...calls: readonly string[]): Readonly<Record<string, readonly string[]>> => ({
    telephony: ['down', ['up: parking', ...calls].join('; ')],
  });
  const REACHED = ['dialling: PJSIP/customer#1', 'answered: PJSIP/customer#1'];

  describe('a call of ours when the connection was lost', () => {
    afterEach(() => stage().clear());

    it('still rings', async () => {
      const call = stage().placeCall('PJSIP/104', '990', { ringMs: 20_000 });
      await ringing(stage().backend, 'PJSIP/104');
      await unchanged();
      stage().abortCall(call);
      await stage().tells({
        ...up('call 1: PJSIP/104#1 placing'),
        'answer to hang-up': ['hang-up accepted'],
        'call 1': ['dialling: PJSIP/104#1', 'failed: no cause'],
      });
    });

    it('has been answered meanwhile', async () => {
      stage().placeCall('Local/5500001@from-internal', '990');
      await ringing(stage().backend, 'Local/5500001@from-internal');
      await away('whose customer waits', (channels) =>
        channels.some((one) => one.get('Channel')?.endsWith(';1') && one.get('Application') === 'Wait'),
      );
      const { snapshot } = await stage().next('telephony-up');
      const [call] = snapshot.calls;
      if (call === undefined) throw new Error('the call is not in the snapshot');
      stage().hangUp(call.customer);
      await stage().tells({
        ...up('call 1: Local/5500001@from-internal;1#1 elsewhere'),
        'answer to hang-up': ['hang-up accepted'],
        'call 1': ['ended'],
      });
    });

    it('has ended meanwhile', async () => {
      stage().placeCall('PJSIP/customer', '990');
      await stage().next('call-answered');
      await away(
        'without channels',
        (channels) => channels.length === 0,
        () => stage().backend.customerHangsUp(),
      );
      await stage().tells({ ...up(), 'call 1': REACHED });
    });
  });

  describe('a call of ours for a pool agent when the connection was lost', () => {
    beforeAll(async () => {
      await stage().logIn();
      await stage().clear(1);
    });
    afterEach(() => stage().clear(1));
    afterAll(() => stage().clear());

    const LINE = 'Agent/412 in: PJSIP/412#1';
    const JOINED = 'joined 9000: PJSIP/customer#1, number 5550171';
    const TALKING = 'call 1 of 9000: PJSIP/customer#1 talking to Agent/412: PJSIP/412#1';

    it('goes on without the Local channel that was between them', async () => {
      stage().placeCall('Local/5300001@from-internal', '9000');
      await stage().next('call-connected');
      await stage().quiet(2);
      await unchanged();
      await stage().backend.customerHangsUp();
      await stage().tells(
        {
          ...up(LINE, TALKING),
          'call 1': [...REACHED, JOINED, 'connected to Agent/412: PJSIP/412#1', 'ended'],
        },
        1,
      );
    });

    it('goes on when neither the Local channel nor who took its place was ever heard of', async () => {
      stage().lose([
        'Newchannel',
        'DialBegin',
        'DialEnd',
        'OriginateResponse',
        'QueueCallerJoin',
        'BridgeEnter',
      ]);
      stage().placeCall('Local/5300001@from-internal', '9000');
      await away('with customer and agent', (channels) => channels.length === 2);
      await stage().backend.customerHangsUp();
      await stage().tells(
        {
          ...up(LINE, 'call 1: PJSIP/customer#1 talking to Agent/412: PJSIP/412#1'),
          'call 1': ['ended'],
        },
        1,
      );
    });

    it('waits, meets its agent while nobody listens, and goes on', async () => {
      stage().setPaused(AGENT, true);
      await stage().next('memberships', 3);
      stage().placeCall('Local/5300001@from-internal', '9000');
      await stage().next('caller-joined');
      await away(
        'with customer and agent',
        (channels) => channels.length === 2,
        async () => {
          await using observer = await connectObserver(stage().backend);
          await observer.action('QueuePause', [
            ['Interface', 'Local/412@agents'],
            ['Paused', 'false'],
          ]);
        },
      );
      await stage().backend.customerHangsUp();
      await stage().tells(
        {
          ...up(LINE, TALKING),
          'queues of Agent/412': ['8000 paused, 8001 paused, 9000 paused'],
          'call 1': [...REACHED, JOINED, 'ended'],
        },
        1,
      );
    });

    it('waits all the time', async () => {
      stage().setPaused(AGENT, true);
      await stage().next('memberships', 3);
      stage().placeCall('PJSIP/customer', '9000');
      await stage().next('caller-joined');
      await unchanged();
      stage().setPaused(AGENT, false);
      await stage().next('call-connected');
      await stage().backend.customerHangsUp();
      await stage().tells(
        {
          ...up(LINE, 'call 1 of 9000: PJSIP/customer#1 waiting'),
          'queues of Agent/412': ['8000, 8001, 9000'],
          'call 1': [
            ...REACHED,
            'joined 9000: PJSIP/customer#1, number 5550199',
            'connected to Agent/412: PJSIP/412#1',
            'ended',
          ],
        },
        1,
      );
    });
  });
}
