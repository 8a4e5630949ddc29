import type { Channel } from '@openeccp/core';
import { afterEach, describe, expect, it } from 'vitest';
import { callbackAgentInQueue } from './callback-agent.js';
import { AGENT, CALLBACK, type Stage } from './stage.js';

/** Events that never arrive: what they would have told is told within ten seconds, and nothing else is. */
export function missedEventScenarios(stage: () => Stage): void {
  const lose = (...names: readonly string[]): void => stage().lose(names);

  /** Ends the scenario: what was mended is what was lost. */
  const mended = (kind: string): void => expect(new Set(stage().takeDrifts())).toEqual(new Set([kind]));

  describe('an event that is missed, of a caller', () => {
    afterEach(() => stage().clear());

    it('who joins a queue', async () => {
      lose('QueueCallerJoin');
      await stage().backend.customerCalls('9000');
      await stage().mended('caller-joined');
      mended('QueueCallerJoin');
      await stage().backend.customerHangsUp();
      await stage().tells({
        'call 1': ['joined 9000: PJSIP/customer#1, number 5550171', 'gave up', 'ended'],
      });
    });

    it('who hangs up', async () => {
      await stage().customerWaits('9000');
      lose('Hangup', 'QueueCallerAbandon');
      await stage().backend.customerHangsUp();
      await stage().mended('call-ended');
      mended('Hangup');
    });
  });

  describe('an event that is missed, of an agent of the pool', () => {
    afterEach(() => stage().clear());

    it('who logs in', async () => {
      lose('AgentLogin');
      stage().callPhone('412');
      const line = await stage().mended('agent-in');
      mended('AgentLogin');
      expect(line.channel?.name).toMatch(/^PJSIP\/412-/);
    });

    it('whose line ends', async () => {
      await stage().logIn();
      lose('AgentLogoff', 'Hangup');
      await stage().backend.phoneHangsUp('412');
      expect(await stage().mended('agent-out')).toMatchObject({ agent: AGENT, missed: 'Hangup' });
      mended('Hangup');
    });

    it('whose line leaves the pool and lives on', async () => {
      const line = await stage().logIn();
      lose('AgentLogoff');
      await sendAway(line);
      expect(await stage().mended('agent-out')).toMatchObject({ agent: AGENT, missed: 'AgentLogoff' });
      mended('AgentLogoff');
    });

    it('who meets its caller', async () => {
      await stage().logIn();
      lose('BridgeEnter');
      await stage().customerWaits('9000');
      expect(await stage().mended('call-connected')).toMatchObject({ agent: AGENT });
      mended('BridgeEnter');
    });

    it('whose caller hangs up', async () => {
      await stage().logIn();
      await stage().customerTalks('9000');
      lose('Hangup', 'BridgeLeave');
      await stage().backend.customerHangsUp();
      await stage().mended('call-ended');
      mended('Hangup');
    });

    it('whose caller is parked', async () => {
      await stage().logIn();
      const talk = await stage().customerTalks('9000');
      lose('ParkedCall');
      stage().perform({ kind: 'park', call: talk.call, agent: talk.agent, customer: talk.customer });
      await stage().mended('call-parked');
      mended('ParkedCall');
      stage().retrieve(talk.agent, talk);
      await stage().next('call-connected', 2);
    });

    it('whose caller gives up while parked', async () => {
      await stage().logIn();
      const talk = await stage().customerTalks('9000');
      await stage().park(talk);
      lose('ParkedCallGiveUp', 'Hangup');
      await stage().backend.customerHangsUp();
      await stage().mended('call-ended');
      mended('Hangup');
    });

    it('whose caller is taken back', async () => {
      await stage().logIn();
      const talk = await stage().customerTalks('9000');
      await stage().park(talk);
      lose('UnParkedCall', 'BridgeEnter');
      stage().retrieve(talk.agent, talk);
      await stage().mended('call-connected', 2);
      mended('BridgeEnter');
    });
  });

  describe('an event that is missed, of a callback agent', () => {
    callbackAgentInQueue(stage);

    it('who leaves its queue', async () => {
      lose('QueueMemberRemoved');
      stage().perform({ kind: 'leave-queues', agent: CALLBACK, queues: ['8000'] });
      const { memberships } = await stage().mended('memberships');
      expect([...memberships.keys()]).toEqual([]);
      mended('QueueMemberRemoved');
      lose('QueueMemberAdded');
      stage().joinQueues(['8000']);
      expect([...(await stage().mended('memberships', 2)).memberships.keys()]).toEqual(['8000']);
      mended('QueueMemberAdded');
    });

    it('who is paused', async () => {
      lose('QueueMemberPause');
      stage().setPaused(CALLBACK, true);
      const { memberships } = await stage().mended('memberships');
      expect(memberships.get('8000')?.paused).toBe(true);
      mended('QueueMemberPause');
      stage().setPaused(CALLBACK, false);
      await stage().next('memberships', 2);
    });

    it('whose phone is lost', async () => {
      lose('QueueMemberStatus');
      await stage().backend.phoneIsRegistered('101', false);
      const { memberships } = await stage().mended('memberships');
      expect(memberships.get('8000')?.unreachable).toBe(true);
      mended('QueueMemberStatus');
      await stage().backend.phoneIsRegistered('101', true);
      await stage().next('memberships', 2);
    });

    it('whose caller hangs up', async () => {
      await stage().customerTalks('8000');
      lose('Hangup', 'BridgeLeave');
      await stage().backend.customerHangsUp();
      await stage().mended('call-ended');
      mended('Hangup');
    });
  });

  describe('an agent that somebody has paused', () => {
    it('is told of, as long as it is not to be', async () => {
      stage().isToPause = (agent) => (agent === AGENT ? false : undefined);
      stage().setPaused(AGENT, true);
      expect(await stage().mended('pause-adrift')).toMatchObject({ agent: AGENT });
      stage().isToPause = () => undefined;
      stage().setPaused(AGENT, false);
      await stage().next('memberships', 4);
      stage().takeDrifts();
      await stage().clear();
    });
  });

  async function sendAway({ name }: Channel): Promise<void> {
    const fields = { Channel: name, Context: 'from-internal', Exten: '*97', Priority: '1' };
    const answer = await stage().telephony.client.action('Redirect', Object.entries(fields));
    expect(answer.kind).toBe('success');
  }
}
