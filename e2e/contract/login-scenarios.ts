import { afterEach, beforeAll, describe, it } from 'vitest';
import { answered, ringing } from '../backends/channels.js';
import { AGENT, type Stage } from './stage.js';

/** A pool agent logs in, or does not, and everything that ends its line. */
export function loginScenarios(stage: () => Stage): void {
  describe('a pool agent', () => {
    beforeAll(() => stage().clear());
    afterEach(() => stage().clear());

    it('logs in: its phone is called and answers', async () => {
      const line = await stage().logIn();
      stage().perform({ kind: 'end-line', agent: AGENT, channel: line });
      await stage().tells({
        'answer to Agent/412': ['login accepted'],
        'Agent/412': ['phone answered: PJSIP/412#1', 'in: PJSIP/412#1', 'out: PJSIP/412#1'],
      });
    });

    it('is logged off by its number where its line is not known', async () => {
      await stage().logIn();
      stage().perform({ kind: 'end-line', agent: AGENT, channel: undefined });
      await stage().tells({
        'answer to Agent/412': ['login accepted'],
        'Agent/412': ['phone answered: PJSIP/412#1', 'in: PJSIP/412#1', 'out: PJSIP/412#1'],
      });
    });

    it('logs in by dialling from its phone and hangs up', async () => {
      await stage().backend.phoneDials('412', '*11412');
      await stage().next('agent-in');
      await stage().backend.phoneHangsUp('412');
      await stage().tells({ 'Agent/412': ['in: PJSIP/412#1', 'out: PJSIP/412#1'] });
    });

    it('does not log in when nobody answers the phone', async () => {
      stage().callPhone('104');
      await stage().tells({
        'answer to Agent/412': ['login accepted'],
        'Agent/412': ['login ended'],
      });
    });

    it('does not log in when the phone refuses the call', async () => {
      stage().callPhone('104');
      await ringing(stage().backend, 'PJSIP/104');
      await stage().backend.phoneHangsUp('104');
      await stage().tells({
        'answer to Agent/412': ['login accepted'],
        'Agent/412': ['login ended'],
      });
    });

    it('does not log in on a phone that is in a call', async () => {
      await stage().backend.phoneDials('104', '*97');
      await answered(stage().backend, 'PJSIP/104');
      stage().callPhone('104');
      await stage().next('login-ended');
      await stage().backend.phoneHangsUp('104');
      await stage().tells({
        'answer to Agent/412': ['login accepted'],
        'Agent/412': ['login ended'],
      });
    });

    it('does not log in on a phone that is not registered', async () => {
      stage().callPhone('110');
      await stage().tells({
        'answer to Agent/412': ['login accepted'],
        'Agent/412': ['login ended'],
      });
    });

    it('does not log in when the phone hangs up during the greeting', async () => {
      stage().callPhone('412');
      await stage().next('phone-answered');
      await stage().backend.phoneHangsUp('412');
      await stage().tells({
        'answer to Agent/412': ['login accepted'],
        'Agent/412': ['phone answered: PJSIP/412#1', 'login ended'],
      });
    });

    it('is not called any longer when the login is cancelled', async () => {
      const attempt = stage().callPhone('104');
      await ringing(stage().backend, 'PJSIP/104');
      stage().perform({ kind: 'cancel-login', agent: AGENT, attempt, channel: undefined });
      await stage().tells({ 'answer to Agent/412': ['login accepted'] });
    });

    it('is not called when the login is cancelled at once', async () => {
      const attempt = stage().callPhone('412');
      stage().perform({ kind: 'cancel-login', agent: AGENT, attempt, channel: undefined });
      await stage().tells({ 'answer to Agent/412': ['login accepted'] });
    });

    it('does not log in when the login is cancelled during the greeting', async () => {
      const attempt = stage().callPhone('412');
      const { channel } = await stage().next('phone-answered');
      stage().perform({ kind: 'cancel-login', agent: AGENT, attempt, channel });
      await stage().tells({
        'answer to Agent/412': ['login accepted'],
        'Agent/412': ['phone answered: PJSIP/412#1'],
      });
    });
  });
}
